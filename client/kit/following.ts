import type { OrderId } from '../../shared/ids.ts';
import type { FollowAnswer, OrderChanged } from '../../shared/protocol/socket.ts';
import type { Wire } from './wire.ts';

/** A server that cannot say how an order stands is asked again after this long. */
const ASK_AGAIN_MS = 3000;

interface Followed {
  readonly orderId: OrderId;
  readonly listener: (change: OrderChanged) => void;
}

/** The one order a page shows, kept said to whichever server the page is connected with (P67). */
export function makeFollowing(wire: Pick<Wire, 'follow' | 'connected'>) {
  let followed: Followed | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  const say = (): void => {
    clearTimeout(again);
    if (!wire.connected()) return;
    const said = followed;
    const answered = (now: FollowAnswer): void => {
      if (followed !== said) return;
      if (now === 'later') again = setTimeout(say, ASK_AGAIN_MS);
      else if (now !== null) said?.listener(now);
    };
    wire.follow(said?.orderId ?? null).then(answered, () => answered('later'));
  };

  return {
    follow: (orderId: OrderId, listener: Followed['listener']): (() => void) => {
      const mine = { orderId, listener };
      followed = mine;
      say();
      return () => {
        if (followed !== mine) return;
        followed = null;
        say();
      };
    },
    /** A server that greets knows of nothing that was followed. */
    greeted: (): void => {
      if (followed) say();
    },
    tell: (change: OrderChanged): void => {
      if (followed?.orderId === change.orderId) followed.listener(change);
    },
    stop: (): void => clearTimeout(again),
  };
}
