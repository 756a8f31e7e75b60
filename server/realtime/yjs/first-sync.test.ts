import * as decoding from 'lib0/decoding';
import { expect, test } from 'vitest';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { FirstSync } from './first-sync.ts';
import { MESSAGE } from './frames.ts';

/** A board that counts how often it is encoded, and a page that reads frames as y-websocket does. */
function board(cards: number) {
  const doc = new Y.Doc();
  const map = doc.getMap<number>('state');
  doc.transact(() => {
    for (let i = 0; i < cards; i += 1) map.set(`card ${i}`, 0);
  });
  let encoded = 0;
  const firstSync = new FirstSync(() => {
    encoded += 1;
    return Y.encodeStateAsUpdate(doc);
  });
  doc.on('update', (update: Uint8Array) => firstSync.changed(update));
  const join = () => {
    const copy = new Y.Doc();
    const steps = firstSync.frames().map((frame) => {
      const decoder = decoding.createDecoder(frame);
      expect(decoding.readVarUint(decoder)).toBe(MESSAGE.sync);
      const step = decoding.readVarUint(decoder);
      Y.applyUpdate(copy, decoding.readVarUint8Array(decoder));
      return step;
    });
    return { steps, cards: copy.getMap('state').toJSON() };
  };
  return { map, join, encoded: () => encoded };
}

test('Y3 a page that joins a board as it was encoded is sent one frame', () => {
  const { join, map, encoded } = board(100);
  for (let i = 0; i < 3; i += 1) expect(join()).toEqual({ steps: [1], cards: map.toJSON() });
  expect(encoded()).toBe(1);
});

test('Y3 changes since then go along, and the page counts itself up to date only after the last', () => {
  const { join, map, encoded } = board(1000);
  join();
  for (let i = 0; i < 20; i += 1) {
    map.set(`card ${i}`, i + 1);
    if (i % 5 === 0) map.delete(`card ${i + 500}`);
    const { steps, cards } = join();
    expect(cards).toEqual(map.toJSON());
    expect(steps).toEqual([syncProtocol.messageYjsUpdate, syncProtocol.messageYjsSyncStep2]);
  }
  expect(encoded()).toBe(1);
});

test('Y3 when too much has changed, the board is encoded anew', () => {
  const { join, map, encoded } = board(50);
  join();
  for (let i = 0; i < 500; i += 1) map.set(`card ${i % 50}`, i);
  const { steps, cards } = join();
  expect(cards).toEqual(map.toJSON());
  expect(steps.length).toBeLessThanOrEqual(2);
  expect(encoded()).toBe(2);
});
