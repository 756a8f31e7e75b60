import type { Page } from '@playwright/test';
import { slip, submitted, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

test('U94 area and category narrow the board, and lanes part it', async ({ member, person }) => {
  const tag = uniqueTitle('收窄');
  const [lamp, noise] = [`${tag}楼道灯不亮`, `${tag}楼上装修吵`];
  const { request } = await person();
  await submitted(request, lamp, { areaId: 'tongyinli-3', item: 'light' });
  await submitted(request, noise, { areaId: 'tongyinli-5', item: 'noise' });
  const officer = await member('duty1');
  await officer.goto('/board');
  await officer.getByRole('searchbox').first().fill(tag);
  await expect(officer.getByRole('article')).toHaveCount(2);

  const area = officer.getByRole('combobox', { name: '全部网格' });
  await area.selectOption({ label: '三网格' });
  await expect(slip(officer, lamp)).toBeVisible();
  await expect(officer.getByRole('article')).toHaveCount(1);
  const category = officer.getByRole('combobox', { name: '全部类别' });
  await category.selectOption({ label: '矛盾调解' });
  await expect(officer.getByRole('article')).toHaveCount(0);
  await expect(officer.getByText('没有符合条件的工单').first()).toBeVisible();
  await area.selectOption({ label: '全部网格' });
  await expect(slip(officer, noise)).toBeVisible();
  await expect(officer.getByRole('article')).toHaveCount(1);
  await category.selectOption({ label: '全部类别' });
  await expect(officer.getByRole('article')).toHaveCount(2);

  const lanes = officer.getByRole('combobox', { name: '分组' });
  const headings = officer.getByRole('feed', { name: '待派单' }).locator('p').filter({ hasText: / 1$/ });
  for (const [by, names] of [
    ['按网格', ['三网格 1', '五网格 1']],
    ['按类别', ['基础设施维修 1', '矛盾调解 1']],
  ] as const) {
    await lanes.selectOption({ label: by });
    await expect(headings).toHaveText([...names]);
  }
  await lanes.selectOption({ label: '不分组' });
  await expect(headings).toHaveCount(0);
});

/** The newest month of the table, as anybody reads it. */
const newest = async (page: Page): Promise<string> =>
  await page.getByRole('table', { name: '三项评分' }).getByRole('row').nth(1).innerText();

test('U95 the results show one category alone, and say so', async ({ person }) => {
  const reader = await person();
  await reader.goto('/results');
  await reader.getByRole('tab', { name: '看每个数字' }).click();
  await expect.poll(() => newest(reader)).toMatch(/\d{4}-\d{2}/);
  const whole = await newest(reader);
  const category = reader.getByRole('combobox', { name: '评分看哪类' });
  await category.selectOption({ label: '基础设施维修' });
  await expect(reader.getByRole('heading', { name: /三项评分.*基础设施维修/ })).toBeVisible();
  await expect.poll(() => newest(reader)).not.toBe(whole);
  const answer = await reader.request.get(
    `/api/public/statistics/ratings?areaId=tongyinli&categoryId=repair&from=${whole.slice(0, 7)}&to=${whole.slice(0, 7)}`,
  );
  const { months } = (await answer.json()) as { months: readonly { readonly n: number }[] };
  await expect.poll(async () => (await newest(reader)).trim().split(/\s+/).at(-1)).toBe(String(months[0]?.n));
  await category.selectOption({ label: '全部类别' });
  await expect.poll(() => newest(reader)).toBe(whole);

  // Two communities of the sample have grids of the same names.
  const places = reader.getByRole('combobox', { name: '社区或网格' }).locator('option');
  const names = await places.allTextContents();
  expect(names).toContain('桐荫里社区 / 三网格');
  expect(names).toContain('柳岸社区 / 三网格');
  expect(new Set(names).size).toBe(names.length);
});

test('U92 whoever reports finds the grid by its community', async ({ person }) => {
  const resident = await person({ phone: true });
  await resident.goto('/');
  const where = resident.getByRole('combobox', { name: /在哪里/ });
  await where.fill('柳岸 三网');
  await expect(resident.getByRole('treeitem', { name: '三网格 柳岸社区', exact: true })).toBeVisible();
  await expect(resident.getByRole('treeitem', { name: /桐荫里/ })).toHaveCount(0);
  await where.press('Enter');
  await expect(where).toHaveValue('柳岸社区 / 三网格');
});
