import { DAY } from '../shared/calendar/zone.ts';
import type { Instant } from '../shared/ids.ts';
import type { Score, Scores } from '../shared/rating/score.ts';
import { COMMENTS } from './scenes.ts';
import type { World } from './world.ts';

const asScore = (value: number): Score => Math.min(5, Math.max(1, Math.round(value))) as Score;

/**
 * How slow a matter was handled compared with its deadline (1 is exactly on time). The year tells a story: stair lights
 * were slow until spare parts were kept at the station five months ago; everything else got a little faster.
 */
export function paceOf(world: World, itemId: string, at: Instant): number {
  const monthsAgo = (world.now - at) / (30 * DAY);
  const base = Math.exp(world.random.normal(-0.75, 0.45)) * (1 + monthsAgo * 0.022);
  return itemId === 'light' ? base * (monthsAgo > 5 ? 1.9 : 0.75) : base;
}

/** Scores follow what really happened: speed the pace, effect the item and the season of a remedy, attitude the person. */
export function scoresFor(
  world: World,
  facts: { readonly itemId: string; readonly handler: string; readonly pace: number; readonly at: Instant },
): Scores & { readonly comment?: string } {
  const { random } = world;
  const monthsAgo = (world.now - facts.at) / (30 * DAY);
  const repaired = facts.itemId === 'water' && monthsAgo > 3.5 ? -0.9 : 0;
  const gruff = facts.handler === 'worker6' && monthsAgo > 4 ? -0.9 : 0;
  const speed = asScore(random.normal(5.15 - 1.55 * Math.min(facts.pace, 2), 0.65));
  const effect = asScore(random.normal(4.15 - monthsAgo * 0.03 + repaired, 0.8));
  const attitude = asScore(random.normal(4.5 + gruff, 0.6));
  if (!random.chance(0.35)) return { speed, effect, attitude };
  const worst = Math.min(speed, effect, attitude);
  const comment = random.pick(COMMENTS[worst >= 4 ? 'good' : worst === 3 ? 'fair' : 'poor']);
  return { speed, effect, attitude, comment };
}
