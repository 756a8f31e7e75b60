import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, keepPicture, test } from './support/story.ts';

const slip = (page: Page, title: string): Locator => page.getByRole('article').filter({ hasText: title });

/** Dark and high contrast are laid over the same tokens: each is looked at for itself. */
const LOOKS = [
  { name: 'light', media: {} },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
] as const;

/** Pragmatic drag and drop listens to the browser's own drag events, which need more than one move. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error('nothing to drag, or nowhere to drop it');
  await page.mouse.move(start.x + start.width / 2, start.y + 40);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + 48, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + 300, { steps: 12 });
  await page.mouse.up();
}

async function submit(page: Page, text: string): Promise<void> {
  await page.goto('/q/tongyinli-3');
  await page.getByLabel('什么事').fill(text);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '收到了' })).toBeVisible();
}

test('U70 one request from the first word to the chart, with three people at once', async ({
  member,
  person,
  product,
}) => {
  const title = `三楼路灯不亮${Date.now() % 100_000}`;
  const resident = await person({ phone: true });
  const officer = await member('duty1');
  await officer.goto('/board');
  await expect(officer.getByRole('heading', { name: '待派单' })).toBeVisible();
  await keepPicture(officer, 'board');

  await submit(resident, title);
  await keepPicture(resident, 'receipt');
  await resident.getByRole('link', { name: '看进度' }).click();
  await expect(resident.getByRole('heading', { name: '等待派单' })).toBeVisible();

  // It appears on the officer's board without a reload, and is dispatched by dragging.
  const card = slip(officer, title);
  await expect(card).toBeVisible();
  await card.scrollIntoViewIfNeeded();
  await drag(officer, card, officer.getByRole('region', { name: '待接单' }));
  const drawer = officer.getByRole('complementary');
  await expect(drawer.getByText('派给谁')).toBeVisible();
  await keepPicture(officer, 'dispatch');
  await drawer.getByRole('button', { name: '放入接单池' }).click();
  await expect(
    officer.getByRole('region', { name: '待接单' }).getByRole('article').filter({ hasText: title }),
  ).toBeVisible();
  await expect(resident.getByRole('heading', { name: '等待接单' })).toBeVisible();

  // Two volunteers tap in the same moment: one has it, the other is told who.
  const volunteers = [await member('vol1', { phone: true }), await member('vol2', { phone: true })];
  for (const page of volunteers) {
    await page.goto('/field');
    await expect(slip(page, title)).toBeVisible();
  }
  await keepPicture(volunteers[0] as Page, 'field');
  await Promise.all(
    volunteers.map((page) => slip(page, title).getByRole('button', { name: /接单/ }).click()),
  );
  const lost = (page: Page): Locator => slip(page, title).getByText(/先接了$/);
  await expect
    .poll(
      async () => (await lost(volunteers[0] as Page).count()) + (await lost(volunteers[1] as Page).count()),
    )
    .toBe(1);
  const loserIndex = (await lost(volunteers[0] as Page).count()) === 1 ? 0 : 1;
  const winner = volunteers[1 - loserIndex] as Page;
  await expect(lost(volunteers[loserIndex] as Page)).toContainText(loserIndex === 0 ? '白露生' : '孟怀川');
  await expect(
    officer.getByRole('region', { name: '办理中' }).getByRole('article').filter({ hasText: title }),
  ).toBeVisible();

  // Notes typed by two people end up on both screens.
  await winner.goto('/field/mine');
  await slip(winner, title).getByRole('link', { name: title }).click();
  const officerNotes = drawer.getByLabel('处置记录');
  const winnerNotes = winner.getByLabel('处置记录');
  await officerNotes.fill('先断电');
  await expect(winner.locator('[data-name="沈其安"]')).toBeVisible();
  await expect(winnerNotes).toHaveValue('先断电');
  await winnerNotes.pressSequentially('，再换灯');
  await expect(officerNotes).toHaveValue(/换灯/);

  // Done with a photo; the resident's page changes by itself.
  await winner.getByRole('button', { name: '到场' }).click();
  await winner.getByRole('button', { name: '办结' }).last().click();
  const sheet = winner.getByRole('dialog');
  await sheet.getByLabel('怎么办好的').fill('灯已换好，试亮正常');
  await sheet
    .getByLabel('拍照或选照片')
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: PIXELS });
  await sheet.getByRole('button', { name: '办结' }).click();
  await expect(resident.getByRole('heading', { name: '办好了，请你评价' })).toBeVisible();

  // The rating is one more in the month of the chart.
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const count = async (): Promise<number> => {
    const answer = await resident.request.get(
      `/api/public/statistics/ratings?areaId=tongyinli&from=${month}&to=${month}`,
    );
    return ((await answer.json()) as { months: { n: number }[] }).months[0]?.n ?? 0;
  };
  const before = await count();
  for (const dimension of ['办理速度', '解决效果', '服务态度']) {
    await resident.getByRole('radiogroup', { name: dimension }).getByRole('radio').nth(4).click();
  }
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('谢谢，评价已记下')).toBeVisible();
  await keepPicture(resident, 'resident');
  await expect.poll(count).toBe(before + 1);
  await resident.goto('/results');
  await expect(resident.getByRole('img', { name: /三项评分/ }).locator('svg')).toBeVisible();
  await keepPicture(resident, 'results');
  expect(product.url).toContain('127.0.0.1');
});

test('U71 a board that was cut off for a while is right again without a reload', async ({
  member,
  person,
}) => {
  const title = `井盖松动${Date.now() % 100_000}`;
  const officer = await member('duty1');
  await officer.goto('/board');
  await expect(officer.getByText('实时')).toBeVisible();
  await officer.context().setOffline(true);
  const resident = await person({ phone: true });
  await submit(resident, title);
  await expect(officer.getByText(/断网|重连中/)).toBeVisible({ timeout: 60_000 });
  await expect(slip(officer, title)).toHaveCount(0);
  await officer.context().setOffline(false);
  await expect(slip(officer, title)).toBeVisible({ timeout: 30_000 });
  await expect(officer.getByText('实时')).toBeVisible();
});

test('U72 the board works by keyboard alone, in English', async ({ member }) => {
  const officer = await member('duty1', { locale: 'en-GB' });
  await officer.goto('/board');
  await expect(officer.getByRole('heading', { name: 'To dispatch' })).toBeVisible();
  await officer.keyboard.press('j');
  await officer.keyboard.press('d');
  const drawer = officer.getByRole('complementary');
  await expect(drawer.getByText('Dispatch to')).toBeVisible();
  await drawer.getByRole('button', { name: 'To the open pool' }).focus();
  // Closing the drawer while the command is unanswered holds nothing up.
  await officer.keyboard.press('Enter');
  await officer.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(officer.getByText(/To open pool · TY/).first()).toBeVisible();
  await officer.keyboard.press('/');
  await officer.keyboard.type('zzzz');
  await expect(officer.getByText('Nothing matches').first()).toBeVisible();
});

test('U73 signed out elsewhere, one signs in again where one was', async ({ member, product }) => {
  const officer = await member('duty2');
  await officer.goto('/board');
  await expect(officer.getByRole('heading', { name: '待派单' })).toBeVisible();
  await officer.keyboard.press('n');
  await officer.getByLabel('什么事').fill('写到一半的登记');
  const elsewhere = await member('duty2');
  const ended = await elsewhere.request.delete('/api/me/sessions', { headers: { Origin: product.url } });
  expect(ended.ok()).toBe(true);
  await expect(officer.getByText('请重新登录')).toBeVisible();
  await officer.getByLabel('密码').fill(product.password);
  await officer.getByRole('button', { name: '登录', exact: true }).click();
  await expect(officer.getByText('请重新登录')).toHaveCount(0);
  await expect(officer.getByLabel('什么事')).toHaveValue('写到一半的登记');
});

for (const look of LOOKS) {
  test(`U74 no page has a serious accessibility fault, ${look.name}`, async ({ member, person }) => {
    const resident = await person({ phone: true, ...look.media });
    for (const path of ['/', '/track', '/results', '/wishes', '/signin', '/setup']) {
      await resident.goto(path);
      await expect(resident.getByRole('main')).toBeVisible();
      await expect(resident.getByRole('heading').first()).toBeVisible();
      await expectAccessible(resident);
    }
    const officer = await member('duty1', look.media);
    await officer.goto('/board');
    await officer.getByRole('article').first().click();
    await expect(officer.getByRole('complementary').getByText('经过')).toBeVisible();
    await expectAccessible(officer);
    for (const [key, dialog] of [
      ['n', '登记诉求'],
      ['?', '快捷键'],
    ] as const) {
      await officer.keyboard.press('Escape');
      await officer.keyboard.press(key);
      await expect(officer.getByRole('dialog', { name: dialog })).toBeVisible();
      await expectAccessible(officer);
      await officer.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    }
    const volunteer = await member('vol1', { phone: true, ...look.media });
    for (const path of ['/field', '/field/mine', '/field/wishes', '/field/me', '/field/new']) {
      await volunteer.goto(path);
      await expect(volunteer.getByRole('main')).toBeVisible();
      await expectAccessible(volunteer);
    }
    const admin = await member('admin', look.media);
    await admin.goto('/admin');
    await expect(admin.getByRole('table')).toBeVisible();
    await expectAccessible(admin);
  });
}

/** One white pixel, as a phone would never take it, but as valid as any photo. */
const PIXELS = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
