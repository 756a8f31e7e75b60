import { claim, complete, slip, submitted, toPool, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

test('U50 a wish is offered, claimed, let go with a reason, fulfilled by another and thanked for', async ({
  member,
  person,
}) => {
  const title = uniqueTitle('想学用手机挂号');
  const resident = await person({ phone: true });
  // From the wall the form knows that it is a wish.
  await resident.goto('/wishes');
  await resident.getByRole('link', { name: '我也有个心愿' }).click();
  await expect(resident.getByRole('checkbox', { name: /微心愿/ })).toBeChecked();
  const receipt = await submitted(resident.request, title, { kind: 'wish' });
  await resident.goto('/wishes');
  await expect(resident.getByRole('listitem').filter({ hasText: title })).toContainText('等人接');

  const officer = await member('duty1');
  await officer.goto('/board');
  await officer.getByRole('button', { name: /微心愿/ }).click();
  await toPool(officer, title);

  const [first, second] = [await member('vol1', { phone: true }), await member('vol2', { phone: true })];
  await first.goto('/field/wishes');
  await slip(first, title).getByRole('button', { name: /接单/ }).click();
  await expect(first.getByText('我接的心愿')).toBeVisible();
  await resident.reload();
  await expect(resident.getByRole('listitem').filter({ hasText: title })).toContainText('有人接了');

  // Who cannot go says why; the wish is on the wall again.
  const held = slip(first, title).locator('xpath=..');
  await held.getByRole('link', { name: '去不了，让别人接' }).click();
  const sheet = first.getByRole('dialog');
  await sheet.getByRole('button', { name: '释放' }).click();
  await expect(sheet.getByText('写一句再提交')).toBeVisible();
  await sheet.getByLabel('为什么不能去了').fill('孩子发烧');
  await sheet.getByRole('button', { name: '释放' }).click();
  await expect(sheet).toHaveCount(0);

  await claim(second, title);
  await complete(second, '教了两遍，自己挂上了');
  await resident.goto(`/r#${receipt.reportKey}~${receipt.trackingCode}`);
  for (const dimension of ['办理速度', '解决效果', '服务态度'])
    await resident.getByRole('radiogroup', { name: dimension }).getByRole('radio').nth(4).click();
  await resident.getByLabel('对帮忙的人说句话').fill('小白很耐心，谢谢');
  await resident.getByRole('button', { name: '提交评价' }).click();
  await expect(resident.getByText('谢谢，评价已记下')).toBeVisible();

  await second.goto('/field/wishes');
  const granted = second.getByRole('listitem').filter({ hasText: title });
  await expect(granted).toContainText('小白很耐心，谢谢');
  await first.goto('/field/wishes');
  await expect(first.getByText('实现了的')).toBeVisible();
  await expect(first.getByText('小白很耐心，谢谢')).toHaveCount(0);
});
