import { drawer, lookFor, slip, submitted, uniqueTitle } from './support/acts.ts';
import { expect, expectAccessible, test } from './support/story.ts';

test('U101 what left the board long ago is found by words and opened, further back page by page', async ({
  member,
}) => {
  const page = await member('duty1');
  await page.goto('/board');
  await page.getByRole('searchbox').first().fill('路灯');
  await page.getByRole('button', { name: '在全部工单里找' }).click();
  const dialog = page.getByRole('dialog', { name: '全部工单' });
  const rows = dialog.getByRole('row').filter({ has: page.getByRole('button') });
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.allTextContents()) expect(row).toContain('路灯');
  await expectAccessible(page);

  // Everything, a page at a time: nothing comes twice.
  await dialog.getByRole('searchbox').fill('');
  await dialog.getByRole('combobox', { name: '全部状态' }).selectOption({ label: '已办结' });
  await expect(rows.filter({ hasText: '路灯' })).not.toHaveCount(50);
  await expect(rows).toHaveCount(50);
  await dialog.getByRole('button', { name: '再往前找' }).click();
  await expect(rows).toHaveCount(100);
  const numbers = await rows.getByRole('button').allTextContents();
  expect(new Set(numbers).size).toBe(100);

  await dialog.getByRole('searchbox').fill('没有人写过的话');
  await expect(dialog.getByText('没有找到')).toBeVisible();
  const last = numbers.at(-1) ?? '';
  await dialog.getByRole('searchbox').fill(last.toLowerCase());
  await expect(rows).toHaveCount(1);
  await rows.getByRole('button').click();
  await expect(dialog).toHaveCount(0);
  await expect(drawer(page).getByText(last)).toBeVisible();
  await expect(drawer(page).getByText('已办结').first()).toBeVisible();
  // By keyboard: what is typed, then Enter.
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('路灯');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
});

test('P67 an order that lies on no board in sight is followed while it is shown', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('窨井盖松动');
  const [one, two] = [await member('duty1'), await member('duty2')];
  await submitted((await person()).request, title);
  await one.goto('/board');
  await one.getByRole('button', { name: '桐荫里社区' }).click();
  await one.getByRole('menuitemradio', { name: '六网格' }).click();
  await lookFor(one, title);
  await expect(slip(one, title)).toHaveCount(0);
  await one.getByRole('button', { name: '在全部工单里找' }).click();
  const found = one.getByRole('dialog', { name: '全部工单' }).getByRole('row').filter({ hasText: title });
  await found.getByRole('button').click();
  await expect(drawer(one).getByText('待派单').first()).toBeVisible();

  await two.goto('/board');
  await lookFor(two, title);
  await slip(two, title).click();
  await drawer(two).getByRole('button', { name: '放入接单池' }).click();
  await expect(drawer(one).getByText('待接单').first()).toBeVisible();
});
