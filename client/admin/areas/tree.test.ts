import { expect, test } from 'vitest';
import { type Area, type AreaLevel, childPath } from '../../../shared/areas/area.ts';
import { areaRows, levelBelow } from './tree.ts';

const area = (
  _id: string,
  name: string,
  level: AreaLevel,
  above: Area | null,
  more: Partial<Area> = {},
): Area => ({
  _id,
  name,
  level,
  parentId: above?._id ?? null,
  path: childPath(above?.path ?? null, _id),
  communityId: _id,
  sort: 0,
  active: true,
  ...more,
});
const street = area('s', '柳湾街道', 'street', null);
const north = area('n', '北里社区', 'community', street, { letters: 'BL', sort: 2 });
const south = area('o', '南里社区', 'community', street, { letters: 'NL', sort: 1 });
const grid = area('g', '东门网格', 'grid', north);
const closed = area('c', '旧网格', 'grid', north, { active: false });
const ALL = [closed, grid, north, south, street];
const view = { folded: new Set<string>(), text: '', closedToo: false };
const ids = (rows: ReturnType<typeof areaRows>) => rows.map((row) => `${row.depth}${row.area._id}`);

test('U54 the tree is shown from the top down, in its order, without what is out of use', () => {
  expect(ids(areaRows(ALL, view))).toEqual(['0s', '1o', '1n', '2g']);
  expect(ids(areaRows(ALL, { ...view, closedToo: true }))).toEqual(['0s', '1o', '1n', '2g', '2c']);
  expect(ids(areaRows(ALL, { ...view, folded: new Set(['n']) }))).toEqual(['0s', '1o', '1n']);
});

test('U54 a search shows what it finds with everything above it, whatever is folded', () => {
  const found = areaRows(ALL, { ...view, folded: new Set(['s', 'n']), text: '东门' });
  expect(ids(found)).toEqual(['0s', '1n', '2g']);
  expect(ids(areaRows(ALL, { ...view, text: 'bl' }))).toEqual(['0s', '1n']);
});

test('U54 what hangs on an area one may not see is a root', () => {
  expect(ids(areaRows([north, grid], view))).toEqual(['0n', '1g']);
  expect([levelBelow(null), levelBelow('grid'), levelBelow('group')]).toEqual(['street', 'group', null]);
});
