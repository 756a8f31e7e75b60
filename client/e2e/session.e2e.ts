import type { Locator, Page } from '@playwright/test';
import {
  column,
  drag,
  drawer,
  lookFor,
  moveOver,
  openCard,
  pickUp,
  slip,
  submitted,
  uniqueTitle,
} from './support/acts.ts';
import type { Product } from './support/product.ts';
import { expect, expectAccessible, test } from './support/story.ts';

/** The same member ends every session on another device. */
async function signOutEverywhere(elsewhere: Page, product: Product): Promise<void> {
  const ended = await elsewhere.request.delete('/api/me/sessions', { headers: { Origin: product.url } });
  expect(ended.ok()).toBe(true);
}

const signInDialog = (page: Page): Locator => page.getByRole('dialog', { name: '请重新登录' });

async function signInAgain(page: Page, product: Product): Promise<void> {
  await expect(signInDialog(page)).toBeVisible();
  await page.getByLabel('密码').fill(product.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(signInDialog(page)).toHaveCount(0);
}

test('U73 signed out elsewhere, one signs in again where one was', async ({ member, product }) => {
  const officer = await member('duty2');
  await officer.goto('/board');
  await expect(officer.getByRole('heading', { name: '待派单' })).toBeVisible();
  await officer.keyboard.press('n');
  await officer.getByLabel('什么事').fill('写到一半的登记');
  await signOutEverywhere(await member('duty2'), product);
  await signInAgain(officer, product);
  await expect(officer.getByLabel('什么事')).toHaveValue('写到一半的登记');
});

test('U73 a session that ends in mid-drag loses neither the drag nor a word', async ({
  member,
  person,
  product,
}) => {
  const title = uniqueTitle('围墙开裂');
  const officer = await member('duty2');
  await officer.goto('/board');
  await lookFor(officer, title);
  await submitted((await person()).request, title);
  await expect(slip(officer, title)).toBeVisible();
  const elsewhere = await member('duty2');
  await pickUp(officer, slip(officer, title));
  await moveOver(officer, column(officer, '待接单'));
  await signOutEverywhere(elsewhere, product);
  await expect(signInDialog(officer)).toBeVisible();
  await officer.mouse.up();
  await expect(officer.getByText(/拖到一半登录到期了/).last()).toBeVisible();
  await signInAgain(officer, product);

  // Where one was: the dropped card is open, its candidates are read anew, and dispatching goes on.
  await expect(drawer(officer).getByRole('heading', { name: title })).toBeVisible();
  await expect(drawer(officer).getByRole('button', { name: /^派给/ }).first()).toBeVisible();
  await drawer(officer).getByRole('button', { name: '放入接单池' }).click();
  await expect(slip(officer, title).and(column(officer, '待接单').getByRole('article'))).toBeVisible();
});

test('U73 a dispatch that meets an ended session is sent after signing in again', async ({
  member,
  person,
  product,
}) => {
  const title = uniqueTitle('垃圾满溢');
  const officer = await member('duty2', { badWeather: true });
  await officer.goto('/board');
  await submitted((await person()).request, title);
  const opened = await openCard(officer, title);
  await expect(opened.getByRole('button', { name: '放入接单池' })).toBeEnabled();
  // The word that the session is over does not reach this page before the press does.
  await officer.context().setOffline(true);
  await expect(officer.getByText(/断网|重连中/)).toBeVisible({ timeout: 60_000 });
  await opened.getByRole('button', { name: '放入接单池' }).click();
  await signOutEverywhere(await member('duty2'), product);
  await officer.context().setOffline(false);
  await signInAgain(officer, product);
  const sent = column(officer, '待接单').getByRole('article').filter({ hasText: title });
  await expect(sent.getByText('接单池')).toBeVisible({ timeout: 30_000 });
});

test('U76 two tabs of one officer agree, and both end with the session', async ({
  member,
  person,
  product,
}) => {
  const title = uniqueTitle('栏杆松动');
  const one = await member('duty2');
  const two = await one.context().newPage();
  await submitted((await person()).request, title);
  for (const tab of [one, two]) {
    await tab.goto('/board');
    await openCard(tab, title);
  }
  await drawer(one).getByRole('button', { name: '放入接单池' }).click();
  for (const tab of [one, two]) {
    await expect(drawer(tab).getByText('待接单')).toBeVisible();
    await expect(slip(tab, title).and(column(tab, '待接单').getByRole('article'))).toBeVisible();
  }
  // The other tab takes it back; the first one follows.
  await drawer(two).getByRole('button', { name: '撤销' }).click();
  await expect(slip(one, title).and(column(one, '待派单').getByRole('article'))).toBeVisible();
  await drag(one, slip(one, title), column(one, '待接单'));
  await drawer(one).getByRole('button', { name: '放入接单池' }).click();
  await expect(slip(two, title).and(column(two, '待接单').getByRole('article'))).toBeVisible();

  await signOutEverywhere(await member('duty2'), product);
  for (const tab of [one, two]) await expect(signInDialog(tab)).toBeVisible();
});

test('P68 a page of before an upgrade says so, disturbs nobody who is typing, and comes back whole', async ({
  member,
}) => {
  const page = await member('duty1', { badWeather: true });
  let version: number | null = null;
  let cut = (): unknown => null;
  await page.routeWebSocket(/socket\.io/, (near) => {
    const far = near.connectToServer();
    cut = () => near.close();
    far.onMessage((message) =>
      near.send(version ? String(message).replace(/"protocol":\d+/, `"protocol":${version}`) : message),
    );
  });
  await page.goto('/board');
  await expect(page.getByText('实时').first()).toBeVisible();
  await page.keyboard.press('n');
  await page.getByLabel('什么事').pressSequentially('写到一半');
  version = 999;
  await cut();
  const notice = page
    .getByRole('region', { name: '通知' })
    .getByRole('listitem')
    .filter({ hasText: '系统已更新' });
  await expect(notice).toBeVisible();
  await page.keyboard.type(' 的登记');
  await expect(page.getByLabel('什么事')).toHaveValue('写到一半 的登记');
  await expectAccessible(page);
  // Put aside, it comes again with the next greeting.
  await notice.getByRole('button', { name: '关闭' }).click();
  await expect(notice).toHaveCount(0);
  await cut();
  await expect(notice).toHaveCount(1);

  version = null;
  await notice.getByRole('button', { name: '刷新' }).click();
  await expect(page.getByText('实时').first()).toBeVisible();
  await expect(notice).toHaveCount(0);
});
