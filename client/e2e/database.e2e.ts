import { column, openCard, slip, uniqueTitle } from './support/acts.ts';
import { makeDatabase } from './support/engine.ts';
import { startProduct } from './support/product.ts';
import { expect, test } from './support/story.ts';

const GONE = '数据库暂时写不进去，现在只能看，恢复后自动可用';

test('U85 without its database the product says so, refuses writes and recovers by itself', async ({
  person,
}) => {
  test.setTimeout(240_000);
  const database = await makeDatabase();
  const product = await startProduct({ MONGODB_URI: database.uri });
  try {
    const at = { baseURL: product.url, badWeather: true };
    const title = uniqueTitle('消防通道被堵');
    const [officer, resident] = [await person(at), await person({ ...at, phone: true })];
    const signedIn = await officer.request.post('/api/session', {
      headers: { Origin: product.url },
      data: { username: 'duty1', password: product.password },
    });
    expect(signedIn.status()).toBe(200);
    await resident.goto('/q/tongyinli-3');
    await resident.getByLabel('什么事').fill(title);
    await resident.getByRole('button', { name: '提交' }).click();
    await expect(resident.getByRole('heading', { name: '收到了' })).toBeVisible();
    await officer.goto('/board');
    const opened = await openCard(officer, title);
    await expect(opened.getByRole('button', { name: '放入接单池' })).toBeEnabled();
    await resident.goto('/q/tongyinli-3');
    await resident.getByLabel('什么事').fill('第二件事');
    await expect(resident.getByText('来自二维码')).toBeVisible();
    let reloads = 0;
    officer.on('domcontentloaded', () => (reloads += 1));

    await database.kill();
    await expect(officer.getByText(GONE)).toBeVisible({ timeout: 30_000 });
    // The board stays readable; what is tried waits, and says so.
    await expect(slip(officer, title)).toBeVisible();
    await opened.getByRole('button', { name: '放入接单池' }).click();
    await expect(slip(officer, title).getByText('等待确认')).toBeVisible();
    // A resident is told at once, and keeps every word.
    await resident.getByRole('button', { name: '提交' }).click();
    await expect(resident.getByRole('alert')).toContainText('内容都还在');
    await expect(resident.getByLabel('什么事')).toHaveValue('第二件事');

    await database.start();
    await expect(officer.getByText(GONE)).toHaveCount(0, { timeout: 60_000 });
    const sent = column(officer, '待接单').getByRole('article').filter({ hasText: title });
    await expect(sent.getByText('接单池')).toBeVisible({ timeout: 60_000 });
    await resident.getByRole('button', { name: '提交' }).click();
    await expect(resident.getByRole('heading', { name: '收到了' })).toBeVisible({ timeout: 30_000 });
    expect(reloads).toBe(0);
  } finally {
    await product.stop();
    await database.remove();
  }
});
