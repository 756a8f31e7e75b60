import { describe, expect, it } from 'vitest';
import { AREAS, EFFECT, PEOPLE, POOL, resident, SYSTEM } from '../testing/community.ts';
import { Story, storyAt } from '../testing/story.ts';
import { INNER_COMMANDS, WIRE_COMMANDS } from './commands.ts';
import { may, PERMISSIONS, printPermissions } from './permissions.ts';
import { relationsOf } from './relation.ts';

const ALL = [...WIRE_COMMANDS, ...INNER_COMMANDS].filter((type) => type !== 'submit');

describe('who may do what', () => {
  it('P2: the whole matrix is the one that was agreed', async () => {
    await expect(`${printPermissions()}\n`).toMatchFileSnapshot('./permissions.txt');
  });

  it('P1: what an actor is to an order', () => {
    const { order } = storyAt('handling');
    const of = (who: Parameters<typeof relationsOf>[0]): string[] => [...relationsOf(who, order)];
    expect(of(PEOPLE.officer)).toEqual(['officer']);
    expect(of(PEOPLE.admin)).toEqual(['admin']);
    expect(of(PEOPLE.worker)).toEqual(['holder', 'offered']);
    expect(of(PEOPLE.stranger)).toEqual([]);
    expect(of(resident(order.reports[0]?._id ?? ''))).toEqual(['reporter']);
    expect(of(resident(null))).toEqual([]);
    expect(of(SYSTEM)).toEqual(['system']);
    expect([...relationsOf(PEOPLE.volunteer, new Story().submit().dispatch(POOL).order)]).toEqual([
      'offered',
    ]);
  });

  it('P3: to whom an order is nothing it does not exist, whatever they try', () => {
    for (const status of ['new', 'handling', 'closed'] as const) {
      const { order } = storyAt(status);
      for (const who of [PEOPLE.stranger, resident('somebody else'), resident(null)]) {
        for (const type of ALL) expect(may(who, type, order)).toBe(false);
        expect(new Story().submit().refuse(who, 'complete', { text: '好' })).toEqual({
          ok: false,
          code: 'not_found',
        });
      }
    }
  });

  it('P2: what only the server does is refused to everybody else', () => {
    const { order } = storyAt('done');
    for (const type of INNER_COMMANDS.filter((one) => one !== 'rate')) {
      expect(PERMISSIONS[type]).toEqual(['system']);
      for (const who of [...Object.values(PEOPLE), resident(order.reports[0]?._id ?? '')])
        expect(may(who, type, order)).toBe(false);
      expect(may(EFFECT, type, order)).toBe(true);
    }
  });

  it('P4: a member who has left may do nothing, whatever they were', () => {
    const { order } = storyAt('handling');
    for (const type of ALL) expect(may({ ...PEOPLE.worker, active: false }, type, order)).toBe(false);
    for (const type of ALL) expect(may({ ...PEOPLE.officer, active: false }, type, order)).toBe(false);
  });

  it('P1: an officer of a grid has no say over the rest of the community', () => {
    const ofGrid2 = { ...PEOPLE.officer, areaPaths: [AREAS.grid2.path] };
    expect(storyAt('new').refuse(ofGrid2, 'decline', { text: '不受理' }).code).toBe('not_found');
  });

  it('P5: a late word of a former holder is answered with where the order is', () => {
    const story = storyAt('handling');
    story.do(PEOPLE.officer, 'release', { reason: '换人' });
    story.do(PEOPLE.officer, 'decline', { text: '已由物业处理' });
    expect(story.refuse(PEOPLE.worker, 'complete', { text: '修好了' }).code).toBe('not_open');
    const other = storyAt('handling');
    other.do(PEOPLE.officer, 'release', { reason: '换人' });
    other.dispatch(POOL).claim(PEOPLE.volunteer);
    expect(other.refuse(PEOPLE.worker, 'complete', { text: '修好了' }).code).toBe('not_holder');
  });
});
