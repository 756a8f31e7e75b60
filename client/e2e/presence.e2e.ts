import {
  column,
  drawer,
  lookFor,
  moveOver,
  openCard,
  pickUp,
  slip,
  submitted,
  toPool,
  uniqueTitle,
} from './support/acts.ts';
import { expect, test } from './support/story.ts';

test('U80 colleagues see who looks at a card, who drags it, and who was faster', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('井盖异响');
  const [shen, zhou] = [await member('duty1'), await member('duty2')];
  for (const officer of [shen, zhou]) {
    await officer.goto('/board');
    await lookFor(officer, title);
  }
  await submitted((await person()).request, title);
  await openCard(zhou, title);
  await expect(slip(shen, title).getByLabel(/正在看/)).toBeVisible();
  await expect(shen.getByLabel('1 人在看')).toBeVisible();

  await pickUp(shen, slip(shen, title));
  await moveOver(shen, column(shen, '待接单'));
  await expect(slip(zhou, title).getByText('沈其安 派单中')).toBeVisible();
  await shen.mouse.up();
  await expect(slip(zhou, title).getByText('沈其安 派单中')).toHaveCount(0);

  // Both dispatch in the same moment, to different ones: one stands, and the slower is told who was faster.
  const pools = [shen, zhou].map((officer) => drawer(officer).getByRole('button', { name: '放入接单池' }));
  for (const pool of pools) await expect(pool).toBeVisible();
  await Promise.all(pools.map((pool) => pool.click()));
  const told = [shen, zhou].map((officer) => officer.getByText(/(沈其安|周砚秋)刚改过派单/).first());
  await expect
    .poll(async () => (await Promise.all(told.map((one) => one.isVisible()))).filter(Boolean))
    .toHaveLength(1);
  for (const officer of [shen, zhou]) {
    const there = column(officer, '待接单').getByRole('article').filter({ hasText: title });
    await expect(there.getByText('接单池')).toBeVisible();
  }
});

test('U81 a new request is heard, seen in the title and announced while one looks elsewhere', async ({
  member,
  person,
}) => {
  const officer = await member('duty1');
  await officer.goto('/board');
  await expect(officer.getByText('实时')).toBeVisible();
  const plain = await officer.title();
  expect(plain).not.toMatch(/^\(\d+\)/);
  await officer.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.hasFocus = () => false;
  });
  const title = uniqueTitle('树枝压线');
  await submitted((await person()).request, title);
  await expect.poll(() => officer.title()).toMatch(/^\(1\)/);
  await expect(officer.locator('[aria-live]').filter({ hasText: `新诉求：${title}` })).toHaveCount(1);
  await officer.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
    document.hasFocus = () => true;
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
  });
  await expect.poll(() => officer.title()).toBe(plain);
});

test('U82 whoever opens a contact is on record, and the undo of ten minutes is in the history', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('漏水找物业');
  const officer = await member('duty1');
  await officer.goto('/board');
  await submitted((await person()).request, title, { contact: { name: '梁女士', phone: '13812345678' } });
  const opened = await openCard(officer, title);
  await expect(opened.getByText('138****5678')).toBeVisible();
  await expect(opened.getByText('13812345678')).toHaveCount(0);
  await opened.getByRole('button', { name: '显示号码' }).click();
  await expect(opened.getByText('13812345678')).toBeVisible();
  await opened.getByRole('button', { name: '关闭' }).click();

  await toPool(officer, title);
  await drawer(officer).getByRole('button', { name: '撤销' }).click();
  await expect(slip(officer, title).and(column(officer, '待派单').getByRole('article'))).toBeVisible();

  const admin = await member('admin');
  const answer = await admin.request.get('/api/admin/audits');
  expect(answer.status()).toBe(200);
  expect(JSON.stringify(await answer.json())).toContain('contact');
});

test('U83 merge, split, decline and escalate are reachable with their reasons', async ({
  member,
  person,
}) => {
  const request = (await person()).request;
  const [kept, same] = [uniqueTitle('三号楼停电'), uniqueTitle('三号楼又停电')];
  const officer = await member('duty1');
  await officer.goto('/board');
  const { orderNo } = await submitted(request, kept);
  await submitted(request, same);
  await openCard(officer, same);
  await drawer(officer).getByRole('button', { name: '更多' }).click();
  await officer.getByRole('menuitem', { name: '并单' }).click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByRole('button', { name: '并单' }).click();
  await expect(dialog.getByRole('alert')).toContainText('没有找到这个编号');
  await dialog.getByRole('combobox').fill(orderNo);
  await officer.getByRole('option', { name: new RegExp(orderNo) }).click();
  await dialog.getByRole('button', { name: '并单' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(slip(officer, same)).toHaveCount(0);
  await expect(drawer(officer).getByText('已并入')).toBeVisible();

  await drawer(officer).getByRole('button', { name: '拆单' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: '拆单' }).click();
  await expect(slip(officer, same)).toBeVisible();

  await drawer(officer).getByRole('button', { name: '升级' }).click();
  await officer.getByRole('dialog').getByLabel('说明').fill('要供电公司来');
  await officer.getByRole('dialog').getByRole('button', { name: '升级' }).click();
  await expect(officer.getByRole('dialog')).toHaveCount(0);
  await expect(drawer(officer).getByText('要供电公司来')).toBeVisible();
  // The street is responsible now; there is nobody above it.
  await expect(drawer(officer).getByText(/^已升级，由.+负责$/)).toBeVisible();
  await expect(drawer(officer).getByRole('button', { name: '升级' })).toHaveCount(0);

  await openCard(officer, kept);
  await drawer(officer).getByRole('button', { name: '不予受理' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: '不予受理' }).click();
  await expect(officer.getByRole('dialog').getByRole('alert')).toContainText('写一句再提交');
  await officer.getByRole('dialog').getByLabel('给居民的说明').fill('属于供电公司，已转告');
  await officer.getByRole('dialog').getByRole('button', { name: '不予受理' }).click();
  await expect(slip(officer, kept)).toHaveCount(0);
});
