import type { Item } from '../shared/catalogue/catalogue.ts';
import type { Kind } from '../shared/order/state.ts';
import type { Random } from './random.ts';
import { SCENES } from './scenes.ts';

export interface Words {
  readonly kind: Kind;
  readonly text: string;
  readonly address: string;
  /** What will be done about it. */
  readonly done: string;
}

/** An item by how often it comes up, twice as often in its season. `month` counts from 1; without it seasons do not matter. */
export function drawItem(random: Random, items: readonly Item[], month?: number): Item {
  return random.weighted(
    items.flatMap((item) => {
      const scene = SCENES[item._id];
      if (!scene) return [];
      const inSeason = month !== undefined && scene.season?.includes(month);
      return [[item, scene.weight * (inSeason ? 2 : 1)] as const];
    }),
  );
}

/** What somebody in the sample community says about an item, and what will have been done. */
export function inventWords(random: Random, item: Item): Words {
  const scene = SCENES[item._id];
  if (!scene) throw new RangeError(`no scene for item ${item._id}`);
  const one = random.int(0, scene.says.length - 1);
  const address = `${random.int(1, 18)}号楼`;
  const text = (scene.says[one] ?? scene.says[0])
    .replace('{b}', address)
    .replace('{u}', `${random.int(1, 3)}单元`)
    .replace('{f}', `${random.int(2, 6)}楼`);
  return {
    kind: item._id === 'wish' ? 'wish' : 'request',
    text,
    address,
    done: scene.done[one % scene.done.length] ?? scene.done[0],
  };
}
