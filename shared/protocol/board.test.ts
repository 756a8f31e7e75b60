import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOCK_NAMES } from '../clocks/types.ts';
import { STATUSES } from '../order/state.ts';
import { type Card, type CardState, packCard, packState, unpackCard, unpackState } from './board.ts';

const usual: Card = {
  no: 'TY26-1',
  title: '路灯不亮',
  areaId: 'grid1',
  address: '',
  kind: 'request',
  channel: 'web',
  urgent: false,
  itemId: null,
  createdAt: 1_795_666_775_000,
  reports: 1,
  returns: 0,
  urges: 0,
};

describe('cards in a board document', () => {
  test('Y3 an ordinary card is kept without what most cards have in common', () => {
    expect(packCard(usual)).toEqual({
      no: 'TY26-1',
      title: '路灯不亮',
      areaId: 'grid1',
      created: 1_795_666_775,
    });
  });

  test('Y3 every card comes back as it was', () => {
    const some = fc.record({
      address: fc.constantFrom('', '三号楼'),
      kind: fc.constantFrom('request', 'wish'),
      channel: fc.constantFrom('web', 'qr'),
      urgent: fc.boolean(),
      itemId: fc.constantFrom(null, 'lamp'),
      reports: fc.integer({ min: 1, max: 3 }),
      returns: fc.integer({ min: 0, max: 2 }),
      urges: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(some, (more) => {
        const card = { ...usual, ...more } as Card;
        expect(unpackCard(packCard(card))).toEqual(card);
      }),
    );
  });

  test('Y3 a state is kept in small numbers, and ends where only nulls would follow', () => {
    const due = 1_795_690_000_000;
    expect(packState(['new', 1, null, null, null, null, null, null, null])).toEqual(['new', 1, null, null]);
    expect(packState(['dispatched', 2, null, due, 'respond', 1_795_666_775_000, 'pool', null, null])).toEqual(
      ['dispatched', 2, null, due, 1, 1_795_666_775, 0],
    );
  });

  test('Y3 clocks keep their places, or open pages would show others', () => {
    expect(CLOCK_NAMES).toEqual(['dispatch', 'respond', 'arrive', 'feedback', 'resolve', 'upstream']);
  });

  test('Y3 every state comes back as it was', () => {
    const seconds = fc.integer({ min: 0, max: 2 ** 31 }).map((second) => second * 1000);
    const some = fc.tuple(
      fc.constantFrom(...STATUSES),
      fc.nat(),
      fc.option(fc.string({ minLength: 1 })),
      fc.option(fc.maxSafeNat()),
      fc.option(fc.constantFrom(...CLOCK_NAMES)),
      fc.option(seconds),
      fc.option(fc.constantFrom('pool', 'm:wang', 't:brigade', 'd:water')),
      fc.option(fc.string({ minLength: 1 })),
      fc.option(seconds),
    );
    fc.assert(
      fc.property(some, (state) => {
        expect(unpackState(packState(state as CardState))).toEqual(state);
      }),
    );
  });
});
