import type { Locator, Page } from '@playwright/test';
import { type Product, startProduct } from './support/product.ts';
import { DESK, expect, expectAccessible, PHONE, test } from './support/story.ts';

const TOPICS = [
  'areas',
  'departments',
  'teams',
  'members',
  'catalogue',
  'rules',
  'calendar',
  'audits',
  'qr',
] as const;
const DAY_MS = 24 * 3_600_000;

const dialog = (page: Page): Locator => page.getByRole('dialog');
const openMenu = async (page: Page, name: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: `${name}：更多操作` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const goTo = async (page: Page, topic: string): Promise<void> => {
  await page.getByRole('navigation', { name: '管理' }).getByRole('link', { name: topic }).click();
  await expect(page.getByRole('heading', { level: 1, name: topic })).toBeVisible();
};
const chooseArea = async (page: Page, name: string): Promise<void> => {
  const box = dialog(page).getByRole('combobox', { name: /负责区域|加一个区域/u });
  await box.fill(name);
  await page.getByRole('treeitem', { name }).click();
  await expect(dialog(page).getByRole('button', { name: `去掉${name}` })).toBeVisible();
};
/** The day in Shanghai, so many days from now. */
const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

test.describe('from an empty product', () => {
  let empty: Product;
  test.beforeAll(async () => {
    empty = await startProduct({}, false);
  });
  test.afterAll(async () => {
    await empty.stop();
  });

  test('U87 set up, everything added by hand, and a request comes to the new member in time', async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const options = { ...DESK, baseURL: empty.url, locale: 'zh-CN', reducedMotion: 'reduce' } as const;
    const context = await browser.newContext(options);
    const admin = await context.newPage();

    // The one-time link: what is wrong is said by its field, then it is done.
    await admin.goto(empty.setUpLink ?? '');
    await admin.getByLabel('街道名称').fill('柳湾街道');
    await admin.getByLabel('街道编号字母').fill('LW');
    await admin.getByLabel('社区名称').fill('北里社区');
    await admin.getByLabel('社区编号字母').fill('LW');
    await admin.getByLabel('网格数').fill('2');
    await admin.getByLabel('姓名').fill('周正');
    await admin.getByLabel('密码', { exact: true }).fill('a-long-password');
    await admin.getByLabel('再输一次密码').fill('a-long-passwort');
    await admin.getByRole('button', { name: '完成设置' }).click();
    await expect(admin.getByText('两次输入的密码不一样')).toBeVisible();
    await admin.getByLabel('再输一次密码').fill('a-long-password');
    await admin.getByRole('button', { name: '完成设置' }).click();
    await expect(admin.getByText('不能和街道的相同')).toBeVisible();
    await expectAccessible(admin);
    await admin.getByLabel('社区编号字母').fill('BL');
    await admin.getByRole('button', { name: '完成设置' }).click();
    await admin.getByRole('link', { name: '去登录' }).click();
    await admin.getByLabel('用户名').fill('admin');
    await admin.getByLabel('密码').fill('a-long-password');
    await admin.getByRole('button', { name: '登录', exact: true }).click();
    await expect(admin.getByRole('heading', { name: '待派单' })).toBeVisible();

    // A grid below the community.
    await admin.goto('/admin');
    await openMenu(admin, '北里社区', '在下面加网格');
    await dialog(admin).getByLabel('网格名称').fill('东门网格');
    await dialog(admin).getByRole('button', { name: '新增' }).click();
    await expect(admin.getByRole('rowheader', { name: /东门网格/u })).toBeVisible();

    await goTo(admin, '部门');
    await admin.getByRole('button', { name: '新增部门' }).first().click();
    await dialog(admin).getByRole('button', { name: '新增' }).click();
    await expect(dialog(admin).getByText('还没有写，请写上')).toBeVisible();
    await expect(dialog(admin).getByText('至少选一个区域')).toBeVisible();
    await dialog(admin).getByLabel('名称').fill('和里物业');
    await chooseArea(admin, '北里社区');
    await dialog(admin).getByRole('button', { name: '新增', exact: true }).click();
    await expect(admin.getByRole('rowheader', { name: '和里物业' })).toBeVisible();

    await goTo(admin, '队伍');
    await admin.getByRole('button', { name: '新增队伍' }).first().click();
    await dialog(admin).getByLabel('名称').fill('邻里帮');
    await chooseArea(admin, '北里社区');
    await dialog(admin).getByRole('button', { name: '新增', exact: true }).click();
    await expect(admin.getByRole('rowheader', { name: '邻里帮' })).toBeVisible();

    await goTo(admin, '成员');
    await admin.getByRole('button', { name: '新增成员' }).click();
    await dialog(admin).getByLabel('姓名').fill('罗小满');
    await dialog(admin).getByLabel('用户名').fill('XiaoMan');
    await dialog(admin)
      .getByRole('checkbox', { name: /志愿者/u })
      .check();
    await chooseArea(admin, '东门网格');
    await dialog(admin).getByRole('button', { name: '新增', exact: true }).click();
    const given = admin.getByRole('status').filter({ hasText: '一次性密码' });
    await expect(given).toContainText('xiaoman');
    const password = (await given.locator('code').last().textContent()) ?? '';
    await expect(admin.getByRole('rowheader', { name: /罗小满/u })).toBeVisible();

    // The member joins the team.
    await goTo(admin, '队伍');
    await openMenu(admin, '邻里帮', '成员进出');
    await dialog(admin).getByRole('combobox', { name: '加入成员' }).fill('小满');
    await admin.getByRole('option', { name: /罗小满/u }).click();
    await expect(dialog(admin).getByRole('button', { name: '移出罗小满' })).toBeVisible();
    await dialog(admin).getByRole('button', { name: '关闭' }).click();
    await expect(admin.getByRole('button', { name: '邻里帮的成员，1 人' })).toBeVisible();

    // An item due at the end of the next workday, and a week of holidays that begins tomorrow.
    await goTo(admin, '事项目录');
    await admin.getByRole('button', { name: '新增事项' }).first().click();
    await dialog(admin).getByLabel('名称', { exact: true }).fill('护栏松动');
    await dialog(admin).getByLabel('时限', { exact: true }).selectOption('workdays');
    await dialog(admin).getByLabel('工作日数').fill('1');
    await dialog(admin).getByRole('checkbox', { name: '和里物业' }).check();
    await dialog(admin).getByRole('button', { name: '新增', exact: true }).click();
    await expect(admin.getByRole('row', { name: /护栏松动/u })).toContainText('1 个工作日');

    await goTo(admin, '日历');
    await admin.getByRole('button', { name: '录入假期' }).click();
    await dialog(admin).getByLabel('从哪天').fill(dayFromNow(1));
    await dialog(admin).getByLabel('到哪天').fill(dayFromNow(7));
    await dialog(admin).getByLabel('叫什么').fill('邻里节');
    await dialog(admin).getByRole('button', { name: '保存' }).click();
    await expect(admin.getByRole('button', { name: /邻里节 放假.*人工录入/u }).first()).toBeVisible();

    // A resident's request for the new grid gets its deadline after the holidays.
    const [areas, catalogue] = await Promise.all([
      admin.request.get('/api/public/areas').then((answer) => answer.json() as Promise<Named[]>),
      admin.request
        .get('/api/public/catalogue')
        .then((answer) => answer.json() as Promise<{ categories: { items: Named[] }[] }>),
    ]);
    const areaId = areas.find((one) => one.name === '东门网格')?.id ?? '';
    const item = catalogue.categories.flatMap((one) => one.items).find((one) => one.name === '护栏松动')?.id;
    const taken = await admin.request.post('/api/public/reports', {
      headers: { Origin: empty.url },
      data: { areaId, text: '东门护栏松动，一推就晃', item },
    });
    expect(taken.status()).toBe(201);
    const { trackingCode } = (await taken.json()) as { trackingCode: string };
    const progress = await admin.request.get(`/api/public/reports/${trackingCode}`);
    const { dueAt } = (await progress.json()) as { dueAt: number };
    const due = new Date(dueAt + 8 * 3_600_000).toISOString();
    expect(due.slice(0, 10) >= dayFromNow(8)).toBe(true);
    expect(due.slice(11, 16)).toBe('17:30');

    // Dispatched to the new team, it is on the phone of its new member, who claims it.
    await admin.goto('/board');
    await admin.getByRole('article').filter({ hasText: '护栏松动' }).click();
    await admin.getByRole('complementary').getByRole('button', { name: '派给邻里帮' }).click();
    const phone = await (await browser.newContext({ ...options, ...PHONE })).newPage();
    await phone.goto('/signin');
    await phone.getByLabel('用户名').fill('xiaoman');
    await phone.getByLabel('密码').fill(password);
    await phone.getByRole('button', { name: '登录', exact: true }).click();
    const card = phone.getByRole('article').filter({ hasText: '护栏松动' });
    await card.getByRole('button', { name: /接单/u }).click();
    await expect(
      admin.getByRole('region', { name: '办理中' }).getByRole('article').filter({ hasText: '护栏松动' }),
    ).toBeVisible();

    // Closing the team now says who belongs to it.
    await admin.goto('/admin/teams');
    await openMenu(admin, '邻里帮', '停用');
    await expect(admin.getByRole('alertdialog')).toContainText('1 名成员：罗小满');
    await admin.getByRole('alertdialog').getByRole('button', { name: '取消' }).click();
    await goTo(admin, '操作记录');
    await expect(admin.getByRole('row', { name: /加入队伍或部门 罗小满 · 邻里帮/u })).toBeVisible();
  });
});

