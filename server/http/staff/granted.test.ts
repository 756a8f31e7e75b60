import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../../shared/people/member.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { stopTestDatabase } from '../../testing/database.ts';
import { finishOrder, type Speak, speaker, submitReport } from '../../testing/http.ts';
import { grantedAnswer } from '../answers/orders.ts';

let app: TestApp;
let speak: Speak;
let officer: Member;
let [volunteer, other]: Member[] = [];

beforeAll(async () => {
  app = await startTestApp();
  speak = speaker(app);
  officer = await app.makeMember({ roles: ['officer'] });
  volunteer = await app.makeMember({ roles: ['volunteer'] });
  other = await app.makeMember({ roles: ['volunteer'] });
});
afterAll(async () => {
  await app.close();
  await stopTestDatabase();
});

const grantedTo = async (member: Member | undefined) => {
  if (!member) throw new Error('no member');
  const answer = await speak('GET /api/field/granted', { cookie: await app.cookieOf(member) });
  expect(grantedAnswer.safeParse(answer.body).error).toBeUndefined();
  return grantedAnswer.parse(answer.body).wishes;
};

test('U50 whoever fulfilled a wish reads the thanks, masked; nobody else does, and no words about other work', async () => {
  if (!volunteer) throw new Error('no member');
  const [wish, request] = [
    await submitReport(speak, { text: '想学挂号', kind: 'wish' }),
    await submitReport(speak, { text: '路灯不亮' }),
  ];
  for (const { orderNo, reportKey } of [wish, request]) {
    await finishOrder(app, orderNo, officer, volunteer);
    const rated = await speak(`POST /api/public/reports/${reportKey}/rating`, {
      body: { speed: 5, effect: 5, attitude: 5, comment: '谢谢小孟，找我打13912345678' },
      origin: null,
    });
    expect(rated.status).toBe(201);
  }
  const mine = await grantedTo(volunteer);
  expect(mine).toMatchObject([{ no: wish.orderNo, title: '想学挂号' }]);
  expect(mine[0]?.thanks).toContain('谢谢小孟');
  expect(mine[0]?.thanks).not.toContain('13912345678');
  expect(await grantedTo(other)).toEqual([]);
  expect((await speak('GET /api/field/granted')).status).toBe(401);
});

test('U50 a wish that nobody has rated yet has no thanks', async () => {
  if (!other) throw new Error('no member');
  const { orderNo } = await submitReport(speak, { text: '想要棋谱', kind: 'wish' });
  await finishOrder(app, orderNo, officer, other);
  expect(await grantedTo(other)).toMatchObject([{ no: orderNo, thanks: null }]);
});

test('R4 the months of one category count it alone and hold back what is too few', async () => {
  const answer = await speak(
    'GET /api/public/statistics/ratings?areaId=north&from=2026-02&to=2026-04&categoryId=none',
  );
  expect(answer.status).toBe(200);
  expect(answer.body['months']).toMatchObject([{ n: 0 }, { n: 0 }, { n: 0 }]);
});
