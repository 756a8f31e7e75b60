import { step2Frame, updateFrame } from './frames.ts';

/** Changes that are kept beside the encoded board: up to this share of it, and so many frames. */
const MOST_SHARE = 1 / 8;
const MOST_FRAMES = 500;
const NOTHING = step2Frame(Uint8Array.of(0, 0));

/**
 * What a page is sent that has nothing of a document yet (Y3). Encoding a large board takes longer than sending it: it is done
 * once, and what has changed since goes along as the frames everybody else was sent, so that a crowd that comes back in a
 * busy time does not have the board encoded for each of them.
 */
export class FirstSync {
  private readonly encode: () => Uint8Array;
  private whole: Uint8Array | null = null;
  private since: Uint8Array[] = [];
  private sinceBytes = 0;

  constructor(encode: () => Uint8Array) {
    this.encode = encode;
  }

  /** @param frame a change of the document, as viewers are sent it */
  changed(frame: Uint8Array): void {
    if (!this.whole) return;
    this.since.push(frame);
    this.sinceBytes += frame.length;
    if (this.since.length > MOST_FRAMES || this.sinceBytes > this.whole.length * MOST_SHARE) this.forget();
  }

  /** In this order. The second step comes last: a page counts itself up to date from then on. */
  frames(): readonly Uint8Array[] {
    this.whole ??= this.encode();
    if (this.since.length === 0) return [step2Frame(this.whole)];
    return [updateFrame(this.whole), ...this.since, NOTHING];
  }

  private forget(): void {
    this.whole = null;
    this.since = [];
    this.sinceBytes = 0;
  }
}
