import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FollowAnswer, OrderChanged } from '../../shared/protocol/socket.ts';
import { makeFollowing } from './following.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (orderId: string, rev: number): OrderChanged => ({ orderId, rev, status: 'new' });

/** A wire that keeps what was asked until the test answers. */
function wired() {
  const asked: (string | null)[] = [];
  const answers: { give: (answer: FollowAnswer) => void; fail: () => void }[] = [];
  let connected = true;
  const following = makeFollowing({
    connected: () => connected,
    follow: (orderId) => {
      asked.push(orderId);
      return new Promise((give, reject) => answers.push({ give, fail: () => reject(new Error('none')) }));
    },
  });
  return {
    following,
    asked,
    answer: async (place: number, answer: FollowAnswer | 'none'): Promise<void> => {
      if (answer === 'none') answers[place]?.fail();
      else answers[place]?.give(answer);
      await vi.advanceTimersByTimeAsync(0);
    },
    connect: (now: boolean) => {
      connected = now;
    },
  };
}

describe('following', () => {
  it('P67 tells how the order stands and of its changes, and of no other', async () => {
    const { following, answer } = wired();
    const heard: number[] = [];
    following.follow('a', ({ rev }) => heard.push(rev));
    await answer(0, at('a', 3));
    following.tell(at('a', 4));
    following.tell(at('b', 9));
    expect(heard).toEqual([3, 4]);
  });

  it.each(['later', 'none'] as const)(
    'P67 asks again when the server could not say (%s)',
    async (failure) => {
      const { following, asked, answer } = wired();
      following.follow('a', () => undefined);
      await answer(0, failure);
      expect(asked).toEqual(['a']);
      await vi.advanceTimersByTimeAsync(3000);
      expect(asked).toEqual(['a', 'a']);
      await answer(1, null);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked).toHaveLength(2);
    },
  );

  it('P67 the latest call counts, also for the same order and for answers that come late', async () => {
    const { following, asked, answer } = wired();
    const heard: string[] = [];
    const stopOld = following.follow('a', () => heard.push('old'));
    following.follow('a', () => heard.push('new'));
    stopOld();
    await answer(0, at('a', 1));
    await answer(1, at('a', 1));
    following.tell(at('a', 2));
    expect(asked).toEqual(['a', 'a']);
    expect(heard).toEqual(['new', 'new']);
  });

  it('P67 a server that greets is told what is followed now, or nothing', () => {
    const { following, asked, connect } = wired();
    following.greeted();
    expect(asked).toEqual([]);
    connect(false);
    const stop = following.follow('a', () => undefined);
    stop();
    following.follow('b', () => undefined);
    connect(true);
    following.greeted();
    expect(asked).toEqual(['b']);
  });
});
