import type { Page } from '@playwright/test';
import { column, drag, drawer, lookFor, PIXELS, slip, submit, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

/** The n of the running month, as anybody reads it in the results. */
async function shownCount(page: Page): Promise<number> {
  await page.goto('/results');
  await page.getByRole('tab', { name: '看每个数字' }).click();
  const latest = page.getByRole('table', { name: '三项评分' }).getByRole('row').nth(1);
  await expect(latest).toContainText(/\d{4}-\d{2}/);
  return Number(await latest.getByRole('cell').last().textContent());
}

test('U70 one request from the first word to the chart, with three people at once', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('三楼路灯不亮');
  const [resident, reader] = [await person({ phone: true }), await person()];
  const officer = await member('duty1');
  await officer.goto('/board');
  await expect(officer.getByRole('heading', { name: '待派单' })).toBeVisible();
  await lookFor(officer, title);
  const before = await shownCount(reader);

  await submit(resident, title);
  await resident.getByRole('link', { name: '看进度' }).click();
  await expect(resident.getByRole('heading', { name: '等待派单' })).toBeVisible();

  // It appears on the officer's board without a reload, and is dispatched by dragging.
  const card = slip(officer, title);
  await expect(card).toBeVisible();
  await drag(officer, card, column(officer, '待接单'));
  await expect(drawer(officer).getByText('派给谁')).toBeVisible();
  await drawer(officer).getByRole('button', { name: '放入接单池' }).click();
  await expect(slip(officer, title).and(column(officer, '待接单').getByRole('article'))).toBeVisible();
  await expect(resident.getByRole('heading', { name: '等待接单' })).toBeVisible();

  // Two volunteers tap in the same moment: one has it, the other is told who.
  const [first, second] = [await member('vol1', { phone: true }), await member('vol2', { phone: true })];
  for (const page of [first, second]) {
    await page.goto('/field');
    await expect(slip(page, title)).toBeVisible();
  }
  await Promise.all(
    [first, second].map((page) => slip(page, title).getByRole('button', { name: /接单/ }).click()),
  );
  const lost = (page: Page) => slip(page, title).getByText(/先接了$/);
  await expect.poll(async () => (await lost(first).count()) + (await lost(second).count())).toBe(1);
  const firstLost = (await lost(first).count()) === 1;
  const [winner, loser] = firstLost ? [second, first] : [first, second];
  await expect(lost(loser)).toContainText(firstLost ? '白露生' : '孟怀川');
  await expect(slip(officer, title).and(column(officer, '办理中').getByRole('article'))).toBeVisible();

  // Notes typed by two people end up on both screens.
  await winner.goto('/field/mine');
  await slip(winner, title).getByRole('link', { name: title }).click();
  const officerNotes = drawer(officer).getByLabel('处置记录');
  const winnerNotes = winner.getByLabel('处置记录');
  await officerNotes.fill('先断电');
  await expect(winner.locator('[data-name="沈其安"]')).toBeVisible();
  await expect(winnerNotes).toHaveValue('先断电');
  await Promise.all([winnerNotes.pressSequentially('，再换灯'), officerNotes.pressSequentially('。')]);
  await expect(officerNotes).toHaveValue(/换灯/);
  await expect.poll(async () => await winnerNotes.inputValue()).toBe(await officerNotes.inputValue());

  // Done with a photo; the resident's page changes by itself.
  await winner.getByRole('button', { name: '到场' }).click();
  await expect(winner.getByRole('button', { name: '到场' })).toHaveCount(0);
  await winner.getByRole('button', { name: '办结' }).click();
  const sheet = winner.getByRole('dialog');
  await sheet.getByLabel('怎么办好的').fill('灯已换好，试亮正常');
  await sheet
    .getByLabel('拍照或选照片')
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: PIXELS });
  await sheet.getByRole('button', { name: '办结' }).click();
  await expect(resident.getByRole('heading', { name: '办好了，请你评价' })).toBeVisible();
  await expect(resident.getByText('灯已换好，试亮正常')).toBeVisible();
  await expect(drawer(officer).getByRole('img', { name: '照片 1' })).toBeVisible();

  // The rating is one more in the month of the chart.
  for (const dimension of ['办理速度', '解决效果', '服务态度']) {
    await resident.getByRole('radiogroup', { name: dimension }).getByRole('radio').nth(4).click();
  }
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('谢谢，评价已记下')).toBeVisible();
  await expect.poll(() => shownCount(reader)).toBe(before + 1);
  await reader.getByRole('tab', { name: '看图' }).click();
  const chart = reader.getByRole('img', { name: /三项评分/ }).locator('svg');
  await expect(chart).toContainText(String(before + 1));
  for (const name of ['速度', '效果', '态度']) await expect(chart).toContainText(name);
});
