import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OrderChanged } from '../../../shared/protocol/socket.ts';
import { makeTeller } from './teller.ts';

const change = (orderId: string, rev: number): OrderChanged => ({ orderId, rev, status: 'handling' });

describe('lists of changes', () => {
  let sent: { readonly rooms: readonly string[]; readonly changes: readonly OrderChanged[] }[];
  let teller: ReturnType<typeof makeTeller>;
  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    teller = makeTeller((rooms, changes) => sent.push({ rooms, changes }));
  });
  afterEach(() => {
    teller.close();
    vi.useRealTimers();
  });

  test('P57 a single change is told in the same turn', () => {
    teller.tell(['field:/a/'], change('o1', 1));
    vi.advanceTimersByTime(0);
    expect(sent).toEqual([{ rooms: ['field:/a/'], changes: [change('o1', 1)] }]);
  });

  test('P57 what comes close behind waits for one list, each order once at its latest', () => {
    teller.tell(['field:/a/'], change('o1', 1));
    vi.advanceTimersByTime(1);
    teller.tell(['field:/a/'], change('o1', 2));
    teller.tell(['field:/a/'], change('o2', 1));
    teller.tell(['field:/a/'], change('o1', 4));
    teller.tell(['field:/a/'], change('o1', 3));
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(60);
    expect(sent.slice(1)).toEqual([{ rooms: ['field:/a/'], changes: [change('o1', 4), change('o2', 1)] }]);
  });

  test('P57 a holder hears beside the field, and the field in one list whoever holds', () => {
    teller.tell(['field:/a/', 'member:m1'], change('o1', 1));
    teller.tell(['field:/a/', 'member:m2'], change('o2', 1));
    vi.advanceTimersByTime(0);
    expect(sent).toEqual([
      { rooms: ['field:/a/'], changes: [change('o1', 1), change('o2', 1)] },
      { rooms: ['member:m1'], changes: [change('o1', 1)] },
      { rooms: ['member:m2'], changes: [change('o2', 1)] },
    ]);
  });

  test('P57 nothing is sent after the end', () => {
    teller.tell(['field:/a/'], change('o1', 1));
    teller.close();
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual([]);
  });
});
