import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apartNames, type NamedArea } from './apart.ts';
import { inTreeOrder } from './tree-order.ts';

const area = (id: string, name: string, level: NamedArea['level'], parentId: string | null): NamedArea => ({
  id,
  name,
  level,
  parentId,
});

const STREET = area('s', '柳湾街道', 'street', null);
const NORTH = [
  area('n', '北社区', 'community', 's'),
  area('n1', '一网格', 'grid', 'n'),
  area('n2', '二网格', 'grid', 'n'),
];
const SOUTH = [area('t', '南社区', 'community', 's'), area('t1', '一网格', 'grid', 't')];

describe('names of areas in a list', () => {
  it('U92 says of a grid which community it belongs to when there is more than one', () => {
    const names = apartNames([STREET, ...NORTH, ...SOUTH]);
    expect([...names.values()]).toEqual([
      '柳湾街道',
      '北社区',
      '北社区 / 一网格',
      '北社区 / 二网格',
      '南社区',
      '南社区 / 一网格',
    ]);
  });

  it('U92 leaves names short in a single community, unless they are alike there', () => {
    expect([...apartNames(NORTH).values()]).toEqual(['北社区', '一网格', '二网格']);
    const groups = [area('g', '1组', 'group', 'n1'), area('h', '1组', 'group', 'n2')];
    expect([...apartNames([...NORTH, ...groups]).values()].slice(3)).toEqual([
      '一网格 / 1组',
      '二网格 / 1组',
    ]);
  });

  it('U92 tells communities of one name apart by their streets', () => {
    const other = area('u', '滨江街道', 'street', null);
    const alike = area('v', '北社区', 'community', 'u');
    const names = apartNames([STREET, ...NORTH, other, alike]);
    expect([names.get('n'), names.get('v')]).toEqual(['柳湾街道 / 北社区', '滨江街道 / 北社区']);
    expect(names.get('n1')).toBe('北社区 / 一网格');
  });

  it('U92 lists each grid below its community, however the numbers run', () => {
    const byNumber = [STREET, NORTH[0], SOUTH[0], NORTH[1], SOUTH[1], NORTH[2]].filter(
      (one) => one !== undefined,
    );
    expect(inTreeOrder(byNumber).map(({ id }) => id)).toEqual(['s', 'n', 'n1', 'n2', 't', 't1']);
    expect(inTreeOrder([...NORTH.slice(1), ...SOUTH]).map(({ id }) => id)).toEqual(['n1', 'n2', 't', 't1']);
  });

  it('U92 ends with a name for each, whatever the tree, also a broken one', () => {
    const anArea = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      name: fc.constantFrom('一网格', '二网格'),
      level: fc.constantFrom<NamedArea['level']>('street', 'community', 'grid', 'group'),
      parentId: fc.constantFrom(null, 'a', 'b', 'c', 'd', 'e', 'f', 'gone'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anArea, { selector: (one) => one.id }), (areas) => {
        const names = apartNames(areas);
        for (const one of areas) expect(names.get(one.id)?.endsWith(one.name)).toBe(true);
      }),
    );
  });
});
