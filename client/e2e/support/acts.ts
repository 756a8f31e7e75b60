import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test';

/** What people do in several stories, by hand. */

export const slip = (page: Page, title: string): Locator =>
  page.getByRole('article').filter({ hasText: title });

export const column = (page: Page, name: string): Locator => page.getByRole('region', { name });

/** The board's drawer. */
export const drawer = (page: Page): Locator => page.getByRole('complementary');

/** A title no other story has used. */
export const uniqueTitle = (words: string): string => `${words}${randomUUID().slice(0, 6)}`;

/** Pragmatic drag and drop listens to the browser's own drag events, which need more than one move. */
export async function pickUp(page: Page, from: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const start = await from.boundingBox();
  if (!start) throw new Error('nothing to drag');
  await page.mouse.move(start.x + start.width / 2, start.y + 40);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + 48, { steps: 4 });
}

export async function moveOver(page: Page, to: Locator): Promise<void> {
  const end = await to.boundingBox();
  if (!end) throw new Error('nowhere to drop it');
  await page.mouse.move(end.x + end.width / 2, end.y + 300, { steps: 12 });
}

export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await pickUp(page, from);
  await moveOver(page, to);
  await page.mouse.up();
}

/** A resident sends a request from a grid's QR code. */
export async function submit(page: Page, text: string): Promise<void> {
  await page.goto('/q/tongyinli-3');
  await page.getByLabel('什么事').fill(text);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '收到了' })).toBeVisible();
}

export interface Receipt {
  readonly trackingCode: string;
  readonly reportKey: string;
  readonly orderNo: string;
}

/** The same without a page, where the story begins later. */
export async function submitted(
  request: APIRequestContext,
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Receipt> {
  const answer = await request.post('/api/public/reports', {
    data: { areaId: 'tongyinli-3', text, ...more },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as Receipt;
}

/**
 * Searches the board for one title, as a person does in a long column. A column draws only what is in sight (U34), and
 * where a card lies in it depends on the hour and on the stories before.
 */
export async function lookFor(page: Page, title: string): Promise<void> {
  await page.getByRole('searchbox').first().fill(title);
}

/** Opens a card in the drawer and waits until it is there. The board stays searched for it. */
export async function openCard(page: Page, title: string): Promise<Locator> {
  await lookFor(page, title);
  await slip(page, title).click();
  await expect(drawer(page).getByRole('heading', { name: title })).toBeVisible();
  return drawer(page);
}

/** From the resident's words to the open pool, by an officer at the board. */
export async function toPool(officer: Page, title: string): Promise<void> {
  const opened = await openCard(officer, title);
  await opened.getByRole('button', { name: '放入接单池' }).click();
  await expect(column(officer, '待接单').getByRole('article').filter({ hasText: title })).toBeVisible();
}

/** A volunteer claims from the phone's list and opens the order. */
export async function claim(phone: Page, title: string): Promise<void> {
  await phone.goto('/field');
  await slip(phone, title).getByRole('button', { name: /接单/ }).click();
  // Claimed when the answer is there: the slip has left this list.
  await expect(slip(phone, title)).toHaveCount(0);
  await phone.goto('/field/mine');
  await slip(phone, title).getByRole('link', { name: title }).click();
  await expect(phone.getByRole('button', { name: '到场' })).toBeVisible();
}

/** Whoever holds the order completes it from its page on the phone. */
export async function complete(phone: Page, words: string): Promise<void> {
  await phone.getByRole('button', { name: '办结' }).click();
  const sheet = phone.getByRole('dialog');
  await sheet.getByLabel('怎么办好的').fill(words);
  await sheet.getByRole('button', { name: '办结' }).click();
  await expect(sheet).toHaveCount(0);
}

/** Presses Tab until something has the focus, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached with ${most} presses of Tab`);
}

/** One white pixel, as a phone would never take it, but as valid as any photo. */
export const PIXELS = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
