import { expect, test } from './support/story.ts';

test('U99 the page of the design system is not there in production', async ({ person }) => {
  const visitor = await person();
  const answer = await visitor.goto('/ui');
  expect(answer?.status()).toBe(404);
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(visitor.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
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
