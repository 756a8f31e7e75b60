import type { Area } from '../../../shared/areas/area.ts';
import { AREA_LEVELS, type AreaLevel } from '../../../shared/areas/area.ts';

/** One line of the tree of areas as it is shown. */
export interface AreaRow {
  readonly area: Area;
  /** 0 at the top. */
  readonly depth: number;
  readonly below: number;
  readonly open: boolean;
}

export interface AreaView {
  /** Folded areas; everything else is open. */
  readonly folded: ReadonlySet<string>;
  readonly text: string;
  readonly closedToo: boolean;
}

/** What may be added below an area; null below a household group, which has nothing below it. */
export const levelBelow = (level: AreaLevel | null): AreaLevel | null =>
  AREA_LEVELS[level === null ? 0 : AREA_LEVELS.indexOf(level) + 1] ?? null;

export const isNumbered = (level: AreaLevel): boolean => level === 'street' || level === 'community';

/** The tree from the top down. A search shows what it finds with everything above it, whatever is folded. */
export function areaRows(areas: readonly Area[], view: AreaView): AreaRow[] {
  const shown = areas.filter((area) => view.closedToo || area.active);
  const known = new Set(shown.map((area) => area._id));
  const children = new Map<string | null, Area[]>();
  for (const area of shown.toSorted((a, b) => a.sort - b.sort || a.name.localeCompare(b.name, 'zh-CN'))) {
    // Above one's own areas nothing is visible: the topmost visible area is a root.
    const parent = area.parentId !== null && known.has(area.parentId) ? area.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), area]);
  }
  const wanted = view.text.trim() === '' ? null : wantedBy(shown, view.text.trim().toLowerCase());
  const rows: AreaRow[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const area of children.get(parent) ?? []) {
      if (wanted && !wanted.has(area._id)) continue;
      const below = children.get(area._id)?.length ?? 0;
      const open = wanted !== null || !view.folded.has(area._id);
      rows.push({ area, depth, below, open });
      if (open) walk(area._id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

function wantedBy(areas: readonly Area[], text: string): ReadonlySet<string> {
  const found = areas.filter((area) => `${area.name} ${area.letters ?? ''}`.toLowerCase().includes(text));
  return new Set(found.flatMap((area) => area.path.split('/')));
}
