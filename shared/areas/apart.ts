import type { AreaId } from '../ids.ts';
import type { AreaLevel } from './area.ts';

export interface NamedArea {
  readonly id: AreaId;
  readonly name: string;
  readonly level: AreaLevel;
  readonly parentId: AreaId | null;
}

/**
 * What a list calls its areas so that no two are called alike (U92). With more than one community in the list, whatever lies
 * below one says which: `桐荫里社区 / 三网格`; beyond that a name says as much of what is above it as it takes.
 */
export function apartNames(areas: readonly NamedArea[]): ReadonlyMap<AreaId, string> {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const several = areas.filter((area) => area.level === 'community').length > 1;
  const found = areas.map((area) => {
    const chain = chainOf(area, byId);
    const community = chain.findIndex((one) => one.level === 'community');
    return { id: area.id, chain, parts: several && community > 0 ? community + 1 : 1 };
  });
  const say = (one: (typeof found)[number]): string =>
    one.chain
      .slice(0, one.parts)
      .map(({ name }) => name)
      .toReversed()
      .join(' / ');
  // Every round makes a name longer, and none is longer than the tree is deep.
  for (let alike = sameNames(found.map(say)); alike.size > 0; alike = sameNames(found.map(say))) {
    const short = found.filter((one) => alike.has(say(one)) && one.parts < one.chain.length);
    if (short.length === 0) break;
    for (const one of short) one.parts += 1;
  }
  return new Map(found.map((one) => [one.id, say(one)]));
}

const sameNames = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.filter((name, index) => names.indexOf(name) !== index));

/** The area and what is above it in the list, nearest first. */
function chainOf(area: NamedArea, byId: ReadonlyMap<AreaId, NamedArea>): readonly NamedArea[] {
  const chain = [area];
  for (let above = parentOf(area, byId); above && !chain.includes(above); above = parentOf(above, byId))
    chain.push(above);
  return chain;
}

const parentOf = (area: NamedArea, byId: ReadonlyMap<AreaId, NamedArea>): NamedArea | undefined =>
  area.parentId === null ? undefined : byId.get(area.parentId);
