import { type Area, type AreaLevel, childPath } from '../shared/areas/area.ts';

const GRID_NAMES = ['一网格', '二网格', '三网格', '四网格', '五网格', '六网格'] as const;

/** Invented places. Six grids to a community, two household groups to a grid. */
const COMMUNITIES = [
  { id: 'tongyinli', name: '桐荫里社区', letters: 'TY' },
  { id: 'liuan', name: '柳岸社区', letters: 'LA' },
] as const;

const STREET = { id: 'hetang', name: '禾塘街道', letters: 'HT' } as const;

/** Fixed ids: printed QR codes of the sample keep working from one start to the next. */
export const SAMPLE = {
  streetId: STREET.id,
  firstCommunityId: COMMUNITIES[0].id,
  secondCommunityId: COMMUNITIES[1].id,
} as const;

/** Street first, then each community followed by its grids and their household groups. */
export function sampleAreas(): Area[] {
  const areas: Area[] = [];
  const add = (
    id: string,
    name: string,
    level: AreaLevel,
    parent: Area | null,
    letters?: string,
    hotline?: string,
  ): Area => {
    const area: Area = {
      _id: id,
      name,
      level,
      parentId: parent?._id ?? null,
      path: childPath(parent?.path ?? null, id),
      communityId: level === 'street' || level === 'community' ? id : (parent?.communityId ?? id),
      ...(letters ? { letters } : {}),
      ...(hotline ? { hotline } : {}),
      sort: areas.length,
      active: true,
    };
    areas.push(area);
    return area;
  };
  const street = add(STREET.id, STREET.name, 'street', null, STREET.letters, '0500-0000100');
  COMMUNITIES.forEach((sketch, index) => {
    const hotline = `0500-000020${index + 1}`;
    const community = add(sketch.id, sketch.name, 'community', street, sketch.letters, hotline);
    GRID_NAMES.forEach((name, gridIndex) => {
      const grid = add(`${sketch.id}-${gridIndex + 1}`, name, 'grid', community);
      for (const group of [1, 2]) add(`${grid._id}-${group}`, `${name}${group}组`, 'group', grid);
    });
  });
  return areas;
}
