import type { Order } from '../../../shared/order/order.ts';
import type { Line } from './line.ts';
import { clock } from './measure.ts';
import { atRate } from './remote.ts';
import type { Change } from './seen.ts';

/** A command that was answered: `at` is when it was sent. */
export interface Answered extends Change {
  readonly answeredAt: number;
}

/**
 * Workers who claim and take it back, over and over: two status changes that leave the rest of the card as it is. The same
 * book must be used for as long as the orders live, because it knows whose turn is which.
 */
export function openClaimBook(orders: readonly Order[]) {
  const claims = new Map<string, string>();

  const step = async (line: Line, orderId: string): Promise<Answered> => {
    const at = clock();
    const eventId = claims.get(orderId);
    const answer = await (eventId === undefined
      ? line.command('claim', orderId)
      : line.command('undo', orderId, { eventId }));
    if (!answer.ok) throw new Error(`a claim was refused: ${answer.code} ${answer.message}`);
    if (eventId === undefined) claims.set(orderId, answer.eventId ?? '');
    else claims.delete(orderId);
    return { orderId, rev: answer.order.rev, at, answeredAt: clock() };
  };
  /** Each order has one line for good: only who claimed may take it back. */
  const share = (lines: readonly Line[], n: number): Order[] =>
    orders.filter((_, place) => place % lines.length === n);

  return {
    /** One after another, at an even pace. */
    async atPace(lines: readonly Line[], count: number, perSecond: number): Promise<Answered[]> {
      const sent: Promise<Answered>[] = [];
      await atRate(perSecond, count / perSecond, (n) => {
        const place = n % orders.length;
        const line = lines[place % lines.length];
        const order = orders[place];
        if (line && order) sent.push(step(line, order._id));
      });
      return await Promise.all(sent);
    },
    /** Every line as fast as it is answered, but no faster than the server lets one connection be. */
    async asFastAsAnswered(lines: readonly Line[], seconds: number): Promise<Answered[]> {
      const end = clock() + seconds * 1000;
      const all = await Promise.all(
        lines.map(async (line, n) => {
          const own = share(lines, n);
          const answered: Answered[] = [];
          while (clock() < end && own.length > 0) {
            const order = own[answered.length % own.length];
            const next = clock() + LEAST_MS;
            if (order) answered.push(await step(line, order._id));
            await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - clock())));
          }
          return answered;
        }),
      );
      return all.flat();
    },
  };
}
export type ClaimBook = ReturnType<typeof openClaimBook>;

/** A hundred commands in ten seconds are what one connection may send. */
const LEAST_MS = 105;
