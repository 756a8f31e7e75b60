import { createRoot, createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { OrderChanged } from '../../shared/protocol/socket.ts';
import { createShownOrder } from './shown-order.ts';

let end: () => void = () => undefined;
afterEach(() => end());

function show() {
  const [rev, setRev] = createSignal<number>();
  const [elsewhere, setElsewhere] = createSignal(0);
  let reads = 0;
  let hear: (change: OrderChanged) => void = () => undefined;
  let followed = '';
  createRoot((dispose) => {
    end = dispose;
    createShownOrder(
      {
        follow: (orderId, listener) => {
          followed = orderId;
          hear = listener;
          return () => (followed = '');
        },
      },
      { orderId: 'o1', rev, elsewhere, reload: () => (reads += 1) },
    );
  });
  return {
    setRev,
    setElsewhere,
    hear: (newest: number) => hear({ orderId: 'o1', rev: newest, status: 'new' }),
    reads: () => reads,
    followed: () => followed,
  };
}

describe('the order that a page shows', () => {
  it('P67 is read again once for each newer revision, whoever tells of it', () => {
    const page = show();
    page.setRev(3);
    page.hear(3);
    expect(page.reads()).toBe(0);
    page.hear(4);
    page.setElsewhere(4);
    expect(page.reads()).toBe(1);
    page.setRev(4);
    page.setElsewhere(5);
    expect(page.reads()).toBe(2);
  });

  it('P67 is read again when it changed while the first answer was on its way', () => {
    const page = show();
    page.hear(2);
    expect(page.reads()).toBe(0);
    page.setRev(1);
    expect(page.reads()).toBe(1);
  });

  it('P67 is not read for ever where the server knows only an older one, as after a restore', () => {
    const page = show();
    page.setRev(9);
    page.hear(12);
    for (const rev of [8, 7, 8]) page.setRev(rev);
    expect(page.reads()).toBe(1);
  });

  it('P67 is followed as long as it is shown', () => {
    const page = show();
    expect(page.followed()).toBe('o1');
    end();
    expect(page.followed()).toBe('');
  });
});
