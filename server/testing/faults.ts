import mongoose from 'mongoose';
import type { Store } from '../store/connect.ts';

/**
 * What befalls the next guarded write of an order: its request never arrives, its answer never comes back, something
 * happens elsewhere before it arrives, or from here on the database cannot be reached at all.
 */
export type Loss = 'request' | 'answer' | 'dead' | (() => Promise<void>);

const lost = (): Error => new mongoose.mongo.MongoNetworkError('the connection was lost');

/** A store that loses, one after another, what the list names; the list is emptied as it goes. */
export function loseAnswers(store: Store, losses: Loss[]): Store {
  const { orders } = store.models;
  let dead = false;
  const write = async (...args: Parameters<typeof orders.updateOne>): Promise<unknown> => {
    if (dead) throw lost();
    const loss = losses.shift();
    if (typeof loss === 'function') await loss();
    if (loss === 'request') throw lost();
    const result = await orders.updateOne(...args);
    if (loss !== 'answer') return result;
    if (losses[0] === 'dead') {
      losses.shift();
      dead = true;
    }
    throw lost();
  };
  const failing = new Proxy(orders, {
    get: (target, key) => {
      if (key === 'updateOne') return write;
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      if (!dead) return value.bind(target);
      return () => {
        throw lost();
      };
    },
  });
  return { ...store, models: { ...store.models, orders: failing } };
}
