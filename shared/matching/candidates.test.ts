import { describe, expect, it } from 'vitest';
import { CHINA, HOUR, MINUTE } from '../calendar/zone.ts';
import type { Department, Member, Team } from '../people/member.ts';
import type { CandidateReason } from '../protocol/dto.ts';
import { AREAS, ITEMS } from '../testing/community.ts';
import { T0 } from '../testing/story.ts';
import { fitReasons, type Matching, rankCandidates } from './candidates.ts';
import { isFree, nextFree } from './hours.ts';
import { placeOf } from './place.ts';

const member = (name: string, more: Partial<Member> = {}): Member => ({
  _id: name,
  username: name,
  name,
  roles: ['worker'],
  areaIds: [],
  areaPaths: [AREAS.grid1.path],
  teamIds: [],
  skills: [],
  hours: [],
  onDuty: true,
  active: true,
  ...more,
});
const unit = { areaIds: [], areaPaths: [AREAS.street.path], active: true };
const team = (name: string, more: Partial<Team> = {}): Team => ({
  _id: name,
  name,
  skills: [],
  ...unit,
  ...more,
});
const department = (name: string, more: Partial<Department> = {}): Department => ({
  _id: name,
  name,
  itemIds: [],
  ...unit,
  ...more,
});
const ORDER: Matching['order'] = {
  areaPath: AREAS.grid1.path,
  communityId: 'north',
  firstHolder: null,
  kind: 'request',
};
const matching = (more: Partial<Matching>): Matching => ({
  order: ORDER,
  item: { ...ITEMS.lamp, skills: ['electrician'] },
  members: [],
  teams: [],
  departments: [],
  loads: new Map(),
  now: T0,
  zone: CHINA,
  ...more,
});
const names = (more: Partial<Matching>, most?: number): string[] =>
  rankCandidates(matching(more), most).map((one) => one.name);
const codes = (reasons: readonly CandidateReason[]): string[] =>
  reasons.map((one) => (one.value === undefined ? one.code : `${one.code} ${one.value}`));

