import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { type Component, Show } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { detail, fetchFrom, makeBench, taken } from '../testing/bench.tsx';
import { createOrder } from './detail.ts';
import { OrderDock } from './OrderDock.tsx';

const InHand: Component = () => {
  const model = createOrder('o1');
  return (
    <Show when={model.order()}>
      {(order) => <OrderDock order={order()} model={model} onAsk={() => undefined} />}
    </Show>
  );
};

describe('the verbs under the thumb', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.unstubAllGlobals());

  it('U69: a step that was answered does not offer its verb again before the order says so', async () => {
    const bench = await makeBench();
    const answer = fetchFrom(bench);
    let held: (() => void) | null = null;
    let reads = 0;
    vi.stubGlobal('fetch', async (path: string) => {
      if (path.startsWith('/api/orders/')) {
        reads += 1;
        if (reads > 1)
          await new Promise<void>((go) => {
            held = go;
          });
      }
      return await answer(path);
    });
    bench.answer((entry) => taken(entry, 'handling'));
    bench.show(() => <InHand />);
    fireEvent.click(await screen.findByRole('button', { name: '到场' }));
    await waitFor(() => expect(held).not.toBeNull());
    // The command is answered and gone from the outbox; the order is still as it was before.
    expect(bench.staff.outbox.entries()).toEqual([]);
    expect(screen.queryByRole('button', { name: '到场' })).toBeNull();
    expect(bench.delivered.map((entry) => entry.type)).toEqual(['arrive']);
    expect(detail().history.some((row) => row.type === 'arrived')).toBe(false);
  });

  it('U69: nor while the reading that says so was overtaken by a newer one', async () => {
    const bench = await makeBench();
    const answer = fetchFrom(bench);
    const held: (() => void)[] = [];
    let reads = 0;
    vi.stubGlobal('fetch', async (path: string) => {
      if (path.startsWith('/api/orders/')) {
        reads += 1;
        if (reads > 1) await new Promise<void>((go) => void held.push(go));
      }
      return await answer(path);
    });
    bench.answer((entry) => taken(entry, 'handling'));
    bench.show(() => <InHand />);
    fireEvent.click(await screen.findByRole('button', { name: '到场' }));
    await waitFor(() => expect(held).toHaveLength(1));
    // The connection is back in this moment, and the order is read once more.
    bench.online();
    await waitFor(() => expect(held).toHaveLength(2));
    held[0]?.();
    // The overtaken answer is there, and shows nothing.
    await new Promise((done) => setImmediate(done));
    await Promise.resolve();
    expect(screen.queryByRole('button', { name: '到场' })).toBeNull();
    expect(bench.delivered.map((entry) => entry.type)).toEqual(['arrive']);
  });
});
