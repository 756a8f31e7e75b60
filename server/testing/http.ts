import type { Member } from '../../shared/people/member.ts';
import type { TestApp } from './app.ts';
import { accepted } from './core.ts';
import { actorOf } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or empty when it is none. */
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Asking {
  readonly body?: unknown;
  /** Sent as it is, instead of JSON. */
  readonly raw?: BodyInit;
  readonly form?: FormData;
  readonly cookie?: string;
  /** The page's own origin unless named; null: none. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks HTTP with the app as a page of it would. */
export const speaker =
  (app: Pick<TestApp, 'url'>) =>
  async (line: string, asking: Asking = {}): Promise<Answer> => {
    const [method = 'GET', path = '/'] = line.split(' ');
    const origin = asking.origin === undefined ? app.url : asking.origin;
    const response = await fetch(`${app.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(asking.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(asking.cookie ? { Cookie: asking.cookie } : {}),
        ...(origin === null ? {} : { Origin: origin }),
        ...asking.headers,
      },
      ...(asking.body === undefined ? {} : { body: JSON.stringify(asking.body) }),
      ...(asking.raw === undefined ? {} : { body: asking.raw }),
      ...(asking.form ? { body: asking.form } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text), text };
  };

export type Speak = ReturnType<typeof speaker>;

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export interface Receipt {
  readonly trackingCode: string;
  readonly reportKey: string;
  readonly orderNo: string;
}

/** Submits as a resident. @throws when it is not taken */
export async function submitReport(speak: Speak, body: object = {}): Promise<Receipt> {
  const answer = await speak('POST /api/public/reports', {
    body: { areaId: 'grid1', text: '楼道灯不亮', ...body },
    origin: null,
  });
  if (answer.status !== 201) throw new Error(`not taken: ${answer.text}`);
  return answer.body as unknown as Receipt;
}

/** Brings the order with this number through pool, claim and complete. @returns its id */
export async function finishOrder(
  app: TestApp,
  orderNo: string,
  officer: Member,
  worker: Member,
): Promise<string> {
  const order = await app.store.models.orders.findOne({ no: orderNo }).lean();
  if (!order) throw new Error(`no order ${orderNo}`);
  const send = async (member: Member, type: 'dispatch' | 'claim' | 'complete', payload: object) =>
    accepted(await app.commands.run(actorOf(member), app.command(type, order._id, payload)));
  await send(officer, 'dispatch', { to: { pool: true } });
  await send(worker, 'claim', {});
  await send(worker, 'complete', { text: '灯已换好' });
  return order._id;
}
