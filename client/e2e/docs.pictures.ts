import type { Locator, Page } from '@playwright/test';
import {
  claim,
  column,
  complete,
  drawer,
  moveOver,
  pickUp,
  slip,
  submit,
  submitted,
  toPool,
} from './support/acts.ts';
import { expect, test } from './support/story.ts';

/** Sharp on the screens that show README, and of the sizes the visual direction was drawn in. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // A caret that blinks would make every picture another one.
  await page.screenshot({ path: `docs/screenshots/${name}.png`, animations: 'disabled', caret: 'hide' });
}

/** As people see a board that nobody has searched. */
async function openInSight(page: Page, title: string): Promise<Locator> {
  await slip(page, title).click();
  await expect(drawer(page).getByRole('heading', { name: title })).toBeVisible();
  return drawer(page);
}

test('the board: light with a colleague, dark, English, drawer and dispatch', async ({ member, person }) => {
  const title = '6号楼2单元电梯停在5层，里面有人';
  await submitted((await person()).request, title, {
    item: 'lift',
    address: '6号楼2单元',
    contact: { name: '梁女士', phone: '13812345678' },
  });
  const [officer, colleague] = [await member('duty1'), await member('duty2')];
  for (const page of [officer, colleague]) {
    await page.goto('/board');
    await expect(slip(page, title)).toBeVisible();
  }
  await take(officer, 'board');

  const opened = await openInSight(officer, title);
  await expect(opened.getByRole('button', { name: /^派给/ }).first()).toBeVisible();
  await openInSight(colleague, title);
  await opened.getByLabel('处置记录').fill('物业已到5层安抚，里面两人，无不适');
  await expect(drawer(officer).getByText('经过')).toBeVisible();
  await take(officer, 'drawer');

  const other = column(colleague, '待派单').getByRole('article').nth(2);
  await pickUp(colleague, other);
  await moveOver(colleague, column(colleague, '待接单'));
  await expect(column(officer, '待派单').getByText('周砚秋 派单中')).toBeVisible();
  await take(officer, 'dispatch');
  await colleague.keyboard.press('Escape');
  await colleague.mouse.up();

  const dark = await member('duty1', { colorScheme: 'dark' });
  await dark.goto('/board');
  await openInSight(dark, title);
  await expect(drawer(dark).getByRole('button', { name: /^派给/ }).first()).toBeVisible();
  await take(dark, 'board-dark');

  const english = await member('duty1', { locale: 'en-GB' });
  await english.goto('/board');
  await openInSight(english, title);
  await expect(
    drawer(english)
      .getByRole('button', { name: /^To (?!the open)/ })
      .first(),
  ).toBeVisible();
  await take(english, 'board-en');
});

test('the phone: lists, an order in the hand, the wish wall', async ({ member, person }) => {
  const { request } = await person();
  const lamp = '三楼到五楼的楼道灯都不亮，晚上老人下楼看不见台阶';
  const water = '9号楼地下室漏水，快到配电箱了';
  await submitted(request, lamp, { item: 'light', address: '12号楼' });
  await submitted(request, water, { address: '9号楼地下室' });
  const officer = await member('duty1');
  await officer.goto('/board');
  for (const title of [lamp, water]) await toPool(officer, title);
  const volunteer = await member('vol1', { phone: true });
  await volunteer.goto('/field');
  await expect(slip(volunteer, water)).toBeVisible();
  await take(volunteer, 'field');
  await claim(volunteer, lamp);
  await volunteer.getByRole('button', { name: '到场' }).click();
  await expect(volunteer.getByRole('button', { name: '到场' })).toHaveCount(0);
  // What was just said in passing would hide the title.
  await volunteer.getByRole('button', { name: '关闭' }).click();
  await take(volunteer, 'field-order');
  await volunteer.goto('/field/wishes');
  await expect(volunteer.getByText('实现了的')).toBeVisible();
  await take(volunteer, 'wish-wall');
});

test('the resident: words, receipt, progress, rating, results', async ({ member, person }) => {
  const title = '声控灯不亮，上楼看不见台阶';
  const resident = await person({ phone: true });
  await resident.goto('/q/tongyinli-3');
  await resident.getByLabel('什么事').fill(title);
  await take(resident, 'resident');
  await submit(resident, title);
  await take(resident, 'receipt');
  await resident.getByRole('link', { name: '看进度' }).click();
  const officer = await member('duty1');
  await officer.goto('/board');
  await toPool(officer, title);
  const volunteer = await member('vol2', { phone: true });
  await claim(volunteer, title);
  await expect(resident.getByRole('heading', { name: '正在办理' })).toBeVisible();
  await take(resident, 'progress');
  await complete(volunteer, '灯已换好，试亮正常');
  await expect(resident.getByRole('heading', { name: '办得怎么样' })).toBeVisible();
  for (const [dimension, figure] of [
    ['办理速度', 4],
    ['解决效果', 5],
    ['服务态度', 3],
  ] as const)
    await resident
      .getByRole('radiogroup', { name: dimension })
      .getByRole('radio')
      .nth(figure - 1)
      .click();
  await resident.getByRole('heading', { name: '办得怎么样' }).evaluate((heading) => heading.scrollIntoView());
  await take(resident, 'rate');
  for (const [page, name] of [
    [resident, 'results-phone'],
    [await person(), 'results'],
  ] as const) {
    await page.goto('/results');
    await expect(page.getByRole('img', { name: /三项评分/ }).locator('svg')).toBeVisible();
    await take(page, name);
  }
});
