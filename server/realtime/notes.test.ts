import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE, WIRE } from '../../shared/protocol/limits.ts';
import { orderRoom } from '../../shared/protocol/rooms.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { accepted } from '../testing/core.ts';
import { stopTestDatabase } from '../testing/database.ts';
import { type JoinedRoom, joinRoom, until } from '../testing/live.ts';
import { AREAS, actorOf } from '../testing/world.ts';
import { bytesOf } from './yjs/notes-store.ts';

let app: TestApp;
const ends: (() => void)[] = [];
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await app.close();
});
afterAll(stopTestDatabase);

/** An order in the hands of a volunteer, and the officer who gave it. */
async function handled() {
  const [officer, volunteer] = await Promise.all([
    app.makeMember({ roles: ['officer'] }),
    app.makeMember({ roles: ['volunteer'] }),
  ]);
  const { order } = accepted(
    await app.commands.run(
      { kind: 'resident', reportId: null },
      app.command('submit', undefined, { areaId: 'grid1', text: '楼道灯不亮' }),
    ),
  );
  accepted(
    await app.commands.run(actorOf(officer), app.command('dispatch', order._id, { to: { pool: true } })),
  );
  accepted(await app.commands.run(actorOf(volunteer), app.command('claim', order._id)));
  return { officer, volunteer, orderId: order._id, room: orderRoom(order._id) };
}
const join = async (room: string, member: { readonly _id: string }, doc?: Y.Doc): Promise<JoinedRoom> => {
  const joined = joinRoom(app, room, { cookie: await app.cookieOf(member), ...(doc ? { doc } : {}) });
  ends.push(joined.leave);
  return joined;
};
const notes = (joined: JoinedRoom): Y.Text => joined.doc.getText('notes');
const closedWith = (joined: JoinedRoom, code: number): Promise<void> =>
  until(() => expect(joined.closes.map((close) => close.code)).toContain(code));
async function storedText(room: string): Promise<string> {
  const doc = new Y.Doc();
  const snapshot = await app.store.models.yjsSnapshots.findById(room).lean();
  const updates = await app.store.models.yjsUpdates.find({ room }).lean();
  if (snapshot) Y.applyUpdate(doc, bytesOf(snapshot.snapshot));
  for (const one of updates) Y.applyUpdate(doc, bytesOf(one.update));
  return doc.getText('notes').toJSON();
}

