import * as Y from 'yjs';
import { step2Frame, updateFrame } from './frames.ts';

/** What changes is kept beside the encoded board up to this share of it. */
const MOST_SHARE = 1 / 8;

/**
 * What a page is sent that has nothing of a document yet (Y3). Encoding a large board takes longer than sending it: it is done
 * once, and what has changed since goes along in one piece, so that a crowd that comes back in a busy time does not have
 * the board encoded for each of them.
 */
export class FirstSync {
  private readonly encode: () => Uint8Array;
  private whole: Uint8Array | null = null;
  private since: Uint8Array[] = [];
  private sinceBytes = 0;

  constructor(encode: () => Uint8Array) {
    this.encode = encode;
  }

  changed(update: Uint8Array): void {
    if (!this.whole) return;
    this.since.push(update);
    this.sinceBytes += update.length;
    if (this.sinceBytes <= this.whole.length * MOST_SHARE) return;
    this.whole = null;
    this.since = [];
    this.sinceBytes = 0;
  }

  /** In this order. The second step comes last: a page counts itself up to date from then on. */
  frames(): readonly Uint8Array[] {
    this.whole ??= this.encode();
    if (this.since.length > 1) this.since = [Y.mergeUpdates(this.since)];
    const [changes] = this.since;
    return changes ? [updateFrame(this.whole), step2Frame(changes)] : [step2Frame(this.whole)];
  }
}
