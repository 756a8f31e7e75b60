import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type * as Y from 'yjs';
import { moveIndex, replacement, type TextDelta, writeText } from './shared-text.ts';

type Box = HTMLTextAreaElement | HTMLInputElement;

export interface BoundText {
  /** What the box shows. */
  readonly value: Accessor<string>;
  /** The box itself, once it is in the page. */
  readonly ref: (box: Box) => void;
  /** What this member made of the text. */
  readonly write: (value: string) => void;
}

export interface BoundTextEvents {
  readonly wrote?: () => void;
  /** Where this member's selection stands; null when the box is left. */
  readonly selected?: (selection: { readonly anchor: number; readonly head: number } | null) => void;
}

/** A word that is being composed with an input method, and what others wrote meanwhile. */
interface Composing {
  readonly before: string;
  readonly others: TextDelta[];
}

/**
 * One box to write a shared text in. What others write moves the caret with its words instead of throwing it to the end; while
 * a word is being composed (pinyin, say) the box is left alone, and the finished word is written where it belongs by then.
 */
export function bindText(text: Y.Text, origin: unknown, events: BoundTextEvents = {}): BoundText {
  const [value, setValue] = createSignal(text.toJSON());
  let box: Box | null = null;
  let composing: Composing | null = null;

  const show = (next: string, anchor: number, head: number): void => {
    if (box && box.value !== next) {
      box.value = next;
      if (box.ownerDocument.activeElement === box) box.setSelectionRange(anchor, head);
    }
    setValue(next);
  };
  const changed = (event: Y.YTextEvent): void => {
    const delta = event.delta as TextDelta;
    if (event.transaction.origin === origin) setValue(text.toJSON());
    else if (composing) composing.others.push(delta);
    else
      show(
        text.toJSON(),
        moveIndex(box?.selectionStart ?? 0, delta),
        moveIndex(box?.selectionEnd ?? 0, delta),
      );
  };
  text.observe(changed);
  onCleanup(() => text.unobserve(changed));

  const write = (next: string): void => {
    if (composing) {
      setValue(next);
      return;
    }
    writeText(text, next, origin);
    events.wrote?.();
  };
  const compose = (): void => {
    composing = { before: text.toJSON(), others: [] };
  };
  const composed = (): void => {
    if (!box || !composing) return;
    const { before, others } = composing;
    composing = null;
    const change = replacement(before, box.value);
    const move = (index: number): number => others.reduce(moveIndex, index);
    if (change) {
      const from = move(change.at);
      text.doc?.transact(() => {
        // Others may have deleted some of it: never more than is left of what was there.
        const remove = Math.max(0, move(change.at + change.remove) - from);
        if (remove > 0) text.delete(from, remove);
        if (change.insert !== '') text.insert(from, change.insert);
      }, origin);
      events.wrote?.();
    }
    const caret = change ? move(change.at) + change.insert.length : move(box.selectionEnd ?? 0);
    show(text.toJSON(), caret, caret);
  };
  const selected = (): void => {
    if (!box || composing) return;
    events.selected?.({ anchor: box.selectionStart ?? 0, head: box.selectionEnd ?? 0 });
  };

  return {
    value,
    write,
    ref: (made) => {
      box = made;
      const listeners = {
        compositionstart: compose,
        compositionend: composed,
        select: selected,
        keyup: selected,
        pointerup: selected,
        input: selected,
        focus: selected,
        blur: () => events.selected?.(null),
      };
      for (const [type, listener] of Object.entries(listeners)) made.addEventListener(type, listener);
      onCleanup(() => {
        for (const [type, listener] of Object.entries(listeners)) made.removeEventListener(type, listener);
      });
    },
  };
}
