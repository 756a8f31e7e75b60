import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { LedgerPage, LedgerRow } from '../../../shared/protocol/dto.ts';
import { api } from '../../kit/api.ts';
import type { ApiFault } from '../../kit/fault.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { PATHS } from '../../kit/paths.ts';

export interface LedgerQuestion {
  /** A number, ours or another system's, or words; empty: everything. */
  readonly text: string;
  /** Empty: all of them. */
  readonly status: string;
}

export interface Ledger {
  /** Newest first. */
  readonly rows: Accessor<readonly LedgerRow[]>;
  readonly loading: Accessor<boolean>;
  readonly fault: Accessor<ApiFault | null>;
  /** There may be more further back. A part that was looked through may hold nothing and still not be the end. */
  readonly hasMore: Accessor<boolean>;
  readonly more: () => void;
  readonly again: () => void;
}

const TYPING_MS = 250;

/** One request: a question, how far back it has been followed, and what was found until there. */
interface Look {
  readonly question: LedgerQuestion;
  readonly cursor?: string;
  readonly before: readonly LedgerRow[];
}

/** Looks through all orders of one's areas, a page at a time; begins anew when the question has changed. */
export function createLedger(question: Accessor<LedgerQuestion>): Ledger {
  const [look, setLook] = createSignal<Look>({ question: question(), before: [] });
  const page = createLoaded(async () => {
    const asked = look();
    const { text, status } = asked.question;
    const query = { q: text.trim() || undefined, status: status || undefined, cursor: asked.cursor };
    return { asked, found: await api.get<LedgerPage>(PATHS.orders, { query }) };
  });
  const begin = (next: Look): void => {
    setLook(next);
    void page.reload();
  };
  let typing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(typing));
  createEffect(
    on(
      question,
      (asked) => {
        clearTimeout(typing);
        typing = setTimeout(() => begin({ question: asked, before: [] }), TYPING_MS);
      },
      { defer: true },
    ),
  );
  // Until a look is answered, what was found before stays.
  const rows = (): readonly LedgerRow[] => {
    const answered = page.value();
    return answered ? [...answered.asked.before, ...answered.found.orders] : [];
  };
  return {
    rows,
    loading: page.loading,
    fault: page.fault,
    hasMore: () => (page.value()?.found.nextCursor ?? null) !== null,
    more: () => {
      const answered = page.value();
      const cursor = answered?.found.nextCursor;
      if (answered && cursor) begin({ question: answered.asked.question, cursor, before: rows() });
    },
    again: () => void page.reload(),
  };
}
