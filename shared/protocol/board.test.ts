import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Card, packCard, unpackCard } from './board.ts';

const usual: Card = {
  no: 'TY26-1',
  title: '路灯不亮',
  areaId: 'grid1',
  address: '',
  kind: 'request',
  channel: 'web',
  urgent: false,
  itemId: null,
  sentBy: null,
  createdAt: 1_795_666_775_385,
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
      createdAt: 1_795_666_775_385,
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
});
