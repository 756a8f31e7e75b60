import type { Member } from '../../shared/people/member.ts';
import type { TestApp } from './app.ts';
import { accepted, freshId } from './core.ts';
import { speaker, submitReport } from './http.ts';
import { AREAS, actorOf, DEPARTMENT } from './world.ts';

/** Everybody who may come to the door, from a stranger to the administrator of everything. */
export const CALLERS = [
  'nobody',
  'expired',
  'revoked',
  'own_key',
  'other_key',
  'volunteer',
  'holder',
  'specialist',
  'officer',
  'leader',
  'admin',
  'officer_elsewhere',
  'admin_elsewhere',
] as const;
export type CallerName = (typeof CALLERS)[number];

export interface Caller {
  /** Null: bears no session. */
  readonly member: Member | null;
  /** A cookie header for one more session of theirs; undefined without a session. */
  readonly cookie: () => Promise<string | undefined>;
  /** The report key they hold, a made-up one for those who hold none. */
  readonly reportKey: string;
}

/** A small community in the midst of its work, with an order that is being handled. */
export interface Town {
  readonly app: TestApp;
  readonly callers: { readonly [name in CallerName]: Caller };
  readonly orderId: string;
  readonly orderNo: string;
  readonly reportId: string;
  /** The event by which the holder claimed it. */
  readonly claimedId: string;
  readonly trackingCode: string;
  readonly reportKey: string;
  /** Not published; belongs to the order's report. */
  readonly photoId: string;
  /** Somebody of the community whom nobody needs; what is done to them harms no test. */
  readonly spareId: string;
  /** The same order once more under another id, for commands that change it. */
  readonly copyOrder: () => Promise<string>;
}

const CONTACT = { name: '梁玉梅', phone: '13800005678' };

/** The app is to be started with `TRUST_PROXY=loopback`, so that callers may come from many addresses. */
export async function makeTown(app: TestApp): Promise<Town> {
  const speak = speaker(app);
  const receipt = await submitReport(speak, { text: '楼道灯不亮，请来看看', contact: CONTACT });
  const other = await submitReport(speak, { text: '别人的事' });
  const make = (roles: Member['roles'], area: keyof typeof AREAS = 'north', departmentId?: string) =>
    app.makeMember({ roles, areas: [AREAS[area]], ...(departmentId ? { departmentId } : {}) });
  const [volunteer, holder, specialist, officer, leader, admin, officerElsewhere, adminElsewhere, spare] =
    await Promise.all([
      make(['volunteer']),
      make(['worker']),
      make(['specialist'], 'north', DEPARTMENT._id),
      make(['officer']),
      make(['leader']),
      make(['admin'], 'street'),
      make(['officer'], 'south'),
      make(['admin'], 'south'),
      make(['worker']),
    ]);
  const order = await app.store.models.orders.findOne({ no: receipt.orderNo }).lean();
  if (!order) throw new Error('the order is not there');
  const send = async (member: Member, type: 'dispatch' | 'claim', payload: object) =>
    accepted(await app.commands.run(actorOf(member), app.command(type, order._id, payload)));
  await send(officer, 'dispatch', { to: { memberId: holder._id } });
  const claimed = await send(holder, 'claim', {});
  const reportId = order.reports[0]?._id ?? '';
  const photoId = await storePhoto(app, order._id, reportId);

  const stranger = (reportKey: string, cookie: Caller['cookie']): Caller => ({
    member: null,
    cookie,
    reportKey,
  });
  const of = (member: Member): Caller => ({
    member,
    cookie: () => app.cookieOf(member),
    reportKey: receipt.reportKey,
  });
  const noCookie = () => Promise.resolve(undefined);
  return {
    app,
    orderId: order._id,
    orderNo: order.no,
    reportId,
    claimedId: claimed.events[0]?.id ?? '',
    trackingCode: receipt.trackingCode,
    reportKey: receipt.reportKey,
    photoId,
    spareId: spare._id,
    callers: {
      nobody: stranger(freshId(), noCookie),
      expired: stranger(freshId(), () => expiredCookie(app, officer)),
      revoked: stranger(freshId(), () => revokedCookie(app, officer)),
      own_key: stranger(receipt.reportKey, noCookie),
      other_key: stranger(other.reportKey, noCookie),
      volunteer: of(volunteer),
      holder: of(holder),
      specialist: of(specialist),
      officer: of(officer),
      leader: of(leader),
      admin: of(admin),
      officer_elsewhere: of(officerElsewhere),
      admin_elsewhere: of(adminElsewhere),
    },
    copyOrder: async () => {
      const stored = await app.store.models.orders.findById(order._id).lean();
      if (!stored) throw new Error('the order is gone');
      const reports = stored.reports.map((report) => ({
        ...report,
        trackingHash: freshId(),
        keyHash: freshId(),
      }));
      const copy = { ...stored, _id: freshId(), no: `BL26-${freshId()}`, reports, commands: [] };
      await app.store.models.orders.create(copy);
      return copy._id;
    },
  };
}

async function storePhoto(app: TestApp, orderId: string, reportId: string): Promise<string> {
  const _id = freshId();
  await app.store.models.photos.create({
    _id,
    orderId,
    reportId,
    eventId: null,
    communityId: 'north',
    bytes: Buffer.from('RIFF????WEBP'),
    type: 'image/webp',
    size: 12,
    width: 1,
    height: 1,
    published: false,
    publishedBy: null,
    uploadedBy: null,
    createdAt: app.clock.now,
  });
  return _id;
}

async function expiredCookie(app: TestApp, member: Member): Promise<string> {
  const { token, session } = await app.app.sessions.create(member._id, ABOUT);
  await app.store.models.sessions.updateOne(
    { _id: session.id },
    { $set: { expiresAt: new Date(app.clock.now - 1) } },
  );
  return `paidan_session=${token}`;
}

async function revokedCookie(app: TestApp, member: Member): Promise<string> {
  const { token, session } = await app.app.sessions.create(member._id, ABOUT);
  await app.app.sessions.revoke(session.id);
  return `paidan_session=${token}`;
}

const ABOUT = { userAgent: 'test', address: '127.0.0.1' };

let addresses = 0;
/** A header that makes the next request come from an address nobody has used; needs `TRUST_PROXY=loopback`. */
export function fromElsewhere(): { readonly 'X-Forwarded-For': string } {
  addresses += 1;
  const [a, b, c] = [(addresses >> 16) & 255, (addresses >> 8) & 255, addresses & 255];
  return { 'X-Forwarded-For': `10.${a}.${b}.${c}` };
}