interface Named {
  readonly id: string;
  readonly name: string;
}

test('U51 of two who edit the same thing the second sees both, and loses nothing', async ({ member }) => {
  const [first, second] = [await member('admin'), await member('admin')];
  for (const page of [first, second]) {
    await page.goto('/admin/departments');
    await openMenu(page, '燃气服务站', '修改');
  }
  await dialog(first).getByLabel('名称').fill('燃气服务中心');
  await dialog(first).getByRole('button', { name: '保存' }).click();
  await expect(first.getByRole('rowheader', { name: '燃气服务中心' })).toBeVisible();
  await dialog(second).getByLabel('名称').fill('燃气抢修站');
  await dialog(second).getByLabel('电话').fill('0500-0000300');
  await dialog(second).getByRole('button', { name: '保存' }).click();
  await expect(dialog(second).getByText(/刚刚改过这里/u)).toBeVisible();
  await expect(dialog(second).getByText('对方改成了：燃气服务中心')).toBeVisible();
  await expect(dialog(second).getByLabel('名称')).toHaveValue('燃气抢修站');
  await dialog(second).getByRole('button', { name: '用对方的' }).click();
  await dialog(second).getByRole('button', { name: '保存' }).click();
  await expect(dialog(second)).toHaveCount(0);
  await openMenu(second, '燃气服务中心', '修改');
  await expect(dialog(second).getByLabel('电话')).toHaveValue('0500-0000300');
  await dialog(second).getByLabel('名称').fill('燃气服务站');
  await dialog(second).getByRole('button', { name: '保存' }).click();
  await expect(second.getByRole('rowheader', { name: '燃气服务站' })).toBeVisible();
});

