import { SaxesParser } from 'saxes';
import { UnreadableTable } from '../table.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Hears the elements of an XML part, names without their prefix. */
export interface Listener {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Lets a listener hear an XML part piece by piece; the caller goes on when it wants more. Entities that a document
 * declares itself are a fault, so that none can grow.
 * @returns after each piece, the bytes read so far
 * @throws UnreadableTable `damaged` for what is no XML, or is cut off
 */
export async function* listen(part: AsyncIterable<Buffer>, listener: Listener): AsyncGenerator<number> {
  const parser = new SaxesParser({ position: false });
  const decoder = new TextDecoder('utf-8');
  if (listener.open) {
    parser.on('opentag', ({ name, attributes }) => listener.open?.(local(name), attributes as Attributes));
  }
  if (listener.text) parser.on('text', listener.text);
  if (listener.text) parser.on('cdata', listener.text);
  if (listener.close) parser.on('closetag', ({ name }) => listener.close?.(local(name)));
  let bytes = 0;
  try {
    for await (const chunk of part) {
      parser.write(decoder.decode(chunk, { stream: true }));
      bytes += chunk.length;
      yield bytes;
    }
    parser.close();
  } catch (error) {
    throw error instanceof UnreadableTable ? error : new UnreadableTable('damaged', { cause: error });
  }
}

/** The attribute whatever its prefix: `id` finds `r:id`. */
export const attribute = (attributes: Attributes, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => local(key) === name)?.[1];

/** Hears a small part to its end. */
export async function hearOut(part: AsyncIterable<Buffer>, listener: Listener): Promise<void> {
  for await (const _bytes of listen(part, listener));
}
