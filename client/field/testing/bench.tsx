import { render } from '@solidjs/testing-library';
import { createRoot, createSignal, type JSX, type ParentComponent } from 'solid-js';
import { onTestFinished } from 'vitest';
import type { FieldCard, FieldSnapshot, MemberSelf, OrderDetail } from '../../../shared/protocol/dto.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/limits.ts';
import type { CommandAck } from '../../../shared/protocol/socket.ts';
import type { Connection, Link } from '../../kit/connection.ts';
import { createDirectory } from '../../kit/directory.ts';
import { FeedbackContext, type Said } from '../../kit/feedback.ts';
import { noLocalCopies } from '../../kit/local-copies.ts';
import { makeNotices } from '../../kit/notices.ts';
import type { OutboxEntry } from '../../kit/outbox/entry.ts';
import { makeOutbox } from '../../kit/outbox/outbox.ts';
import { makeMemoryOutboxStore } from '../../kit/outbox/store.ts';
import { makeSession } from '../../kit/session.ts';
import { type Staff, StaffContext } from '../../kit/staff.ts';
import { makeMemoryStore } from '../../kit/storage.ts';
import { createField, FieldContext, type FieldModel } from '../model/field.ts';

export const member: MemberSelf = {
  _id: 'me',
  username: 'worker1',
  name: '罗小满',
  roles: ['worker'],
  areaIds: ['g1'],
  onDuty: true,
};

export const card = (more: Partial<FieldCard> = {}): FieldCard => ({
  _id: 'o1',
  no: 'TY26-1844',
  rev: 2,
  status: 'dispatched',
  kind: 'request',
  urgent: false,
  title: '9号楼地下室漏水',
  address: '9号楼',
  areaId: 'g1',
  itemId: null,
  channel: 'grid',
  createdAt: 1_000_000,
  clocks: {},
  reasons: [{ code: 'skill', value: '电工' }],
  arrived: false,
  ...more,
});

export const snapshot = (more: Partial<FieldSnapshot> = {}): FieldSnapshot => ({
  asOf: 2_000_000,
  offered: [],
  pool: [],
  mine: [],
  more: { offered: false, pool: false, mine: false },
  ...more,
});

export const detail = (more: Partial<OrderDetail> = {}): OrderDetail => ({
  _id: 'o1',
  no: 'TY26-1844',
  rev: 3,
  status: 'handling',
  kind: 'request',
  urgent: false,
  title: '9号楼地下室漏水',
  address: '9号楼',
  areaId: 'g1',
  areaPath: '/s/c/g1/',
  levelAreaId: 'g1',
  itemId: null,
  channel: 'grid',
  offer: null,
  holder: { memberId: 'me', name: '罗小满', since: 1_500_000 },
  firstHolder: null,
  clocks: {},
  reports: [],
  feedbacks: [],
  result: null,
  declineReason: null,
  extension: null,
  returns: 0,
  urges: 0,
  round: 1,
  mergedInto: null,
  adopted: [],
  photos: [],
  history: [],
  createdAt: 1_000_000,
  doneAt: null,
  closedAt: null,
  allowed: ['arrive', 'feedback', 'complete', 'return', 'release', 'extend', 'undo'],
  canEditNotes: true,
  heldUntil: null,
  ...more,
});

export const taken = (entry: OutboxEntry, status: 'handling' | 'done' = 'handling'): CommandAck => ({
  ok: true,
  order: { _id: entry.orderId ?? 'new', no: 'TY26-1844', status, rev: 3 },
  eventId: 'e3',
});

export const beaten: CommandAck = {
  ok: false,
  code: 'already_claimed',
  message: '周启先接了',
  details: { by: '周启' },
};

