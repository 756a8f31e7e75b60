import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AskSheet } from './ask/AskSheet.tsx';
import { OutboxBand } from './outbox/OutboxBand.tsx';
import { type Bench, detail, fetchFrom, makeBench, taken } from './testing/bench.tsx';

const start = async (): Promise<Bench> => {
  const bench = await makeBench();
  vi.stubGlobal('fetch', fetchFrom(bench));
  return bench;
};
const write = (text: string): void => {
  fireEvent.input(screen.getByLabelText(/怎么办好的|现场怎么样/u), { target: { value: text } });
};
const press = (name: string): boolean =>
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }));

describe('the sheets of work', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.unstubAllGlobals());

  it('U65 asks for words before completing', async () => {
    const bench = await start();
    bench.show(() => <AskSheet kind="complete" order={detail()} open={[]} onClose={() => undefined} />);
    press('办结');
    expect(await screen.findByText('写一句再提交')).toBeInTheDocument();
    expect(bench.delivered).toEqual([]);
  });

  it('U65 asks again while checks are open, then completes and offers to undo', async () => {
    const bench = await start();
    const closed = vi.fn<() => void>();
    bench.show(() => <AskSheet kind="complete" order={detail()} open={['阀门已关']} onClose={closed} />);
    write('换了阀门');
    press('办结');
    expect(await screen.findByText('还有1项没有核对')).toBeInTheDocument();
    expect(screen.getByText(/阀门已关/u)).toBeInTheDocument();
    expect(bench.delivered).toEqual([]);
    bench.answer((entry) => taken(entry, 'done'));
    press('不核对，办结');
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(bench.delivered[0]?.payload).toEqual({ text: '换了阀门' });
    expect(bench.toasts[0]?.action?.label).toBe('撤销');
  });

  it('U65 keeps what was typed when the server refuses', async () => {
    const bench = await start();
    const closed = vi.fn<() => void>();
    bench.show(() => <AskSheet kind="complete" order={detail()} open={[]} onClose={closed} />);
    write('换了阀门');
    bench.answer(() => ({ ok: false, code: 'wrong_status', message: '这一单已经办结' }));
    press('办结');
    expect(await screen.findByText('这一单已经办结')).toBeInTheDocument();
    expect(screen.getByDisplayValue('换了阀门')).toBeInTheDocument();
    expect(closed).not.toHaveBeenCalled();
  });

  it('U65 keeps a half-written step when the sheet is closed', async () => {
    const bench = await start();
    const first = bench.show(() => (
      <AskSheet kind="feedback" order={detail()} open={[]} onClose={() => undefined} />
    ));
    write('门锁着');
    first.unmount();
    bench.show(() => <AskSheet kind="feedback" order={detail()} open={[]} onClose={() => undefined} />);
    expect(screen.getByDisplayValue('门锁着')).toBeInTheDocument();
  });
});

describe('the outbox', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => vi.unstubAllGlobals());

  it('U63 says how much is unsent, since when and where it is kept; it can be withdrawn', async () => {
    const bench = await start();
    bench.show(() => <OutboxBand />);
    expect(screen.queryByText(/待发送/u)).toBeNull();
    bench.offline();
    bench.staff.send('feedback', 'o1', { text: '已通知燃气公司' }, { about: 'TY26-1844 漏水' });
    expect(await screen.findByText('1条待发送')).toBeInTheDocument();
    expect(screen.getByText(/断网.*存在本机，联网后自动发/u)).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: '查看' }));
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByText('已通知燃气公司')).toBeInTheDocument();
    fireEvent.click(sheet.getByRole('button', { name: '撤回' }));
    expect(bench.staff.outbox.entries()).toEqual([]);
  });

  it('U64 keeps the words of late work that is refused, with a way to copy them', async () => {
    const bench = await start();
    bench.show(() => <OutboxBand />);
    bench.offline();
    const sent = bench.field().send({ type: 'feedback', order: detail(), payload: { text: '阀门拧紧了' } });
    bench.answer(() => ({ ok: false, code: 'not_holder', message: '这一单已经由周启办理' }));
    bench.online();
    await sent;
    expect(await screen.findByText('1条没有发成')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: '查看' }));
    const sheet = within(await screen.findByRole('dialog'));
    expect(sheet.getByText('阀门拧紧了')).toBeInTheDocument();
    expect(sheet.getByText('这一单已经由周启办理')).toBeInTheDocument();
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    fireEvent.click(sheet.getByRole('button', { name: '复制' }));
    expect(copied).toHaveBeenCalledWith('阀门拧紧了');
  });
});
