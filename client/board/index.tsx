import { useSearchParams } from '@solidjs/router';
import { type Component, createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import type { NoticeType } from '../../shared/order/notice-type.ts';
import { useFeedback } from '../kit/feedback.ts';
import { GuessedYears } from '../kit/GuessedYears.tsx';
import { createPageTitle, onSeen } from '../kit/page-title.ts';
import { chime } from '../kit/sound.ts';
import { useStaff } from '../kit/staff.ts';
import { Banner, Dialog, DrawerLayout, EmptyState, KeyValue, Page } from '../ui/index.ts';
import styles from './board.module.css';
import { Columns, Waiting } from './Columns.tsx';
import { Detail } from './detail/Detail.tsx';
import { Intake } from './Intake.tsx';
import { LedgerDialog } from './ledger/Ledger.tsx';
import { Filters, Top } from './Top.tsx';
import { createBoard } from './useBoard.ts';
import { t } from './words.ts';

/** The live board: four columns, a drawer beside them, everything reachable by keyboard. */
const Board: Component = () => {
  const staff = useStaff();
  const feedback = useFeedback();
  const board = createBoard();
  const [search, setSearch] = useSearchParams();
  const [focused, setFocused] = createSignal<OrderId | null>(null);
  const [aimed, setAimed] = createSignal(false);
  const [intake, setIntake] = createSignal(false);
  const [ledger, setLedger] = createSignal(false);
  const [help, setHelp] = createSignal(false);
  const [unseen, setUnseen] = createSignal(0);
  let searchInput: HTMLInputElement | undefined;

  const picked = (): OrderId | null => (typeof search['order'] === 'string' ? search['order'] : null);
  const open = (id: OrderId | null, toDispatch = false): void => {
    setAimed(toDispatch);
    setSearch({ order: id }, { replace: picked() !== null });
  };
  /** Focus goes back to the slip, wherever in the drawer it was. */
  const close = (): void => {
    const id = picked();
    open(null);
    setFocused(null);
    if (id) setFocused(id);
  };
  const place = createMemo((): readonly [column: number, row: number] => {
    const id = focused() ?? picked();
    for (const [c, column] of board.columns().entries()) {
      const r = column.ids.indexOf(id ?? '');
      if (r >= 0) return [c, r];
    }
    return [0, -1];
  });

  createPageTitle(() => `${t().board} · ${board.current()?.name ?? t().brand}`, unseen);
  onSeen(() => setUnseen(0));
  onCleanup(
    staff.notices.onNew((notice) => {
      const words = arrivalWords(notice.type);
      if (!words) return;
      feedback.announce(words(notice.title), notice.urgent ? 'assertive' : 'polite');
      chime(notice.urgent);
      if (document.hidden || !document.hasFocus()) setUnseen((n) => n + 1);
    }),
  );

  const step = (columns: number, rows: number): void => {
    const [column, row] = place();
    const all = board.columns();
    const nextColumn = Math.min(all.length - 1, Math.max(0, column + columns));
    const ids = all[nextColumn]?.ids ?? [];
    const nextRow = Math.min(ids.length - 1, Math.max(0, columns === 0 ? row + rows : Math.max(row, 0)));
    const id = ids[nextRow];
    if (id === undefined) return;
    setFocused(id);
    if (picked()) open(id);
  };

  const byKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const typing = target.matches('input, textarea, select, [contenteditable]');
    if (
      typing ||
      event.isComposing ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      document.querySelector('[role="dialog"]')
    )
      return;
    const actions: Readonly<Record<string, () => void>> = {
      j: () => step(0, 1),
      k: () => step(0, -1),
      h: () => step(-1, 0),
      l: () => step(1, 0),
      ArrowDown: () => step(0, 1),
      ArrowUp: () => step(0, -1),
      ArrowLeft: () => step(-1, 0),
      ArrowRight: () => step(1, 0),
      d: () => focused() && open(focused(), true),
      n: () => setIntake(true),
      '/': () => searchInput?.focus(),
      '?': () => setHelp(true),
      Escape: () => picked() && close(),
    };
    const action = actions[event.key];
    if (!action || (event.key.startsWith('Arrow') && target.closest('aside, header'))) return;
    event.preventDefault();
    action();
  };
  onMount(() => {
    document.addEventListener('keydown', byKey);
    onCleanup(() => document.removeEventListener('keydown', byKey));
  });

  return (
    <Page
      width="full"
      fill
      skipLabel={t().skip}
      header={
        <>
          <Top
            board={board}
            searchRef={(input) => (searchInput = input)}
            onOpen={open}
            onLedger={() => setLedger(true)}
          />
          <Show when={!staff.connection.writable()}>
            <Banner title={t().readOnly} icon="alert" role="status" />
          </Show>
          <GuessedYears />
        </>
      }
    >
      <DrawerLayout
        drawer={
          <Show when={picked()} keyed>
            {(id) => (
              <Detail
                board={board}
                orderId={id}
                aimed={aimed()}
                onClose={close}
                onOpen={open}
                onStep={(by) => step(0, by)}
              />
            )}
          </Show>
        }
      >
        <div class={styles.board}>
          <h1 class={styles.hidden}>{`${t().board} ${board.current()?.name ?? ''}`}</h1>
          <Filters board={board} onLedger={() => setLedger(true)} onIntake={() => setIntake(true)} />
          <Show
            when={board.current()}
            fallback={
              <Show when={staff.connection.hello()}>{<EmptyState icon="info" title={t().noBoard} />}</Show>
            }
          >
            <Show when={board.store.state.loaded} fallback={<Waiting />}>
              <Columns
                board={board}
                picked={picked()}
                focused={focused()}
                onOpen={open}
                onFocus={setFocused}
                onDrop={(id) => open(id, true)}
                onInterrupted={(id) => {
                  open(id, true);
                  feedback.toast({ text: t().dragInterrupted, tone: 'ochre', duration: 20_000 });
                }}
              />
            </Show>
          </Show>
        </div>
      </DrawerLayout>
      <Show when={intake()}>
        <Intake areaId={board.current()?.areaId ?? ''} onClose={() => setIntake(false)} />
      </Show>
      <Show when={ledger()}>
        <LedgerDialog
          text={board.filter().text}
          areaName={board.names.areaName}
          onOpen={(id) => {
            setLedger(false);
            open(id);
          }}
          onClose={() => setLedger(false)}
        />
      </Show>
      <Show when={help()}>
        <Dialog open title={t().shortcuts} closeLabel={t().close} onClose={() => setHelp(false)}>
          <KeyValue items={t().shortcutList.map(([key, value]) => ({ id: key, label: key, value }))} />
        </Dialog>
      </Show>
    </Page>
  );
};

/** What is said of an order that comes new to this desk; null of any other notice. */
function arrivalWords(type: NoticeType): ((title: string) => string) | null {
  if (type === 'new_request') return t().newRequest;
  return type === 'escalated' ? t().escalated : null;
}

export default Board;
