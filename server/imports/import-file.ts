import type { Zone } from '../../shared/calendar/types.ts';
import { localTime } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/ids.ts';
import type { Order } from '../../shared/order/order.ts';
import type { OrderSettings } from '../../shared/order/settings.ts';
import { toDocument } from '../commands/document.ts';
import { takeNumbers } from '../commands/numbers.ts';
import { isDuplicateKey } from '../store/errors.ts';
import type { Models } from '../store/models.ts';
import { type ImportPlace, stableId, toHistory } from './history.ts';
import { type Letter, letterReader, type RowError } from './letter.ts';
import { guessMapping, headingsOf, type ImportField, type Mapping, missingFields } from './mapping.ts';
import { readTable } from './table.ts';

export interface ImportParts {
  readonly models: Models;
  readonly zone: Zone;
  readonly settings: OrderSettings;
  readonly now: () => Instant;
}

export interface ImportOptions {
  readonly path: string;
  readonly place: ImportPlace;
  /** Guessed from the headings when it is not given. */
  readonly mapping?: Mapping;
  /** Reads and checks everything and writes nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly isCancelled?: () => boolean;
}

export interface ImportProgress {
  readonly rows: number;
  readonly created: number;
  /** Already here: their external number is known. */
  readonly known: number;
  readonly failed: number;
}

export interface ImportResult extends ImportProgress {
  readonly errors: readonly RowError[];
  readonly cancelled: boolean;
  readonly mapping: Mapping;
}

export class BadMapping extends Error {
  override readonly name = 'BadMapping';
  readonly fields: readonly ImportField[];
  readonly headings: readonly string[];

  constructor(fields: readonly ImportField[], headings: readonly string[]) {
    super(`no column for ${fields.join(', ')}`);
    this.fields = fields;
    this.headings = headings;
  }
}

const BATCH = 500;
/** More reasons than anybody reads; the count goes on. */
const MOST_ERRORS = 10_000;

/**
 * Brings letters in as closed history, row by row, in batches; safe to run twice, by two people at once, and to cancel
 * (I1, I3). A bad row is told and left out; the others come in.
 * @throws UnreadableTable, BadMapping
 */
export async function importFile(parts: ImportParts, options: ImportOptions): Promise<ImportResult> {
  const progress = { rows: 0, created: 0, known: 0, failed: 0 };
  const errors: RowError[] = [];
  let batch: Letter[] = [];
  let read: ReturnType<typeof letterReader> | null = null;
  let mapping: Mapping = options.mapping ?? {};
  let cancelled = false;

  const flush = async (): Promise<void> => {
    const letters = batch;
    batch = [];
    const { created, known } = options.dryRun
      ? { created: letters.length, known: 0 }
      : await writeBatch(parts, letters, options.place);
    progress.created += created;
    progress.known += known;
    options.onProgress?.({ ...progress });
  };

  for await (const row of readTable(options.path)) {
    if (!read) {
      const headings = headingsOf(row.cells);
      mapping = options.mapping ?? guessMapping(headings);
      const missing = missingFields(mapping, headings);
      if (missing.length > 0) throw new BadMapping(missing, headings);
      read = letterReader(headings, mapping, parts.zone, parts.now());
      continue;
    }
    if (row.cells.every((cell) => cell === null)) continue;
    progress.rows += 1;
    const result = read(row);
    if (result.ok) batch.push(result.letter);
    else {
      progress.failed += 1;
      if (errors.length < MOST_ERRORS) errors.push(...result.errors);
    }
    if (batch.length < BATCH) continue;
    await flush();
    cancelled = options.isCancelled?.() ?? false;
    if (cancelled) break;
  }
  if (!cancelled) await flush();
  return { ...progress, errors, cancelled, mapping };
}

async function writeBatch(
  parts: ImportParts,
  letters: readonly Letter[],
  place: ImportPlace,
): Promise<{ created: number; known: number }> {
  const { models, settings, zone } = parts;
  const { communityId } = place.area;
  const idOf = (letter: Letter): string => stableId('order', communityId, letter.externalNo);
  // The same number twice in one file is one letter: the first row counts.
  const unique = new Map(letters.map((letter) => [idOf(letter), letter]).toReversed() as [string, Letter][]);
  const known = new Set(
    (await models.orders.find({ _id: { $in: [...unique.keys()] } }, { _id: 1 }).lean()).map((one) => one._id),
  );
  const fresh = [...unique].filter(([id]) => !known.has(id)).map(([, letter]) => letter);
  const orders = await numbered(parts, fresh, place, zone);
  const writtenAt = new Date(parts.now());
  const lost = await insert(() =>
    models.orders.insertMany(
      orders.map((order) => ({ ...toDocument(order, settings), writtenAt })),
      { ordered: false },
    ),
  );
  const contacts = fresh.flatMap((letter) => contactOf(letter, place, idOf(letter)));
  await insert(() => models.contacts.insertMany(contacts, { ordered: false }));
  return { created: fresh.length - lost, known: letters.length - fresh.length + lost };
}

/** Numbers are taken in one step for all letters of a year, in order of their dates. */
async function numbered(
  { models }: ImportParts,
  letters: readonly Letter[],
  place: ImportPlace,
  zone: Zone,
): Promise<Order[]> {
  const community = (await models.areas.findById(place.area.communityId).lean()) ?? place.area;
  const byYear = new Map<number, Letter[]>();
  for (const letter of letters.toSorted((a, b) => a.at - b.at)) {
    const { year } = localTime(letter.at, zone);
    byYear.set(year, [...(byYear.get(year) ?? []), letter]);
  }
  const orders: Order[] = [];
  for (const ofYear of byYear.values()) {
    const numbers = await takeNumbers(models, community, ofYear[0]?.at ?? 0, zone, ofYear.length);
    for (const [i, letter] of ofYear.entries()) orders.push(toHistory(letter, numbers[i] ?? '', place));
  }
  return orders;
}

function contactOf(letter: Letter, place: ImportPlace, orderId: string) {
  if (letter.person === null && letter.phone === null) return [];
  const { communityId } = place.area;
  const _id = stableId('report', communityId, letter.externalNo);
  return [
    {
      _id,
      orderId,
      communityId,
      name: letter.person ?? '',
      phone: letter.phone ?? '',
      createdAt: letter.at,
      reviewAt: letter.at,
    },
  ];
}

/** Somebody who imports the same file at this moment was faster with some of them: that is not an error. */
async function insert(write: () => Promise<unknown>): Promise<number> {
  try {
    await write();
    return 0;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const { writeErrors } = error as { readonly writeErrors?: readonly unknown[] };
    return writeErrors?.length ?? 0;
  }
}
