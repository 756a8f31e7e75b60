import { slip, tabTo, uniqueTitle } from './support/acts.ts';
import { expect, test } from './support/story.ts';

test('U72 the whole story by keyboard alone, in English', async ({ member, person }) => {
  const title = uniqueTitle('Lamp out on floor three ');
  const resident = await person({ locale: 'en-GB' });
  await resident.goto('/q/tongyinli-3');
  await tabTo(resident, resident.getByLabel('What is it', { exact: true }));
  await resident.keyboard.type(title);
  await tabTo(resident, resident.getByRole('button', { name: 'Submit' }));
  await resident.keyboard.press('Enter');
  const follow = resident.getByRole('link', { name: 'See progress' }).first();
  await expect(follow).toBeVisible();
  await tabTo(resident, follow);
  await resident.keyboard.press('Enter');
  await expect(resident.getByRole('heading', { name: 'Waiting to be dispatched' })).toBeVisible();

  // The officer finds it with `/`, goes there with `j` and dispatches with `d`.
  const officer = await member('duty1', { locale: 'en-GB' });
  await officer.goto('/board');
  await expect(officer.getByRole('heading', { name: 'To dispatch' })).toBeVisible();
  await officer.keyboard.press('/');
  await officer.keyboard.type(title);
  await expect(officer.getByRole('article')).toHaveCount(1);
  await officer.keyboard.press('Tab');
  await officer.keyboard.press('j');
  await expect(slip(officer, title)).toBeFocused();
  await officer.keyboard.press('d');
  const drawer = officer.getByRole('complementary');
  // The button in the drawer's foot that names the best candidate: Enter would be enough.
  await expect(drawer.locator('footer').getByRole('button', { name: /^To / }).first()).toBeFocused();
  await officer.keyboard.press('Tab');
  await expect(drawer.getByRole('button', { name: 'To the open pool' })).toBeFocused();
  // Closing the drawer while the command is unanswered holds nothing up.
  await officer.keyboard.press('Enter');
  await officer.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(officer.getByText(/To open pool · TY/).first()).toBeVisible();
  await expect(resident.getByRole('heading', { name: 'Waiting to be claimed' })).toBeVisible();

  const volunteer = await member('vol4', { locale: 'en-GB' });
  await volunteer.goto('/field');
  const claim = slip(volunteer, title).getByRole('button', { name: /^Claim/ });
  await expect(claim).toBeVisible();
  await tabTo(volunteer, claim);
  await volunteer.keyboard.press('Enter');
  await expect(slip(volunteer, title)).toHaveCount(0);
  await volunteer.goto('/field/mine');
  const link = slip(volunteer, title).getByRole('link', { name: title });
  await expect(link).toBeVisible();
  await tabTo(volunteer, link);
  await volunteer.keyboard.press('Enter');
  for (const verb of ['Arrive', 'Complete']) {
    const button = volunteer.getByRole('button', { name: verb }).last();
    await expect(button).toBeVisible();
    await tabTo(volunteer, button);
    await volunteer.keyboard.press('Enter');
    if (verb === 'Arrive') await expect(volunteer.getByRole('button', { name: 'Arrive' })).toHaveCount(0);
  }
  // The sheet takes the focus to what is to be filled in.
  await expect(volunteer.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await volunteer.keyboard.type('New lamp, tried twice');
  await tabTo(volunteer, volunteer.getByRole('dialog').getByRole('button', { name: 'Complete' }));
  await volunteer.keyboard.press('Enter');

  await expect(resident.getByRole('heading', { name: 'Done. Please rate it' })).toBeVisible();
  for (const [row, figure] of [
    ['Speed', '4'],
    ['Effect', '5'],
    ['Attitude', '5'],
  ] as const) {
    await tabTo(resident, resident.getByRole('radiogroup', { name: row }).getByRole('radio').first());
    await resident.keyboard.press(figure);
  }
  await tabTo(resident, resident.getByRole('button', { name: 'Submit rating' }));
  await resident.keyboard.press('Enter');
  await expect(resident.getByText(/Speed 4 · Effect 5 · Attitude 5/)).toBeVisible();
});

test('U72 every shortcut does what the help says', async ({ member }) => {
  const officer = await member('duty2');
  await officer.goto('/board');
  await expect(officer.getByRole('article').first()).toBeVisible();
  await officer.keyboard.press('?');
  const help = officer.getByRole('dialog', { name: '快捷键' });
  for (const key of ['j / k', 'h / l', 'Enter', 'd', 'n', '/', 'Esc', '?'])
    await expect(help.getByText(key, { exact: true })).toBeVisible();
  await officer.keyboard.press('Escape');
  await expect(help).toHaveCount(0);

  const focused = (): Promise<string | null> =>
    officer.evaluate(() => document.activeElement?.querySelector('[role="heading"]')?.textContent ?? null);
  await officer.keyboard.press('j');
  const first = await focused();
  await officer.keyboard.press('j');
  expect(await focused()).not.toBe(first);
  await officer.keyboard.press('k');
  expect(await focused()).toBe(first);
  await officer.keyboard.press('l');
  expect(await focused()).not.toBe(first);
  await officer.keyboard.press('h');
  await officer.keyboard.press('Enter');
  await expect(officer.getByRole('complementary')).toBeVisible();
  // Focus goes back to the slip that was open.
  await officer.keyboard.press('Escape');
  await expect(officer.getByRole('complementary')).toHaveCount(0);
  expect(await focused()).not.toBeNull();
  await officer.keyboard.press('n');
  await expect(officer.getByRole('dialog', { name: '登记诉求' })).toBeVisible();
  await officer.keyboard.press('Escape');
  await officer.keyboard.press('/');
  await officer.keyboard.type('zzzz');
  await expect(officer.getByText('没有符合条件的工单').first()).toBeVisible();
});
