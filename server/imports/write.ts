import type { Area } from '../../shared/areas/area.ts';
import { DAY, localTime } from '../../shared/calendar/zone.ts';
import type { Instant } from '../../shared/ids.ts';
import type { Unanswered } from '../../shared/protocol/imports.ts';
import { toDocument } from '../commands/document.ts';
import { takeNumbers } from '../commands/numbers.ts';
import type { LiveRules } from '../rules.ts';
import type { ContactDocument } from '../store/collections/residents.ts';
import type { Models } from '../store/models.ts';
import { endOf, type HistoryOf, reportIdOf, stableId, toHistory } from './history.ts';
import { insertionOf, UNORDERED } from './insertion.ts';
import { isWaiting, type Letter } from './letter.ts';
import type { Place, Placer } from './places.ts';
import { toRequest } from './request.ts';

export interface WriterParts {
  readonly models: Models;
  readonly rules: Pick<LiveRules, 'zone' | 'calendar' | 'settings' | 'contactDays'>;
  readonly now: () => Instant;
}

export interface Written {
  readonly created: number;
  readonly known: number;
  readonly unplaced: number;
  readonly unanswered: number;
  readonly opened: number;
}

export interface WriterOptions {
  readonly importId: string;
  readonly unanswered: Unanswered;
}

/** Makes orders of them and writes these; repeating it writes nothing twice. */
export type WriteStep = () => Promise<Written>;
/** Takes numbers for the letters that are not known, but leaves no trace of a letter. */
export type NumberStep = () => Promise<WriteStep>;
/** Looks up which letters are known. */
export type Writer = (letters: readonly Letter[]) => Promise<NumberStep>;

interface Placed {
  readonly letter: Letter;
  readonly place: Place;
}
interface Numbered extends Placed {
  readonly no: string;
}

/** As retention looks again at contacts of open orders; not at once, for thousands may come in. */
const FIRST_REVIEW_MS = 7 * DAY;

const keyOf = (communityId: string, externalNo: string): string => `${communityId}:${externalNo}`;

/**
 * Writes letters that are not here yet, in few and large steps: one look-up and one block of numbers per year, then the
 * contacts and the orders. Contacts come first: after a crash between the two the order is still missing, so that the next run
 * brings both (I1).
 */
