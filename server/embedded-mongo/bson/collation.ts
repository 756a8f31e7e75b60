import { badValue, mongoError } from '../errors.ts';
import type { Comparator } from './compare.ts';
import { compare, makeComparator } from './compare.ts';
import { isDocument, isNullish, isTrue, toNumber } from './values.ts';

/** A command's rules for strings. `simple` is true for the order by bytes, which indexes without collation keep. */
export interface Collation {
  readonly simple: boolean;
  readonly compare: Comparator;
  /** What strings are equal under it, as far as a unique index can tell: a folded form. */
  fold(text: string): string;
}

export const SIMPLE: Collation = { simple: true, compare, fold: (text) => text };

const known = new Map<string, Collation>();

/** The collation a document asks for. Throws BadValue for locales ICU does not know. */
export function collationOf(spec: unknown): Collation {
  if (isNullish(spec)) return SIMPLE;
  if (!isDocument(spec)) throw mongoError('TypeMismatch', 'collation must be an object');
  const { locale } = spec;
  if (typeof locale !== 'string') throw badValue("Field 'locale' is invalid in collation");
  if (locale === 'simple') return SIMPLE;
  const key = JSON.stringify(spec);
  const found = known.get(key);
  if (found) return found;
  const made = makeCollation(locale, spec);
  if (known.size < 100) known.set(key, made);
  return made;
}

function makeCollation(locale: string, spec: Record<string, unknown>): Collation {
  const strength = isNullish(spec['strength']) ? 3 : toNumber(spec['strength']);
  const caseLevel = isTrue(spec['caseLevel']);
  const caseFirst =
    spec['caseFirst'] === 'upper' || spec['caseFirst'] === 'lower' ? spec['caseFirst'] : 'false';
  const sensitivity = (['base', caseLevel ? 'case' : 'base', caseLevel ? 'variant' : 'accent'] as const)[
    strength
  ];
  let order: Intl.Collator;
  try {
    order = new Intl.Collator(locale.replace('_', '-'), {
      sensitivity: sensitivity ?? 'variant',
      numeric: isTrue(spec['numericOrdering']),
      caseFirst,
    });
  } catch {
    throw badValue(`Field 'locale' is invalid in: ${JSON.stringify(spec)}`);
  }
  const fold = (text: string): string => {
    if (strength > 2) return text;
    const plain = strength === 1 ? text.normalize('NFD').replaceAll(/\p{M}/gu, '') : text.normalize('NFC');
    return caseLevel ? plain : plain.toLowerCase();
  };
  return { simple: false, compare: makeComparator((a, b) => order.compare(a, b)), fold };
}
