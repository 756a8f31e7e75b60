import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Order } from '../../../shared/order/order.ts';
import { createGuesses } from '../../access/guesses.ts';
import { createBus } from '../../bus/index.ts';
import { createCommandService } from '../../commands/service.ts';
import { readConfig } from '../../config.ts';
import { createLimits } from '../../http/limits.ts';
import type { Change as Announced, Announcer } from '../../parts.ts';
import { createNotifier, mountRealtime } from '../../realtime/index.ts';
import { createRules } from '../../rules.ts';
import { createSessions } from '../../sessions/index.ts';
import { claimed } from '../kit/cards.ts';
import { serve } from '../kit/remote.ts';
import { makeRun, type Pace, type SourceOptions } from '../kit/source.ts';
import { freshId, openStore, quiet } from '../kit/stock.ts';

/**
 * The product's own realtime rooms over a real database, with sessions and all, told of changes that nobody stored: what a
 * change costs from the commit on.
 */
let run: ((pace: Pace) => Promise<unknown>) | null = null;

serve({
  async open({ dataDir, areaId, cards }: SourceOptions) {
    const store = await openStore(dataDir);
    const listeners = new Set<(change: Announced) => void>();
    const announcer: Announcer = {
      announce: (change) => {
        for (const listener of listeners) listener(change);
      },
      scan: () => Promise.resolve(),
      scanEverywhere: () => undefined,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const base = { config: readConfig({}), log: quiet, now: Date.now, newId: freshId, store };
    const bus = createBus({ redisUrl: null, log: quiet });
    const rules = await createRules({ store, bus, timeZone: base.config.timeZone, log: quiet });
    const sessions = createSessions({ store, bus, now: Date.now });
    const commands = createCommandService({ ...base, rules, announcer, notifier: createNotifier(bus) });
    const guesses = createGuesses(createLimits());
    const http = createServer();
    const parts = { ...base, bus, rules, sessions, commands, announcer, health: store.health, http, guesses };
    const { boards } = mountRealtime(parts, freshId());
    const orders = await store.models.orders.find({ _id: { $in: cards.map((one) => one.orderId) } }).lean();
    run = makeRun(orders.length, (place, rev) => {
      const order = orders[place] as Order;
      announcer.announce({
        order: rev % 2 === 0 ? { ...order, rev } : claimed(order, rev),
        events: [],
        before: order,
      });
      return order._id;
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, path: `/yjs/${(await boards.roomOf(areaId)) ?? ''}` };
  },
  run: (pace: Pace) => run?.(pace),
});