test('U102 codes that only this machine could open are not printed unawares', async ({ member }) => {
  const admin = await member('admin');
  await admin.goto('/admin/areas');
  await admin.getByRole('link', { name: '打印二维码' }).click();
  const warning = admin.getByText(/只有这台电脑打得开/u);
  await expect(warning).toBeVisible();
  await expect(admin.getByText(/PUBLIC_URL/u)).toBeVisible();
  await admin.emulateMedia({ media: 'print' });
  await expect(warning).toBeHidden();
  await expect(admin.getByText('扫码反映问题').first()).toBeVisible();
});

test('U55 whoever may not administer is told so, and leads back; leaders read', async ({ member }) => {
  const volunteer = await member('vol1', { phone: true });
  const refused: string[] = [];
  volunteer.on('response', (answer) => {
    if (answer.url().includes('/api/admin/')) refused.push(answer.url());
  });
  await volunteer.goto('/admin/members');
  await expect(volunteer.getByRole('heading', { name: '这一页由管理员使用' })).toBeVisible();
  await expectAccessible(volunteer);
  await volunteer.getByRole('link', { name: '回我的工单' }).click();
  await expect(volunteer).toHaveURL(/\/field$/u);
  expect(refused).toEqual([]);
  const leader = await member('leader1');
  await leader.goto('/admin/members');
  await expect(leader.getByText('你可以看，改动由管理员来做')).toBeVisible();
  await expect(leader.getByRole('rowheader').first()).toBeVisible();
  await expect(leader.getByRole('button', { name: '新增成员' })).toHaveCount(0);
});

test('U52 a year without holidays warns, and its days are walked and opened by keyboard', async ({
  member,
}) => {
  const admin = await member('admin', { locale: 'en-GB' });
  await admin.goto('/admin/calendar');
  await expect(admin.getByText('workdays in the year')).toBeVisible();
  for (let year = new Date().getFullYear(); year < 2040; year += 1)
    await admin.getByRole('button', { name: 'Year after' }).click();
  await expect(admin.getByText('No holidays are known for 2040')).toBeVisible();
  await admin.getByRole('button', { name: '1 Jan, Sun' }).focus();
  await admin.keyboard.press('ArrowDown');
  await admin.keyboard.press('ArrowRight');
  await expect(admin.getByRole('button', { name: /^9 Jan, Mon/u })).toBeFocused();
  await admin.keyboard.press('Enter');
  await dialog(admin).getByLabel('Called').fill('Neighbours’ day');
  await dialog(admin).getByRole('button', { name: 'Save' }).click();
  await expect(
    admin.getByRole('button', { name: /Neighbours’ day, holiday, entered by hand/u }),
  ).toBeVisible();
  await admin.getByRole('button', { name: '2040 is complete' }).click();
  await expect(admin.getByText('All days of 2040 were entered by hand')).toBeVisible();
  await expect(admin.getByText('No holidays are known')).toHaveCount(0);
});

for (const look of [
  { name: 'light', options: {} },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'a phone', options: { phone: true } },
] as const) {
  test(`U74 no page of the administration has a serious accessibility fault, ${look.name}`, async ({
    member,
  }) => {
    const admin = await member('admin', look.options);
    for (const topic of TOPICS) {
      await admin.goto(`/admin/${topic}`);
      await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(admin.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectAccessible(admin);
      const overflow = await admin.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${topic} is as wide as its window`).toBeLessThanOrEqual(0);
    }
    for (const [topic, button] of [
      ['areas', '新增区域'],
      ['departments', '新增部门'],
      ['members', '新增成员'],
      ['catalogue', '新增事项'],
      ['calendar', '录入假期'],
    ] as const) {
      await admin.goto(`/admin/${topic}`);
      await admin.getByRole('button', { name: button }).first().click();
      await expect(dialog(admin)).toBeVisible();
      await expectAccessible(admin);
    }
  });
}
