import { expect, test } from './support/story.ts';

/** Bytes of script a resident's phone reads before the first page works, before compression. */
const MOST_SCRIPT = 230_000;

test('U84 the first page of a resident brings little, and neither board nor chart', async ({ person }) => {
  const resident = await person({ phone: true });
  const scripts = new Map<string, number>();
  resident.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) void response.body().then((body) => scripts.set(pathname, body.length));
  });
  await resident.goto('/');
  await expect(resident.getByLabel('什么事')).toBeVisible();
  await expect.poll(() => scripts.size).toBeGreaterThan(0);
  const bytes = [...scripts.values()].reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeLessThan(MOST_SCRIPT);
  expect([...scripts.keys()].filter((path) => /board|field-|admin|chart|staff/.test(path))).toEqual([]);
});
