import { expect, expectAccessible, test } from './support/story.ts';

/** Dark and high contrast are laid over the same tokens: each is looked at for itself. */
const LOOKS = [
  { name: 'light', media: {} },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
  { name: 'dark high contrast', media: { colorScheme: 'dark', contrast: 'more' } },
] as const;

for (const look of LOOKS) {
  test(`U74 no page has a serious accessibility fault, ${look.name}`, async ({ member, person }) => {
    const resident = await person({ phone: true, ...look.media });
    for (const path of ['/', '/track', '/results', '/wishes', '/signin', '/setup', '/no/such/page']) {
      await resident.goto(path);
      await expect(resident.getByRole('main')).toBeVisible();
      await expect(resident.getByRole('heading').first()).toBeVisible();
      await expectAccessible(resident);
    }
    const officer = await member('duty1', look.media);
    await officer.goto('/board');
    await officer.getByRole('article').first().click();
    const drawer = officer.getByRole('complementary');
    await expect(drawer.getByText('经过')).toBeVisible();
    await expect(
      drawer.getByRole('button', { name: '派单' }).or(drawer.getByText('经过')).first(),
    ).toBeVisible();
    await expectAccessible(officer);
    await drawer.getByRole('button', { name: '不予受理' }).click();
    await expect(officer.getByRole('dialog', { name: /不予受理/ })).toBeVisible();
    await expectAccessible(officer);
    await officer.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    for (const [key, dialog] of [
      ['n', '登记诉求'],
      ['?', '快捷键'],
    ] as const) {
      await officer.keyboard.press('Escape');
      await officer.keyboard.press(key);
      await expect(officer.getByRole('dialog', { name: dialog })).toBeVisible();
      await expectAccessible(officer);
      await officer.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    }
    const volunteer = await member('vol1', { phone: true, ...look.media });
    for (const path of ['/field', '/field/mine', '/field/wishes', '/field/me', '/field/new']) {
      await volunteer.goto(path);
      await expect(volunteer.getByRole('main')).toBeVisible();
      await expectAccessible(volunteer);
    }
    const admin = await member('admin', look.media);
    await admin.goto('/admin');
    await expect(admin.getByRole('table')).toBeVisible();
    await expectAccessible(admin);
  });
}
