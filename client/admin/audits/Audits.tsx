import { type Component, createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import type { AuditRow } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { now } from '../../kit/now.ts';
import { timestamp } from '../../kit/timing.ts';
import { Button, EmptyState, SearchBox, Select, Table, TextInput } from '../../ui/index.ts';
import { Shown, Topic } from '../frame/Topic.tsx';
import { ADMIN } from '../paths.ts';
import { t } from '../words.ts';
import styles from './audits.module.css';
import { changedFields, subjectOf } from './rows.ts';

interface AuditPage {
  readonly audits: readonly AuditRow[];
  readonly nextCursor: string | null;
}

const TYPING_MS = 250;

/** What was opened or changed by whom, newest first. */
export const Audits: Component = () => {
  const [by, setBy] = createSignal('');
  const [action, setAction] = createSignal('');
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [cursors, setCursors] = createSignal<readonly string[]>([]);
  const page = createLoaded(() =>
    api.get<AuditPage>(ADMIN.audits, {
      query: {
        by: by() || undefined,
        action: action() || undefined,
        from: from() || undefined,
        to: to() || undefined,
        cursor: cursors().at(-1),
      },
    }),
  );
  let typing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(typing));
  createEffect(
    on(
      [by, action, from, to],
      () => {
        setCursors([]);
        clearTimeout(typing);
        typing = setTimeout(() => void page.reload(), TYPING_MS);
      },
      { defer: true },
    ),
  );
  const turn = (next: readonly string[]): void => {
    setCursors(next);
    void page.reload();
  };
  const filtered = (): boolean => [by(), action(), from(), to()].some((one) => one !== '');
  const actionName = (one: string): string =>
    t().actions[one as keyof ReturnType<typeof t>['actions']] ?? one;
  return (
    <Topic title={t().pages.audits} lead={t().audits.lead}>
      <div class={styles.tools}>
        <SearchBox
          label={t().audits.by}
          clearLabel={t().clear}
          value={by()}
          busy={page.loading() && page.value() !== undefined}
          onValue={setBy}
        />
        <Select
          aria-label={t().audits.what}
          value={action()}
          onValue={setAction}
          options={[
            { value: '', label: t().audits.everything },
            ...Object.entries(t().actions).map(([value, label]) => ({ value, label })),
          ]}
        />
        <span class={styles.range}>
          <TextInput type="date" aria-label={t().audits.from} value={from()} onValue={setFrom} />
          <span aria-hidden="true">–</span>
          <TextInput type="date" aria-label={t().audits.to} value={to()} onValue={setTo} />
        </span>
      </div>
      <Shown of={page}>
        {(shown) => (
          <>
            <Table
              caption={t().pages.audits}
              class={styles.table}
              rows={shown().audits}
              rowKey={(row) => row._id}
              empty={<EmptyState icon="history" title={filtered() ? t().form.noMatch : t().audits.none} />}
              columns={[
                {
                  key: 'at',
                  header: t().audits.when,
                  cell: (row) => <span class={styles.when}>{timestamp(row.at, now())}</span>,
                },
                { key: 'who', header: t().audits.who, rowHeader: true, cell: (row) => row.memberName },
                { key: 'what', header: t().audits.what, cell: (row) => actionName(row.action) },
                { key: 'subject', header: t().audits.subject, cell: subjectOf },
                {
                  key: 'fields',
                  header: t().audits.fields,
                  cell: (row) => <span class={styles.fields}>{changedFields(row)}</span>,
                },
              ]}
            />
            <Show when={cursors().length > 0 || shown().nextCursor}>
              <div class={styles.pages}>
                <Button
                  size="small"
                  disabled={cursors().length === 0}
                  onClick={() => turn(cursors().slice(0, -1))}
                >
                  {t().audits.newer}
                </Button>
                <Button
                  size="small"
                  disabled={shown().nextCursor === null}
                  onClick={() => turn([...cursors(), shown().nextCursor ?? ''])}
                >
                  {t().audits.older}
                </Button>
              </div>
            </Show>
          </>
        )}
      </Shown>
    </Topic>
  );
};
