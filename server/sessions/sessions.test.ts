import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createBus } from '../bus/index.ts';
import { startTestCore, type TestCore } from '../testing/core.ts';
import { silent, stopTestDatabase } from '../testing/database.ts';
import { createSessions } from './index.ts';

let core: TestCore;
beforeEach(async () => {
  core = await startTestCore();
});
afterEach(() => core.close());
afterAll(stopTestDatabase);

const about = { userAgent: 'test', address: '127.0.0.1' };
const make = () => createSessions({ store: core.store, bus: core.bus, now: () => core.clock.now });

test('P33 another server forgets a revoked session at the word of the first, not seconds later', async () => {
  const [here, there] = [make(), make()];
  const { member } = await core.makeMember({ roles: ['worker'] });
  const { token, session } = await here.create(member._id, about);
  expect(await there.find(token)).toMatchObject({ session: { id: session.id } });
  await here.revoke(session.id);
  expect(await there.find(token)).toBeNull();
});

test('P33 where the word is lost, the memory lasts five seconds and no clock set back makes it longer', async () => {
  const alone = createBus({ redisUrl: null, log: silent });
  const deaf = createSessions({ store: core.store, bus: alone, now: () => core.clock.now });
  const here = make();
  const { member } = await core.makeMember({ roles: ['worker'] });
  const { token, session } = await here.create(member._id, about);
  await deaf.find(token);
  await here.revoke(session.id);
  core.clock.now += 4_999;
  expect(await deaf.find(token)).not.toBeNull();
  core.clock.now += 1;
  expect(await deaf.find(token)).toBeNull();
  const second = await here.create(member._id, about);
  await deaf.find(second.token);
  await here.revoke(second.session.id);
  core.clock.now -= 60_000;
  expect(await deaf.find(second.token)).toBeNull();
  await alone.close();
});

test('P33 what was being read while it was revoked is not remembered', async () => {
  const sessions = make();
  const { member } = await core.makeMember({ roles: ['worker'] });
  const { token } = await sessions.create(member._id, about);
  const reading = sessions.find(token);
  await sessions.revokeMember(member._id, 'revoked');
  await reading;
  expect(await sessions.find(token)).toBeNull();
});

test('P33 those who listen hear which sessions ended and why; the excepted one lives', async () => {
  const sessions = make();
  const { member } = await core.makeMember({ roles: ['worker'] });
  const [kept, ended] = [await sessions.create(member._id, about), await sessions.create(member._id, about)];
  const heard: unknown[] = [];
  const stop = sessions.onRevoked((one) => heard.push(one));
  await sessions.revokeMember(member._id, 'changed', kept.session.id);
  stop();
  await sessions.revoke(kept.session.id);
  expect(heard).toEqual([{ memberId: member._id, sessionIds: [ended.session.id], reason: 'changed' }]);
});
