import { type Accessor, createMemo } from 'solid-js';
import type { Instant } from '../../../shared/ids.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { useField } from '../model/field.ts';
import { typedText } from '../model/refused.ts';

/** One thing in the band's sheet. */
export interface Pending {
  readonly id: string;
  readonly state: 'waiting' | 'refused';
  readonly type: string;
  readonly orderId: string | null;
  readonly about: string;
  readonly text: string;
  readonly photos: number;
  readonly at: Instant;
  /** Why it was not taken. */
  readonly message: string | null;
}

/** Everything of mine that the server does not have: waiting first come first, then what it did not take. */
export function usePending(): Accessor<readonly Pending[]> {
  const staff = useStaff();
  const field = useField();
  return createMemo(() => [
    ...staff.outbox.entries().flatMap((entry): Pending[] =>
      entry.state === 'refused'
        ? []
        : [
            {
              id: entry.id,
              state: 'waiting',
              type: entry.type,
              orderId: entry.orderId ?? null,
              about: entry.about ?? '',
              text: typedText(entry.type, entry.payload),
              photos: entry.files?.length ?? 0,
              at: entry.at,
              message: null,
            },
          ],
    ),
    ...field.refused
      .list()
      .map((work): Pending => ({ ...work, state: 'refused', photos: 0, message: work.message })),
  ]);
}

/** A command is worth a band when it has waited this long although the network is there. */
const SLOW_MS = 4000;

/** Whether to say anything: away, refused, held back by the server, or slow. */
export function useBandShown(pending: Accessor<readonly Pending[]>): Accessor<boolean> {
  const staff = useStaff();
  return createMemo(() => {
    const { state } = staff.connection.link();
    if (state === 'offline' || state === 'stale') return true;
    if (state === 'live' && !staff.connection.writable()) return true;
    return pending().some((one) => one.state === 'refused' || now() - one.at > SLOW_MS);
  });
}
