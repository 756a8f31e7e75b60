import type { Page } from '@playwright/test';
import { claim, complete, drawer, openCard, submitted, toPool, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

async function rateWith(page: Page, figure: number): Promise<void> {
  for (const dimension of ['办理速度', '解决效果', '服务态度'])
    await page
      .getByRole('radiogroup', { name: dimension })
      .getByRole('radio')
      .nth(figure - 1)
      .click();
}

test('U77 a command on an order that others closed meanwhile is refused with a sentence, and its words stay', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('楼道堆物');
  const officer = await member('duty1');
  await officer.goto('/board');
  const receipt = await submitted((await person()).request, title);
  await toPool(officer, title);
  const volunteer = await member('vol5', { phone: true });
  await claim(volunteer, title);
  await volunteer.getByRole('button', { name: '办结' }).click();
  const sheet = volunteer.getByRole('dialog');
  await sheet.getByLabel('怎么办好的').fill('已清走两车');

  // While the sheet is open the desk finishes the order, and the resident's rating closes it.
  await drawer(officer).getByRole('button', { name: '更多' }).click();
  await officer.getByRole('menuitem', { name: '办结' }).click();
  await officer.getByRole('dialog').getByLabel('说明').fill('物业已清走');
  await officer.getByRole('dialog').getByRole('button', { name: '办结' }).click();
  await expect(drawer(officer).getByText('待评价')).toBeVisible();
  const resident = await person({ phone: true });
  await resident.goto(`/r#${receipt.reportKey}~${receipt.trackingCode}`);
  await rateWith(resident, 5);
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('谢谢，评价已记下')).toBeVisible();

  await sheet.getByRole('button', { name: '办结' }).click();
  await expect(sheet.getByRole('alert')).toBeVisible();
  await expect(sheet.getByRole('alert')).not.toBeEmpty();
  await expect(sheet.getByLabel('怎么办好的')).toHaveValue('已清走两车');
});

test('U78 too much text and what is no photo are refused with a sentence, and nothing is lost', async ({
  person,
}) => {
  const resident = await person({ phone: true });
  await resident.goto('/q/tongyinli-3');
  const words = resident.getByLabel('什么事');
  await words.fill('灯'.repeat(10_001));
  await resident.getByRole('button', { name: '提交' }).click();
  await expect(resident.getByText('写得太长了，删掉 1 个字再提交')).toBeVisible();
  expect((await words.inputValue()).length).toBe(10_001);

  await words.fill('照片传不上去的一件事');
  await resident.getByLabel('添加照片').setInputFiles({
    name: 'film.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.alloc(12 * 1024 * 1024, 7),
  });
  await resident.getByRole('button', { name: '提交' }).click();
  await expect(resident.getByRole('alert')).toContainText('内容都还在');
  await expect(words).toHaveValue('照片传不上去的一件事');
  // Without it the same words go through.
  await resident.getByRole('button', { name: '去掉这张照片' }).click();
  await resident.getByRole('button', { name: '提交' }).click();
  await expect(resident.getByRole('heading', { name: '收到了' })).toBeVisible();
});

test('U78 script text is shown as the text it is', async ({ member, person }) => {
  const title = uniqueTitle('<script>alert(1)</script><img src=x onerror=alert(2)>');
  const officer = await member('duty1');
  await officer.goto('/board');
  officer.on('dialog', () => {
    throw new Error('a script of the report has run');
  });
  await submitted((await person()).request, title);
  const opened = await openCard(officer, title);
  await expect(opened.locator('img[src="x"]')).toHaveCount(0);
});

test('U79 an unknown code says so and lets one try again', async ({ person }) => {
  const resident = await person({ phone: true });
  await resident.goto('/track');
  await resident.getByLabel('回执码').fill('ZZZZ-ZZZZ-ZZZZ');
  await resident.getByRole('button', { name: '查看' }).click();
  await expect(resident.getByText('没有这个回执码，请对照回执再输一遍')).toBeVisible();
  await expect(resident.getByRole('button', { name: '查看' })).toBeVisible();
  await resident.goto('/r#not-a-key~ZZZZ');
  await expect(resident.getByText('这个链接不对或者已经失效。用回执码也能看进度。')).toBeVisible();
  await resident.goto('/no/such/page');
  await expect(resident.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
});

test('U79 of two tabs that rate at once one counts, and both show the one that did', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('水管渗水');
  const officer = await member('duty1');
  await officer.goto('/board');
  const receipt = await submitted((await person()).request, title);
  await toPool(officer, title);
  const volunteer = await member('vol6', { phone: true });
  await claim(volunteer, title);
  await complete(volunteer, '已更换接头');
  const one = await person({ phone: true });
  const two = await one.context().newPage();
  for (const [tab, figure] of [
    [one, 5],
    [two, 1],
  ] as const) {
    await tab.goto(`/r#${receipt.reportKey}~${receipt.trackingCode}`);
    await rateWith(tab, figure);
  }
  await Promise.all([one, two].map((tab) => tab.getByRole('button', { name: '提交评价' }).click()));
  for (const tab of [one, two]) await expect(tab.getByText('谢谢，评价已记下')).toBeVisible();
  const shown = await Promise.all(
    [one, two].map((tab) => tab.getByText(/你的评价: 办理速度 \d/).textContent()),
  );
  expect(shown[0]).toBe(shown[1]);
});
