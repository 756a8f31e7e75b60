import { fireEvent, screen, waitFor } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mine } from './lists/Mine.tsx';
import { Todo } from './lists/Todo.tsx';
import { type Bench, beaten, card, fetchFrom, makeBench, snapshot, taken } from './testing/bench.tsx';

const start = async (): Promise<Bench> => {
  const bench = await makeBench(
    snapshot({ offered: [card()], pool: [card({ _id: 'o2', no: 'TY26-1841' })] }),
  );
  vi.stubGlobal('fetch', fetchFrom(bench));
  return bench;
};

describe('claiming with one tap', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.unstubAllGlobals());

  it('U60 lists what is offered to me before the pool, each with its reasons', async () => {
    const bench = await start();
    bench.show(() => <Todo />);
    await screen.findByText('TY26-1844');
    const numbers = screen.getAllByText(/^TY26-/u).map((one) => one.textContent);
    expect(numbers).toEqual(['TY26-1844', 'TY26-1841']);
    expect(screen.getByText(/派给你：电工/u)).toBeInTheDocument();
    expect(screen.getByText(/适合你：电工/u)).toBeInTheDocument();
  });

  it('U61 waits hatched until the answer, then the slip is mine', async () => {
    const bench = await start();
    bench.show(() => (
      <>
        <Todo />
        <Mine />
      </>
    ));
    fireEvent.click(await screen.findByRole('button', { name: '接单 TY26-1844' }));
    expect(screen.getByText('等待确认')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: '撤回接单 TY26-1844' })).toBeInTheDocument();
    bench.setLists(
      snapshot({
        pool: [card({ _id: 'o2', no: 'TY26-1841' })],
        mine: [card({ status: 'handling', rev: 3 })],
      }),
    );
    bench.answer((entry) => taken(entry));
    expect(await screen.findByRole('link', { name: '办理 TY26-1844' })).toBeInTheDocument();
    expect(screen.queryByText('等待确认')).toBeNull();
    expect(bench.toasts[0]?.action?.label).toBe('撤销');
  });

  it('U62 says who won a lost claim and keeps the slip until it is put away', async () => {
    const bench = await start();
    bench.show(() => <Todo />);
    fireEvent.click(await screen.findByRole('button', { name: '接单 TY26-1844' }));
    bench.setLists(snapshot({ pool: [card({ _id: 'o2', no: 'TY26-1841' })] }));
    bench.answer(() => beaten);
    expect(await screen.findByText('周启先接了')).toBeInTheDocument();
    expect(screen.getByText('TY26-1844')).toBeInTheDocument();
    expect(bench.spoken).toContain('周启先接了');
    expect(bench.staff.outbox.entries()).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: '知道了' }));
    expect(screen.queryByText('周启先接了')).toBeNull();
  });

  it('U61 keeps a tap made without network and sends it once, with the id it had', async () => {
    const bench = await start();
    bench.show(() => <Todo />);
    const claim = await screen.findByRole('button', { name: '接单 TY26-1844' });
    bench.offline();
    fireEvent.click(claim);
    expect(screen.getByText(/联网后告诉你是否接到/u)).toBeInTheDocument();
    const [entry] = bench.staff.outbox.entries();
    expect(bench.delivered).toEqual([]);
    // Somebody else has it meanwhile: the slip is explained, not simply gone.
    bench.setLists(snapshot());
    bench.answer(() => beaten);
    bench.online();
    expect(await screen.findByText('周启先接了')).toBeInTheDocument();
    expect(bench.delivered.map((one) => one.id)).toEqual([entry?.id]);
  });

  it('U61 takes a tap back that has no answer yet', async () => {
    const bench = await start();
    bench.show(() => <Todo />);
    const claim = await screen.findByRole('button', { name: '接单 TY26-1844' });
    bench.offline();
    fireEvent.click(claim);
    fireEvent.click(screen.getByRole('button', { name: '撤回接单 TY26-1844' }));
    await waitFor(() => expect(screen.queryByText('等待确认')).toBeNull());
    expect(bench.staff.outbox.entries()).toEqual([]);
    expect(screen.getByRole('button', { name: '接单 TY26-1844' })).toBeInTheDocument();
  });
});