describe('handling notes', () => {
  test('Y10 two write at once, both see the same, and it is stored before the other sees it', async () => {
    const { officer, volunteer, room } = await handled();
    const [desk, phone] = [await join(room, officer), await join(room, volunteer)];
    await Promise.all([desk.synced(), phone.synced()]);
    const storedWhenSeen: Promise<string>[] = [];
    phone.doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin === phone.provider) storedWhenSeen.push(storedText(room));
    });
    notes(desk).insert(0, '先断电');
    await until(() => expect(notes(phone).toJSON()).toBe('先断电'));
    expect(await storedWhenSeen[0]).toBe('先断电');
    notes(desk).insert(0, '甲');
    notes(phone).insert(notes(phone).length, '乙');
    await until(() => expect(notes(desk).toJSON()).toBe('甲先断电乙'));
    await until(() => expect(notes(phone).toJSON()).toBe('甲先断电乙'));
  });

  test('Y11 the desk reads and writes; a stranger sees nothing', async () => {
    const { volunteer, room } = await handled();
    const [leader, stranger] = await Promise.all([
      app.makeMember({ roles: ['leader'] }),
      app.makeMember({ roles: ['volunteer'], areas: [AREAS.south] }),
    ]);
    const [phone, desk] = [await join(room, volunteer), await join(room, leader)];
    await Promise.all([phone.synced(), desk.synced()]);
    notes(desk).insert(0, '先断电');
    await until(() => expect(notes(phone).toJSON()).toBe('先断电'));
    const outside = await join(room, stranger);
    await closedWith(outside, CLOSE.notFound);
    expect(notes(outside).toJSON()).toBe('');
  });

  test('Y11 is asked again when the order goes into other hands', async () => {
    const { officer, volunteer, orderId, room } = await handled();
    const [desk, phone] = [await join(room, officer), await join(room, volunteer)];
    await Promise.all([desk.synced(), phone.synced()]);
    accepted(
      await app.commands.run(
        actorOf(officer),
        app.command('return', orderId, { reason: 'other', text: '换人去' }),
      ),
    );
    const other = await app.makeMember({ roles: ['volunteer'] });
    accepted(
      await app.commands.run(
        actorOf(officer),
        app.command('dispatch', orderId, { to: { memberId: other._id } }),
      ),
    );
    notes(desk).insert(0, '换人了');
    await until(() => expect(notes(phone).toJSON()).toBe('换人了'));
    notes(phone).insert(0, '我还在写');
    await closedWith(phone, CLOSE.refusedWrite);
    expect(notes(desk).toJSON()).toBe('换人了');
    expect(await storedText(room)).toBe('换人了');
    // With a new document who was sent there before may still read.
    const reader = await join(room, volunteer);
    await until(() => expect(notes(reader).toJSON()).toBe('换人了'));
  });

  test('Y12 deleted words are gone when the last one has left, and the rest is read again', async () => {
    const { officer, volunteer, room } = await handled();
    const desk = await join(room, officer);
    await desk.synced();
    notes(desk).insert(0, '身份证号写错了地方');
    notes(desk).delete(0, notes(desk).length);
    notes(desk).insert(0, '已换灯');
    await until(() => expect(desk.provider.synced).toBe(true));
    const phone = await join(room, volunteer);
    await until(() => expect(notes(phone).toJSON()).toBe('已换灯'));
    desk.leave();
    phone.leave();
    const left = async (): Promise<{ updates: number; bytes: Buffer }> => {
      const snapshot = await app.store.models.yjsSnapshots.findById(room).lean();
      return {
        updates: await app.store.models.yjsUpdates.countDocuments({ room }),
        bytes: Buffer.from(snapshot ? bytesOf(snapshot.snapshot) : []),
      };
    };
    await expect.poll(async () => (await left()).updates, { timeout: 15_000 }).toBe(0);
    const { bytes } = await left();
    expect(bytes.includes(Buffer.from('已换灯'))).toBe(true);
    expect(bytes.includes(Buffer.from('身份证'))).toBe(false);
    const again = await join(room, officer);
    await until(() => expect(notes(again).toJSON()).toBe('已换灯'));
  });

  test('Y14 what was written while away arrives, and too large a frame is refused', async () => {
    const { officer, volunteer, room } = await handled();
    const [desk, phone] = [await join(room, officer), await join(room, volunteer)];
    await Promise.all([desk.synced(), phone.synced()]);
    phone.provider.disconnect();
    notes(phone).insert(0, '地下室没有信号');
    notes(desk).insert(0, '已通知物业。');
    phone.provider.connect();
    await until(() => expect(notes(desk).toJSON()).toContain('地下室没有信号'));
    await until(() => expect(notes(phone).toJSON()).toBe(notes(desk).toJSON()));
    notes(phone).insert(0, '长'.repeat(WIRE.yjsFrameBytes));
    await closedWith(phone, CLOSE.tooLarge);
    expect(notes(desk).toJSON().length).toBeLessThan(100);
  });

  test('Y10 what cannot be stored is seen by nobody and comes again', async () => {
    const { officer, volunteer, room } = await handled();
    const [desk, phone] = [await join(room, officer), await join(room, volunteer)];
    await Promise.all([desk.synced(), phone.synced()]);
    const { yjsUpdates } = app.store.models;
    const create = yjsUpdates.create.bind(yjsUpdates);
    let failures = 0;
    Object.assign(yjsUpdates, {
      create: () => {
        failures += 1;
        return Promise.reject(new Error('the disk is full'));
      },
    });
    let shown = false;
    notes(desk).observe(() => {
      shown = true;
    });
    notes(phone).insert(0, '不能丢');
    await until(() => expect(failures).toBeGreaterThan(0));
    expect(shown).toBe(false);
    Object.assign(yjsUpdates, { create });
    // The stock provider stops at a 44xx close; a page joins again.
    phone.provider.connect();
    desk.provider.connect();
    await until(() => expect(notes(desk).toJSON()).toBe('不能丢'));
    expect(await storedText(room)).toBe('不能丢');
  });
});
