import { createRoot } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type BoundTextEvents, bindText } from './bound-text.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A box in the page, and a colleague whose document is joined to its text. */
function setUp(events: BoundTextEvents = {}) {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  mine.on('update', (update: Uint8Array) => Y.applyUpdate(theirs, update, 'wire'));
  theirs.on('update', (update: Uint8Array) => Y.applyUpdate(mine, update, 'wire'));
  const box = document.createElement('textarea');
  document.body.append(box);
  const bound = createRoot((end) => {
    ends.push(end, () => box.remove());
    const made = bindText(mine.getText('notes'), 'me', events);
    made.ref(box);
    return made;
  });
  const type = (value: string, caret = value.length): void => {
    box.value = value;
    box.setSelectionRange(caret, caret);
    bound.write(value);
  };
  box.focus();
  return { box, bound, type, mine: mine.getText('notes'), theirs: theirs.getText('notes') };
}
const compose = (box: HTMLElement, phase: 'start' | 'end'): boolean =>
  box.dispatchEvent(new Event(`composition${phase}`));

describe('a box for shared text', () => {
  it('U35 keeps the caret with its words when a colleague writes before it', () => {
    const { box, type, theirs } = setUp();
    type('换灯', 1);
    theirs.insert(0, '先断电，');
    expect([box.value, box.selectionStart, box.selectionEnd]).toEqual(['先断电，换灯', 5, 5]);
  });

  it('U35 keeps a selection while a colleague deletes before it and writes behind it', () => {
    const { box, type, theirs } = setUp();
    type('abcdef');
    box.setSelectionRange(3, 5);
    theirs.delete(0, 2);
    theirs.insert(4, '!');
    expect([box.value, box.selectionStart, box.selectionEnd]).toEqual(['cdef!', 1, 3]);
  });

  it('U36 leaves the box alone while a word is composed, and writes the word where it belongs by then', () => {
    const { box, bound, type, mine, theirs } = setUp();
    type('三楼灯', 2);
    compose(box, 'start');
    box.value = "三楼lu'deng灯";
    bound.write(box.value);
    theirs.insert(0, '二单元');
    theirs.insert(theirs.length, '不亮');
    expect(box.value).toBe("三楼lu'deng灯");
    expect(theirs.toJSON()).toBe('二单元三楼灯不亮');
    box.value = '三楼路灯';
    bound.write(box.value);
    compose(box, 'end');
    expect(theirs.toJSON()).toBe('二单元三楼路灯不亮');
    expect([box.value, bound.value(), mine.toJSON()]).toEqual(Array(3).fill('二单元三楼路灯不亮'));
    expect(box.selectionStart).toBe('二单元三楼路'.length);
  });

  it('U36 replaces no more than is left of what a colleague deleted meanwhile', () => {
    const { box, type, mine, theirs } = setUp();
    type('甲乙丙');
    compose(box, 'start');
    theirs.delete(1, 1);
    box.value = '甲子丙';
    compose(box, 'end');
    expect([mine.toJSON(), theirs.toJSON()]).toEqual(['甲子丙', '甲子丙']);
  });

  it('U36 a composition that was given up changes nothing', () => {
    const wrote = vi.fn<() => void>();
    const { box, type, theirs } = setUp({ wrote });
    type('换灯');
    wrote.mockClear();
    compose(box, 'start');
    theirs.insert(0, '已');
    compose(box, 'end');
    expect(box.value).toBe('已换灯');
    expect(wrote).not.toHaveBeenCalled();
  });

  it('U37 says where one writes, and that one has left', () => {
    const selected = vi.fn<(range: object | null) => void>();
    const { box, type } = setUp({ selected });
    type('换灯', 1);
    box.dispatchEvent(new Event('keyup'));
    box.dispatchEvent(new Event('blur'));
    expect(selected.mock.calls.slice(-2)).toEqual([[{ anchor: 1, head: 1 }], [null]]);
  });
});
