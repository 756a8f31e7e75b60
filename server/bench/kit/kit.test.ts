import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BOARD_MAPS } from '../../../shared/protocol/board.ts';
import { percentile } from './measure.ts';
import { seenInBoard } from './seen.ts';
import { figure, toMarkdown } from './sheet.ts';

/** A y-websocket sync frame. */
function frameOf(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

describe('when a change is seen', () => {
  test('in the first frame that shows its order at its rev or later', () => {
    const doc = new Y.Doc();
    const frames: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => frames.push(frameOf(update)));
    const set = (...of: [id: string, rev: number][]) =>
      doc.transact(() => {
        for (const [id, rev] of of) doc.getMap(BOARD_MAPS.state).set(id, ['new', rev]);
      });
    set(['a', 1], ['b', 1]);
    const before = frames.splice(0);
    set(['a', 2]);
    set(['a', 3], ['b', 2]);
    set(['a', 5]);
    const change = (orderId: string, rev: number) => ({ orderId, rev, at: 0 });
    const changes = [change('a', 2), change('b', 2), change('a', 4), change('a', 5), change('b', 9)];
    expect(seenInBoard(before, frames, changes)).toEqual([0, 1, 2, 2, undefined]);
  });
});

describe('figures', () => {
  test('a percentile is a value that occurred', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100]);
    expect([percentile([7], 0.99), percentile([], 0.5)]).toEqual([7, Number.NaN]);
  });

  test('a figure has no more digits than it is worth', () => {
    expect([0.1234, 12.34, 1234.5].map((value) => figure(value, 'ms'))).toEqual([
      '0.12 ms',
      '12.3 ms',
      '1,235 ms',
    ]);
  });

  test('every aim says whether it was met', () => {
    const aims = [
      { aim: 'fast', figure: '1 ms', met: true },
      { aim: 'small', figure: '9 KB', met: false },
    ];
    const text = toMarkdown('x', { title: 'X', method: 'How.', columns: ['a'], rows: [['1']], aims });
    expect(text).toContain('- met: fast: 1 ms\n- **missed**: small: 9 KB');
  });
});
