import { expect, test } from './support/story.ts';

test('U99 the page of the design system is not there in production', async ({ person }) => {
  const visitor = await person();
  const answer = await visitor.goto('/ui');
  expect(answer?.status()).toBe(404);
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(visitor.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
});

test('U79 a QR code that is not known any more says so, and the report can still be sent', async ({
  person,
}) => {
  const resident = await person({ phone: true });
  await resident.goto('/q/pulled-down');
  await expect(resident.getByText('扫的码不认识了，请在这里选网格')).toBeVisible();
  await resident.getByLabel('什么事').fill('楼门口的码扫不出来');
  await resident.getByRole('combobox', { name: /在哪里/ }).fill('柳岸 三网');
  await resident.keyboard.press('Enter');
  await resident.getByRole('button', { name: '提交' }).click();
  await expect(resident.getByRole('heading', { name: '收到了' })).toBeVisible();
});

test('U86 whoever is not signed in comes to the sign-in page without a word in the console', async ({
  person,
}) => {
  const visitor = await person();
  const said: string[] = [];
  visitor.on('console', (message) => said.push(message.text()));
  await visitor.goto('/board');
  await expect(visitor.getByLabel('密码')).toBeVisible();
  await expect(visitor).toHaveURL(/\/signin\?next=%2Fboard$/);
  expect(said).toEqual([]);
});