/** A phone without a server: what is sent is answered by the test. */
export async function makeBench(first: FieldSnapshot = snapshot()) {
  let lists = first;
  const [link, setLink] = createSignal<Link>({ state: 'live' });
  const [writable] = createSignal(true);
  const hellos = new Set<() => void>();
  const delivered: OutboxEntry[] = [];
  let answer: ((entry: OutboxEntry) => CommandAck) | null = null;
  const held: (() => void)[] = [];
  const connection: Connection = {
    link,
    writable,
    hello: () => null,
    onNotice: () => () => undefined,
    onChanged: () => () => undefined,
    follow: () => () => undefined,
    onWritable: () => () => undefined,
    onHello: (listener) => {
      const tell = (): void =>
        listener({ member, boards: [], serverTime: 0, protocol: PROTOCOL_VERSION, writable: true });
      hellos.add(tell);
      return () => hellos.delete(tell);
    },
    deliver: async (entry) => {
      if (link().state !== 'live') return { kind: 'later', why: 'connection' };
      delivered.push(entry);
      if (!answer) await new Promise<void>((resolve) => held.push(resolve));
      return answer ? { kind: 'answered', ack: answer(entry) } : { kind: 'later', why: 'connection' };
    },
    start: () => undefined,
    stop: () => undefined,
  };
  const session = makeSession({
    store: makeMemoryStore(),
    forget: () => Promise.resolve(),
    http: {
      get: () => Promise.resolve({ member } as never),
      post: () => Promise.resolve({ member } as never),
      delete: () => Promise.resolve(undefined as never),
    },
  });
  await session.start();
  let ids = 0;
  const store = makeMemoryOutboxStore();
  const outbox = makeOutbox({
    memberId: member._id,
    store,
    deliver: connection.deliver,
    upload: () => Promise.resolve('photo-1'),
    now: () => 3_000_000,
    newId: () => {
      ids += 1;
      return `c${ids}`;
    },
    later: () => () => undefined,
    refusalOf: () => null,
  });
  const directory = createRoot((end) => {
    onTestFinished(end);
    return createDirectory(member._id, makeMemoryStore(), () => Promise.reject(new Error('none')));
  });
  const staff: Staff = {
    member: () => session.member() ?? member,
    session,
    connection,
    directory,
    notices: makeNotices(member._id, makeMemoryStore()),
    outbox,
    copies: noLocalCopies,
    send: (type, orderId, payload, options = {}) =>
      outbox.send({
        type,
        payload: payload as Readonly<Record<string, unknown>>,
        ...(orderId === null ? {} : { orderId }),
        ...(options.files ? { files: options.files } : {}),
        ...(options.about === undefined ? {} : { about: options.about }),
      }),
  };
  const toasts: Said[] = [];
  const spoken: string[] = [];
  const feedback = {
    toast: (said: Said) => toasts.push(said),
    dismiss: () => undefined,
    announce: (text: string) => void spoken.push(text),
  };
  let field: FieldModel | undefined;
  const WithField: ParentComponent = (props) => {
    const made = createField();
    field = made;
    return <FieldContext.Provider value={made}>{props.children}</FieldContext.Provider>;
  };
  return {
    staff,
    delivered,
    toasts,
    spoken,
    fetchIt: (path: string): unknown => (path === '/api/field' ? lists : detail()),
    field: (): FieldModel => {
      if (!field) throw new Error('nothing is shown yet');
      return field;
    },
    setLists: (next: FieldSnapshot) => {
      lists = next;
    },
    answer: (how: (entry: OutboxEntry) => CommandAck) => {
      answer = how;
      for (const go of held.splice(0)) go();
    },
    offline: () => setLink({ state: 'offline', since: 2_900_000 }),
    online: () => {
      setLink({ state: 'live' });
      for (const tell of hellos) tell();
      outbox.pump();
    },
    show: (page: () => JSX.Element) =>
      render(() => (
        <StaffContext.Provider value={staff}>
          <FeedbackContext.Provider value={feedback}>
            <WithField>{page()}</WithField>
          </FeedbackContext.Provider>
        </StaffContext.Provider>
      )),
  };
}
export type Bench = Awaited<ReturnType<typeof makeBench>>;

/** Answers the page's requests from the bench. */
export const fetchFrom =
  (bench: Pick<Bench, 'fetchIt'>) =>
  (input: string): Promise<Response> =>
    Promise.resolve(Response.json(bench.fetchIt(input)));
