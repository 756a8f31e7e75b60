import type { Page } from '@playwright/test';
import { claim, column, drawer, openCard, submitted, toPool, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

const DAY = 86_400_000;

/** A step of the phone's menu, in its sheet. */
async function askFor(phone: Page, step: string) {
  await phone.getByRole('button', { name: '更多' }).click();
  await phone.getByRole('menuitem', { name: step }).click();
  return phone.getByRole('dialog');
}

test('U96 more time is asked for on the phone in the community’s time, and granted at the board', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('等配件的楼道灯');
  await submitted((await person()).request, title, { item: 'light' });
  const officer = await member('duty1');
  await officer.goto('/board');
  await toPool(officer, title);
  // Somebody whose own clock stands in New York types what the clock at the station shows.
  const phone = await member('vol1', { phone: true, timezoneId: 'America/New_York' });
  await claim(phone, title);
  const day = new Date(Date.now() + 3 * DAY + 8 * 3_600_000).toISOString().slice(0, 10);
  const sheet = await askFor(phone, '申请延期');
  await expect(sheet.getByText('按社区的时间填（Asia/Shanghai）')).toBeVisible();
  await sheet.getByLabel('延到什么时候').fill(`${day}T17:00`);
  await sheet.getByLabel('为什么要延期').fill('配件后天到');
  await sheet.getByRole('button', { name: '申请延期' }).click();
  await expect(sheet).toHaveCount(0);

  const asked = drawer(officer).getByText(/孟怀川申请延期到/);
  await expect(asked).toContainText(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 17:00`);
  await expect(drawer(officer).getByText('配件后天到').first()).toBeVisible();
  await drawer(officer).getByRole('button', { name: '同意', exact: true }).click();
  await expect(asked).toHaveCount(0);
  const id = new URL(officer.url()).searchParams.get('order') ?? '';
  const order = await (await officer.request.get(`/api/orders/${id}`)).json();
  expect(order).toMatchObject({ clocks: { resolve: { dueAt: Date.parse(`${day}T09:00:00Z`) } } });
});

test('U97 an order is given back with a reason and words, and goes to somebody else', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('不归我们的井盖');
  await submitted((await person()).request, title, { item: 'road' });
  const officer = await member('duty2');
  await officer.goto('/board');
  await toPool(officer, title);
  // It lies in the pool: putting it there again is not offered, somebody else is.
  await expect(drawer(officer).getByText('在接单池，等人接单')).toBeVisible();
  await expect(drawer(officer).getByRole('button', { name: '放入接单池' })).toHaveCount(0);
  await expect(drawer(officer).getByText('改派给谁')).toBeVisible();
  const phone = await member('vol2', { phone: true });
  await claim(phone, title);

  const sheet = await askFor(phone, '退单');
  await sheet.getByRole('button', { name: '退单' }).click();
  await expect(sheet.getByText('选一个原因再提交')).toBeVisible();
  await sheet.getByLabel('原因').selectOption({ label: '属地不符' });
  await sheet.getByRole('button', { name: '退单' }).click();
  await expect(sheet.getByText('写一句再提交')).toBeVisible();
  await sheet.getByLabel('说明情况').fill('井盖在马路对面，归市政');
  await sheet.getByRole('button', { name: '退单' }).click();
  await expect(sheet).toHaveCount(0);

  const back = column(officer, '待派单').getByRole('article').filter({ hasText: title });
  await expect(back.getByText('退1次')).toBeVisible();
  const opened = await openCard(officer, title);
  await expect(opened.getByText(/属地不符/)).toBeVisible();
  await expect(opened.getByText(/井盖在马路对面，归市政/)).toBeVisible();
  // Sent to a person, the drawer names them, and offers everybody but them.
  await opened.getByRole('button', { name: /^派给/ }).first().click();
  const lies = opened.getByText(/派给了.+，等接单/);
  await expect(lies).toBeVisible();
  const [, name] = /派给了(.+)，等接单/.exec(await lies.innerText()) ?? [];
  await expect(opened.getByRole('button', { name: `改派给${name}`, exact: true })).toHaveCount(0);
  // And takes it back with a reason of its own.
  await opened.getByRole('button', { name: '收回' }).click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByLabel('原因').first().selectOption({ label: '信息有误' });
  await dialog.getByRole('textbox').fill('派错了单位');
  await dialog.getByRole('button', { name: '收回' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(back).toBeVisible();
});
