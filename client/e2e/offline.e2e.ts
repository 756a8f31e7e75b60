import {
  claim,
  column,
  lookFor,
  openCard,
  slip,
  submit,
  submitted,
  toPool,
  uniqueTitle,
} from './support/acts.ts';
import { expect, test } from './support/story.ts';

test('U71 a board that was cut off for a while is right again without a reload', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('井盖松动');
  const officer = await member('duty1', { badWeather: true });
  await officer.goto('/board');
  await expect(officer.getByText('实时')).toBeVisible();
  await lookFor(officer, title);
  const reloads: string[] = [];
  officer.on('domcontentloaded', (page) => reloads.push(page.url()));
  await officer.context().setOffline(true);
  const resident = await person({ phone: true });
  await submit(resident, title);
  await expect(officer.getByText(/断网|重连中/)).toBeVisible({ timeout: 60_000 });
  await expect(slip(officer, title)).toHaveCount(0);
  await officer.context().setOffline(false);
  await expect(slip(officer, title)).toBeVisible({ timeout: 30_000 });
  await expect(officer.getByText('实时')).toBeVisible();
  expect(reloads).toEqual([]);
});

test('U71 a dispatch made without network is shown as waiting and sent when it is back', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('路面积水');
  const officer = await member('duty1', { badWeather: true });
  await officer.goto('/board');
  await submitted((await person()).request, title);
  const opened = await openCard(officer, title);
  await expect(opened.getByRole('button', { name: '放入接单池' })).toBeEnabled();
  await officer.context().setOffline(true);
  await expect(officer.getByText(/断网|重连中/)).toBeVisible({ timeout: 60_000 });
  await opened.getByRole('button', { name: '放入接单池' }).click();
  await expect(slip(officer, title).getByText('等待确认')).toBeVisible();
  await officer.context().setOffline(false);
  const sent = column(officer, '待接单').getByRole('article').filter({ hasText: title });
  await expect(sent.getByText('接单池')).toBeVisible({ timeout: 30_000 });
});

test('U75 a phone without network keeps taps, words and photos, and says what waits', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('声控灯不亮');
  const officer = await member('duty1');
  await officer.goto('/board');
  await submitted((await person()).request, title);
  await toPool(officer, title);
  const volunteer = await member('vol3', { phone: true, badWeather: true });
  await claim(volunteer, title);

  await volunteer.context().setOffline(true);
  await expect(volunteer.getByText(/断网|正在重连/).first()).toBeVisible({ timeout: 60_000 });
  await volunteer.getByRole('button', { name: '到场' }).click();
  await volunteer.getByRole('button', { name: '反馈' }).click();
  await volunteer.getByLabel('现场怎么样').fill('灯座烧黑，要换');
  await volunteer.getByRole('dialog').getByRole('button', { name: '反馈' }).click();
  await expect(volunteer.getByText('2条待发送')).toBeVisible();
  await expect(volunteer.getByText('存在本机，联网后自动发').first()).toBeVisible();

  await volunteer.context().setOffline(false);
  await expect(volunteer.getByText('2条待发送')).toHaveCount(0, { timeout: 30_000 });
  const drawer = await openCard(officer, title);
  await expect(drawer.getByText('灯座烧黑，要换')).toBeVisible();
});
