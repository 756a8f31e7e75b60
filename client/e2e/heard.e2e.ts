import type { Page } from '@playwright/test';
import { submitted, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

/** Counts the notes a page plays instead of playing them: a machine of tests has no loudspeaker. */
function listenIn(): void {
  const heard = { notes: 0 };
  const silent = { connect: (next: unknown) => next };
  const param = {
    value: 0,
    setValueAtTime: () => undefined,
    linearRampToValueAtTime: () => undefined,
    exponentialRampToValueAtTime: () => undefined,
  };
  class Loudspeaker {
    readonly state = 'running';
    readonly currentTime = 0;
    readonly destination = silent;
    createGain() {
      return { ...silent, gain: param };
    }
    createOscillator() {
      return {
        ...silent,
        frequency: param,
        start: () => {
          heard.notes += 1;
        },
        stop: () => undefined,
      };
    }
  }
  Object.assign(globalThis, { heard, AudioContext: Loudspeaker });
}
const notes = async (page: Page): Promise<number> =>
  await page.evaluate(() => (globalThis as unknown as { heard: { notes: number } }).heard.notes);

test('U98 a new request chimes where sound was switched on, twice when urgent, and is counted once each', async ({
  member,
  person,
}) => {
  const [loud, quiet] = [await member('duty1'), await member('duty2')];
  for (const page of [loud, quiet]) {
    await page.addInitScript(listenIn);
    await page.goto('/board');
    await expect(page.getByText('实时')).toBeVisible();
  }
  const plain = await loud.title();
  await loud.getByRole('button', { name: '我的菜单' }).click();
  await loud.getByRole('menuitemcheckbox', { name: '新诉求提示音' }).click();
  // Switching it on plays it once: browsers want a press before any sound.
  await expect.poll(() => notes(loud)).toBe(2);
  await loud.evaluate(() => {
    document.hasFocus = () => false;
  });
  const { request } = await person();
  const [calm, urgent] = [uniqueTitle('花坛积水'), uniqueTitle('电梯困人')];
  await submitted(request, calm, { item: 'water' });
  await expect.poll(() => loud.title()).toBe(`(1) ${plain}`);
  expect(await notes(loud)).toBe(4);
  await submitted(request, urgent, { item: 'lift' });
  await expect.poll(() => loud.title()).toBe(`(2) ${plain}`);
  expect(await notes(loud)).toBe(8);
  // The one who did not ask for sound has seen both, and heard nothing.
  await expect(quiet.locator('[aria-live]').filter({ hasText: urgent })).toHaveCount(1);
  expect(await notes(quiet)).toBe(0);
});
