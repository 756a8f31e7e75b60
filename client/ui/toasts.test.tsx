import { cleanup, render, screen } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveRegions, Toasts } from './Toasts.tsx';
import { makeAnnouncer, makeToaster } from './toaster.ts';

afterEach(cleanup);

describe('Toasts', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const setUp = () => {
    const toaster = makeToaster();
    render(() => <Toasts toaster={toaster} label="Notices" closeLabel="Close" />);
    return { toaster, user: userEvent.setup({ advanceTimers: vi.advanceTimersByTime }) };
  };

  it('U13: a notice is heard as well as seen, and goes after its time', () => {
    const { toaster } = setUp();
    expect(screen.getByRole('status')).toHaveTextContent('');
    toaster.show({ text: 'Dispatched.' });
    expect(screen.getByRole('status')).toHaveTextContent('Dispatched.');
    expect(screen.getByRole('listitem')).toHaveTextContent('Dispatched.');
    vi.advanceTimersByTime(6000);
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('U13: what was lost interrupts and stays until dismissed', async () => {
    const { toaster, user } = setUp();
    toaster.show({ text: 'Somebody was faster.', politeness: 'assertive', duration: 0 });
    expect(screen.getByRole('alert')).toHaveTextContent('Somebody was faster.');
    vi.advanceTimersByTime(600_000);
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('U13: its time stands still while it has focus, and its action dismisses it', async () => {
    const { toaster, user } = setUp();
    const undo = vi.fn<() => void>();
    toaster.show({ text: 'Dispatched.', action: { label: 'Undo', onSelect: undo } });
    await user.tab();
    expect(screen.getByRole('button', { name: 'Undo' })).toHaveFocus();
    vi.advanceTimersByTime(60_000);
    await user.keyboard('{Enter}');
    expect(undo).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('listitem')).toBeNull();
  });

  it('U13: past four the oldest goes', () => {
    const { toaster } = setUp();
    for (const text of ['1', '2', '3', '4', '5']) toaster.show({ text });
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['2', '3', '4', '5']);
  });

  it('U13: the same sentence twice is said twice', () => {
    const announcer = makeAnnouncer();
    const { container } = render(() => <LiveRegions announcer={announcer} />);
    const polite = container.querySelector('[data-live="polite"]');
    announcer.say('Moved.');
    const first = polite?.textContent;
    announcer.say('Moved.');
    expect(polite?.textContent).not.toBe(first);
    expect(polite?.textContent?.trim()).toBe('Moved.');
    announcer.say('Lost.', 'assertive');
    expect(container.querySelector('[data-live="assertive"]')).toHaveTextContent('Lost.');
  });
});
