import { randomUUID } from 'node:crypto';
import { readSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clip, UnreadableTable } from '../table.ts';
import type { Archive } from './archive.ts';
import { listen } from './xml.ts';

/** The texts that cells refer to by number, kept in a file: a city's letters do not fit in memory. */
export interface SharedStrings {
  /** Makes sure that all texts up to this one are there. @throws UnreadableTable when the workbook has fewer */
  reach(index: number): Promise<void>;
  /** A text that was reached. */
  at(index: number): string;
  bytesRead(): number;
  close(): Promise<void>;
}

const BLOCK = 64 * 1024;
/** 4 MiB: sheets refer to texts in about the order they come in, and to a few again and again. */
const BLOCKS_HELD = 64;
const LATEST_CHARS = 1024 * 1024;

/** Carriage returns and other controls are written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const unescape = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** @param part null for a workbook whose cells hold their texts themselves */
export async function openStrings(
  archive: Archive,
  part: string | null,
  scratch: string,
): Promise<SharedStrings> {
  const shelf = await openShelf(scratch);
  let bytes = 0;
  const source = part === null ? null : listen(await archive.read(part), listener(shelf.put));
  return {
    async reach(index) {
      while (shelf.count() <= index) {
        const piece = await source?.next();
        if (!piece || piece.done === true) break;
        bytes = piece.value;
        await shelf.settle();
      }
      if (shelf.count() <= index) throw new UnreadableTable('damaged');
    },
    at: shelf.at,
    bytesRead: () => bytes,
    async close() {
      await source?.return(0);
      await shelf.close();
    },
  };
}

/** A text may be in pieces of different looks; how it is pronounced is not part of it. */
function listener(put: (text: string) => void) {
  let text = '';
  let inText = false;
  let inReading = false;
  return {
    open: (name: string) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inReading = true;
      if (name === 't') inText = !inReading;
    },
    text: (piece: string) => {
      if (inText) text += piece;
    },
    close: (name: string) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') put(clip(unescape(text)));
    },
  };
}

/** Texts one behind the other in a file, with the place where each begins; the latest ones are still in memory. */
async function openShelf(scratch: string) {
  await mkdir(scratch, { recursive: true });
  const path = join(scratch, `${randomUUID()}.strings`);
  const file = await open(path, 'wx+', 0o600);
  const starts: number[] = [0];
  const blocks = new Map<number, Buffer>();
  let latest: string[] = [];
  let latestChars = 0;
  let written = 0;

  const block = (index: number): Buffer => {
    const held = blocks.get(index);
    if (held) {
      blocks.delete(index);
      blocks.set(index, held);
      return held;
    }
    const read = readBlock(file, index * BLOCK, Math.min(BLOCK, written - index * BLOCK));
    blocks.set(index, read);
    if (blocks.size > BLOCKS_HELD) blocks.delete(blocks.keys().next().value ?? -1);
    return read;
  };
  const fromFile = (index: number): string => {
    const from = starts[index] ?? 0;
    const to = starts[index + 1] ?? from;
    if (from === to) return '';
    const first = Math.floor(from / BLOCK);
    const pieces = Array.from({ length: Math.floor((to - 1) / BLOCK) - first + 1 }, (_, i) =>
      block(first + i),
    );
    const [only = Buffer.alloc(0)] = pieces;
    const bytes = pieces.length === 1 ? only : Buffer.concat(pieces);
    return bytes.toString('utf8', from - first * BLOCK, to - first * BLOCK);
  };
  const writeOut = async (): Promise<void> => {
    const texts = latest.map((text) => Buffer.from(text, 'utf8'));
    for (const { length } of texts) starts.push((starts.at(-1) ?? 0) + length);
    latest = [];
    latestChars = 0;
    // The last block grows.
    blocks.delete(Math.floor(written / BLOCK));
    await file.appendFile(Buffer.concat(texts));
    written = starts.at(-1) ?? 0;
  };

  return {
    count: () => starts.length - 1 + latest.length,
    put: (text: string): void => {
      latest.push(text);
      latestChars += text.length;
    },
    /** Puts aside what is too much for memory. */
    settle: async (): Promise<void> => {
      if (latestChars > LATEST_CHARS) await writeOut();
    },
    at: (index: number): string => latest[index - (starts.length - 1)] ?? fromFile(index),
    close: async (): Promise<void> => {
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/**
 * Read at once, not later: the file was written a moment ago and lies in the system's cache, and a wait for each of a
 * million cells would cost far more than the read.
 */
function readBlock(file: FileHandle, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const read = readSync(file.fd, bytes, at, length - at, from + at);
    if (read === 0) throw new UnreadableTable('damaged');
    at += read;
  }
  return bytes;
}