export function makeWriter(
  parts: WriterParts,
  community: Pick<Area, '_id' | 'letters'>,
  placer: Placer,
  { importId, unanswered }: WriterOptions,
): Writer {
  const { models, rules, now } = parts;
  const opens = (letter: Letter): boolean => unanswered === 'board' && isWaiting(letter);
  /** Numbers in batches under way: none of these can be looked up yet. */
  const underWay = new Set<string>();
  /** From when on it is an order of ours. */
  const beginOf = (letter: Letter): Instant => (opens(letter) ? now() : letter.at);
  const communityId = community._id;

  /** The same number twice in one file is one letter: the first row counts. */
  const unknownOf = async (letters: readonly Letter[]): Promise<Letter[]> => {
    const fresh = new Map<string, Letter>();
    for (const letter of letters) {
      const key = keyOf(communityId, letter.externalNo);
      if (!underWay.has(key) && !fresh.has(key)) fresh.set(key, letter);
    }
    for (const key of fresh.keys()) underWay.add(key);
    try {
      const known = fresh.size === 0 ? new Set<string>() : await knownKeys(models, [...fresh.keys()]);
      for (const key of known) underWay.delete(key);
      return [...fresh].flatMap(([key, letter]) => (known.has(key) ? [] : [letter]));
    } catch (error) {
      for (const key of fresh.keys()) underWay.delete(key);
      throw error;
    }
  };

  /** Numbers are taken in one step for all letters of a year, in order of their dates (I10). */
  const numbered = async (placed: readonly Placed[]): Promise<Numbered[]> => {
    const byYear = new Map<number, Placed[]>();
    for (const one of placed.toSorted((a, b) => a.letter.at - b.letter.at)) {
      const { year } = localTime(beginOf(one.letter), rules.zone());
      const ofYear = byYear.get(year) ?? [];
      byYear.set(year, ofYear);
      ofYear.push(one);
    }
    const taken = [...byYear.values()].map(async (ofYear) => {
      const [first] = ofYear;
      const at = first ? beginOf(first.letter) : 0;
      const numbers = await takeNumbers(models, community, at, rules.zone(), ofYear.length);
      return ofYear.map((one, i) => ({ ...one, no: numbers[i] ?? '' }));
    });
    return (await Promise.all(taken)).flat();
  };

  /** Contact data whose time is over is not taken in only to be removed again (S14). */
  const keepsContact = (letter: Letter): boolean =>
    (letter.person !== '' || letter.phone !== '') && (opens(letter) || contactEnd(letter) > now());
  const contactEnd = (letter: Letter): Instant => endOf(letter) + rules.contactDays() * DAY;

  const contactOf = (letter: Letter): ContactDocument => ({
    _id: reportIdOf(communityId, letter.externalNo),
    orderId: stableId('order', communityId, letter.externalNo),
    communityId,
    name: letter.person,
    phone: letter.phone,
    createdAt: beginOf(letter),
    reviewAt: opens(letter) ? now() + FIRST_REVIEW_MS : contactEnd(letter),
  });

  const orderOf = ({ letter, place, no }: Numbered) => {
    const about: HistoryOf = { letter, place, no, importId, hasContact: keepsContact(letter) };
    const order = opens(letter) ? toRequest(about, moment()) : toHistory(about);
    return { ...toDocument(order, rules.settings()), writtenAt: new Date(now()) };
  };
  const moment = () => ({
    now: now(),
    zone: rules.zone(),
    calendar: rules.calendar(),
    settings: rules.settings(),
  });

  const makeReady = async (letters: readonly Letter[], unknown: readonly Letter[]): Promise<WriteStep> => {
    const fresh = unknown.map((letter) => ({ letter, place: placer(letter) }));
    const ready = await numbered(fresh);
    const contacts = unknown.filter(keepsContact).map(contactOf);
    const writeContacts = insertionOf(contacts, (part) => models.contacts.insertMany(part, UNORDERED));
    let writeOrders: (() => Promise<number>) | undefined;
    return async () => {
      await writeContacts();
      // Made only now: as orders they take ten times the memory.
      writeOrders ??= insertionOf(ready.map(orderOf), (part) => models.orders.insertMany(part, UNORDERED));
      const lost = await writeOrders();
      for (const { externalNo } of unknown) underWay.delete(keyOf(communityId, externalNo));
      return {
        created: fresh.length - lost,
        known: letters.length - fresh.length + lost,
        unplaced: fresh.filter(({ place }) => place.unplaced).length,
        ...withoutReply(unknown, unanswered),
      };
    };
  };
  return async (letters) => {
    const unknown = await unknownOf(letters);
    return () => makeReady(letters, unknown);
  };
}

/** How many have no reply, by what becomes of them. */
export function withoutReply(
  letters: readonly Letter[],
  unanswered: Unanswered,
): Pick<Written, 'unanswered' | 'opened'> {
  const opened = unanswered === 'board' ? letters.filter(isWaiting).length : 0;
  return { unanswered: letters.filter(({ reply }) => reply === '').length - opened, opened };
}

/** Which of these `<community>:<number>` keys belong to orders that are here. */
export async function knownKeys(models: Models, keys: readonly string[]): Promise<Set<string>> {
  const found = await models.orders
    .find({ externalKeys: { $in: keys } }, { _id: 0, externalKeys: 1 })
    .lean<{ readonly externalKeys?: readonly string[] }[]>();
  return new Set(found.flatMap((order) => order.externalKeys ?? []));
}
