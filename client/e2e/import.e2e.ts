import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { toPool } from './support/acts.ts';
import { expect, expectAccessible, test } from './support/story.ts';

const HEAD = '工单编号,诉求人,联系电话,工单标题,来电时间,诉求内容,办理结果,办结时间,所属网格,区县备注';
const MARK = Date.now() % 1_000_000;
const line = (
  n: number,
  at = `2025-03-${String((n % 28) + 1).padStart(2, '0')} 09:${String(n % 60).padStart(2, '0')}`,
) =>
  `00${MARK}${String(n).padStart(4, '0')},梁某,13800001234,三号楼路灯不亮${n},${at},"三号楼门口的路灯从上周起就不亮了，老人夜里出门看不清路，\n请尽快来看看。",已换好灯泡,2025-04-02,${n % 3 === 0 ? '柳湾第九网格' : ''},无`;

const table = (lines: readonly string[]) => ({
  name: '三月热线工单.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\ufeff${HEAD}\n${lines.join('\n')}\n`),
});

const choose = (page: Page, lines: readonly string[]) =>
  page.getByLabel('把表格拖到这里，或点这里选文件').setInputFiles(table(lines));
const ended = (page: Page) =>
  expect(page.getByRole('note').filter({ hasText: '导入完成' })).toBeVisible({ timeout: 60_000 });
const count = (page: Page, label: string, value: string) =>
  expect(page.getByText(new RegExp(`^${label}${value}`)).first()).toBeVisible();

test('U88 an administrator imports a table, mends what was refused and runs it again', async ({ member }) => {
  const page = await member('admin');
  await page.goto('/admin');
  await page.getByRole('link', { name: '导入', exact: true }).click();
  await expect(page.getByRole('heading', { name: '导入工单' })).toBeVisible();
  await expect(page.getByText('还没有导入过')).toBeVisible();
  await expectAccessible(page);

  // Two rows of 1,200 cannot be read.
  const lines = Array.from({ length: 1200 }, (_, n) => line(n));
  lines[4] = line(4, '记不清了');
  lines[900] = line(900, '2099-01-01');
  await choose(page, lines);
  await expect(page.getByRole('table', { name: '每一列是什么' })).toBeVisible();
  await expect(page.getByLabel('来件时间')).toHaveValue('来电时间');
  await expect(page.getByText('没用到的列：区县备注')).toBeVisible();
  await page.getByLabel('存成方案，下次同样的表格自动对好').fill('热线月报');
  await expectAccessible(page);

  await page.getByRole('button', { name: '看预览' }).click();
  await expect(page.getByRole('table', { name: '前 20 行进来是这样' })).toBeVisible();
  await expect(page.getByText('来电时间：时间看不懂（记不清了）')).toBeVisible();
  await expect(page.getByText('新增 19 行，已有 0 行，有误 1 行')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: /^导入约/ }).click();
  await ended(page);
  await count(page, '新增', '1,198');
  await expect(page.getByText('进来的都是已办结的历史，时间照原样，不上看板。')).toBeVisible();
  await expect(page.getByRole('link', { name: '看评价公开' })).toHaveAttribute('href', '/results');
  await expectAccessible(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载有误的行', exact: true }).click(),
  ]);
  const list = await readFile(await download.path(), 'utf8');
  expect(list).toContain('"6","来电时间：时间看不懂"');
  expect(list).toContain('"902","来电时间：时间在将来；办结时间：答复早于来件"');

  // The list itself, mended, is known by its headings and comes in.
  await page.getByRole('button', { name: '再导入一个文件' }).click();
  const mended = list.replace('记不清了', '2025-03-05').replace('2099-01-01', '2025-03-06');
  await page
    .getByLabel('把表格拖到这里，或点这里选文件')
    .setInputFiles({ name: '改好的.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) });
  await expect(page.getByText('列名和上次一样，已按方案「热线月报」对好')).toBeVisible();
  await page.getByRole('button', { name: '看预览' }).click();
  await page.getByRole('button', { name: /^导入约/ }).click();
  await ended(page);
  await count(page, '新增', '2');

  // The whole file again brings nothing twice.
  await page.getByRole('button', { name: '再导入一个文件' }).click();
  lines[4] = line(4);
  lines[900] = line(900);
  await choose(page, lines);
  await page.getByRole('button', { name: '看预览' }).click();
  await expect(page.getByText('新增 0 行，已有 20 行，有误 0 行')).toBeVisible();
  await page.getByRole('button', { name: /^导入约/ }).click();
  await ended(page);
  await count(page, '已有', '1,200');
  await expect(page.getByRole('row', { name: /三月热线工单/ })).toHaveCount(2);
});

test('U100 tickets that nobody has answered go on the board, where an officer sees them come', async ({
  member,
}) => {
  const [admin, officer] = await Promise.all([member('admin'), member('duty1')]);
  await officer.goto('/board');
  await admin.goto('/admin/import');
  await admin.getByRole('combobox', { name: '社区' }).selectOption({ label: '桐荫里社区' });
  const waiting = [1, 2].map((n) => line(40_000 + n).replace('已换好灯泡,2025-04-02', ','));
  await choose(admin, [line(40_000), ...waiting]);
  await admin.getByRole('button', { name: '看预览' }).click();
  await expect(admin.getByText('预览里有 2 行没有答复')).toBeVisible();
  await expect(admin.getByText('会按已办结收下，不上看板。还要办的，请改为上看板。')).toBeVisible();
  await admin.getByRole('button', { name: '改为上看板' }).click();
  await expect(admin.getByText('会作为新诉求上看板，从导入时起计时。')).toBeVisible();
  await expect(admin.getByRole('row').filter({ hasText: '上看板' })).toHaveCount(2);
  await expectAccessible(admin);
  await admin.getByRole('button', { name: /^导入约/ }).click();
  await ended(admin);
  await expect(admin.getByText('2 行没有答复，已上看板，等派单。')).toBeVisible();
  await expect(admin.getByText('其余是已办结的历史，时间照原样。')).toBeVisible();

  await toPool(officer, '三号楼路灯不亮40001');
  await expect(officer.getByText(/原编号 \d+40001/)).toBeVisible();
});

test('U89 a run survives a reload and a lost connection, is cancelled and taken up again; in English, by keyboard', async ({
  member,
}) => {
  const page = await member('admin', { locale: 'en', badWeather: true });
  await page.goto('/admin/import');
  const lines = Array.from({ length: 30_000 }, (_, n) => line(10_000 + n));
  await page.getByLabel('Drop a table here, or choose a file').setInputFiles(table(lines));
  const preview = page.getByRole('button', { name: 'Preview' });
  await preview.focus();
  await page.keyboard.press('Enter');
  const go = page.getByRole('button', { name: /^Import about/ });
  await go.focus();
  await page.keyboard.press('Enter');
  const bar = page.getByRole('progressbar');
  await expect(bar).toBeVisible();

  await page.reload();
  await expect(bar).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText('The server cannot be reached')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('The server cannot be reached')).toBeHidden();
  await expect(bar).toBeVisible();

  await page.getByRole('button', { name: 'Cancel the import' }).click();
  await expect(page.getByRole('note').filter({ hasText: 'Cancelled; what came in stays' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on importing' }).click();
  await expect(page.getByRole('table', { name: 'What each column is' })).toBeVisible();

  await page.goto('/admin/import');
  await page.getByLabel('Drop a table here, or choose a file').setInputFiles({
    name: 'page.xls',
    mimeType: 'application/vnd.ms-excel',
    buffer: Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
  });
  await expect(page.getByText(/This file is really a web page/)).toBeVisible();
});