describe('candidates', () => {
  it('M2: each comes with what they are sent by and the reasons for their place', () => {
    const [first] = rankCandidates(
      matching({
        members: [member('wang', { skills: ['electrician'] })],
        loads: new Map([['wang', 2]]),
        experience: new Map([['wang', 3]]),
      }),
    );
    expect(first).toMatchObject({ target: { memberId: 'wang' }, kind: 'member', roles: ['worker'] });
    expect(codes(first?.reasons ?? [])).toEqual([
      'own_grid',
      'skill electrician',
      'handled_similar 3',
      'on_duty',
      'load 2',
    ]);
  });

  it('M3: own grid before own community before the rest of the street; nobody from another street', () => {
    const at = (areaPaths: string[]) => placeOf(areaPaths, ORDER);
    expect(at([AREAS.grid1.path, AREAS.north.path])).toBe('own_grid');
    expect(at([AREAS.north.path])).toBe('own_community');
    expect(at([AREAS.street.path])).toBe('own_community');
    expect(at([AREAS.grid2.path])).toBe('neighbour_area');
    expect(at([AREAS.south.path])).toBe('neighbour_area');
    expect(at(['/elsewhere/'])).toBeNull();
    expect(placeOf([AREAS.grid2.path], { areaPath: AREAS.north.path, communityId: 'north' })).toBe(
      'own_community',
    );
    expect(placeOf(['/c/g/'], { areaPath: '/c/g/', communityId: 'c' })).toBe('own_grid');
    expect(
      names({
        members: [
          member('far', { areaPaths: ['/elsewhere/'] }),
          member('next', { areaPaths: [AREAS.grid2.path] }),
          member('community', { areaPaths: [AREAS.north.path] }),
          member('own'),
        ],
      }),
    ).toEqual(['own', 'community', 'next']);
  });

  it('M4: skill, the first holder, experience and a light load count for somebody', () => {
    const plain = member('plain');
    expect(names({ members: [plain, member('skilled', { skills: ['electrician'] })] })[0]).toBe('skilled');
    expect(
      names({
        members: [plain, member('zfirst')],
        order: { ...ORDER, firstHolder: { memberId: 'zfirst', name: 'zfirst' } },
      })[0],
    ).toBe('zfirst');
    expect(names({ members: [plain, member('zknows')], experience: new Map([['zknows', 1]]) })[0]).toBe(
      'zknows',
    );
    expect(names({ members: [plain, member('zfree')], loads: new Map([['plain', 1]]) })[0]).toBe('zfree');
  });

  it('M4: the unit whose duty it is comes with the people, and volunteers first for a wish', () => {
    const units = {
      departments: [department('water'), department('power', { itemIds: ['lamp'] })],
      teams: [team('brigade', { skills: ['electrician'] })],
    };
    expect(names({ ...units, members: [member('own')] })).toEqual(['power', 'own', 'brigade', 'water']);
    const volunteer = member('vivi', { roles: ['volunteer'] });
    expect(names({ members: [member('own'), volunteer], order: { ...ORDER, kind: 'wish' } })[0]).toBe('vivi');
  });

  it('M5: skills and hours rank, they never refuse; only who has left or only sits at the desk is left out', () => {
    expect(
      names({
        members: [
          member('off', { onDuty: false, skills: ['electrician'] }),
          member('later', { hours: [{ weekday: 1, from: 600, to: 700 }] }),
          member('own'),
          member('gone', { active: false }),
          member('desk', { roles: ['officer', 'admin'] }),
        ],
        departments: [department('closed', { active: false })],
      }),
    ).toEqual(['own', 'later', 'off']);
  });

  it('M5: hours are of the local week', () => {
    const hours = [{ weekday: 1, from: 14 * 60 + 30, to: 18 * 60 }];
    expect(isFree([], T0, CHINA)).toBe(true);
    expect(isFree(hours, T0, CHINA)).toBe(false);
    expect(isFree(hours, T0 + 5.5 * HOUR, CHINA)).toBe(true);
    expect(isFree(hours, T0 + 9 * HOUR, CHINA)).toBe(false);
    expect(nextFree(hours, T0, CHINA)).toBe('14:30');
    expect(nextFree(hours, T0 + 6 * HOUR, CHINA)).toBeNull();
    expect(nextFree([{ weekday: 2, from: 0, to: 1440 }], T0, CHINA)).toBeNull();
  });

  it('M2: many people never crowd out the units, and ties are settled by name', () => {
    const members = Array.from({ length: 40 }, (_, i) => member(`m${String(i).padStart(2, '0')}`));
    const found = names({ members, departments: [department('water')], teams: [team('brigade')] }, 10);
    expect(found).toHaveLength(10);
    expect(found.slice(0, 8)).toEqual(members.slice(0, 8).map((one) => one.name));
    expect(found).toEqual(expect.arrayContaining(['water', 'brigade']));
  });

  it('M6: a phone shows the same reasons', () => {
    const off = member('vivi', { roles: ['volunteer'], areaPaths: [AREAS.north.path], onDuty: false });
    const {
      members: _,
      teams: __,
      departments: ___,
      ...rest
    } = matching({ order: { ...ORDER, kind: 'wish' } });
    expect(codes(fitReasons(off, rest))).toEqual(['own_community', 'wish_helper', 'off_duty', 'load 0']);
    const later = member('wang', { hours: [{ weekday: 1, from: 600, to: 700 }] });
    expect(codes(fitReasons(later, rest))).toContain('free_from 10:00');
    expect(
      codes(
        fitReasons({ ...later, hours: [{ weekday: 3, from: 0, to: 60 }] }, { ...rest, now: T0 + MINUTE }),
      ),
    ).toContain('off_hours');
  });
});
