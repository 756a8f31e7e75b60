import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type Component, createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import type { BoardEntry } from '../../shared/protocol/board.ts';
import { word } from '../kit/words.ts';
import { ColumnHeader, DropSlot, EmptyState, largeType, slipHeight, titleLines } from '../ui/index.ts';
import styles from './board.module.css';
import { Card } from './Card.tsx';
import type { BoardModel } from './useBoard.ts';
import type { ColumnView, Row } from './view.ts';
import { createWindowed } from './windowed.ts';
import { t } from './words.ts';

interface ColumnProps {
  readonly board: BoardModel;
  readonly column: ColumnView;
  readonly picked: OrderId | null;
  readonly focused: OrderId | null;
  readonly onOpen: (id: OrderId) => void;
  readonly onFocus: (id: OrderId) => void;
  /** A card was let go while the session had ended. */
  readonly onInterrupted: (id: OrderId) => void;
  /** A card was dropped here. */
  readonly onDrop: (id: OrderId) => void;
}

/** The well reaches this far beyond its column, for focus rings and the scrollbar; board.module.css has the same. */
const EDGES = 14;
const GAP = 12;
const LANE = 32;

/** One live column; only the slips in sight are in the page, whatever their number. */
export const Column: Component<ColumnProps> = (props) => {
  const [well, setWell] = createSignal<HTMLDivElement>();
  const [width, setWidth] = createSignal(235);
  const [over, setOver] = createSignal(false);
  const [held, setHeld] = createSignal<OrderId | null>(null);
  const rows = createMemo(() => props.column.rows);
  const heightOf = (row: Row): number =>
    row.kind === 'lane'
      ? LANE
      : slipHeight(titleLines(row.entry.card.title, width(), largeType()), largeType()) + GAP;
  const tall = createMemo(() => rows().map((row) => ({ key: row.key, height: heightOf(row) })));
  const list = createWindowed(well, tall, held);

  createEffect(() => {
    const element = well();
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(element.offsetWidth - EDGES));
    watcher.observe(element);
    onCleanup(() => watcher.disconnect());
    onCleanup(
      dropTargetForElements({
        element,
        canDrop: () => props.column.status === 'dispatched',
        onDragEnter: ({ source }) => {
          setOver(true);
          props.board.presence.say({
            dragging: { orderId: String(source.data['orderId']), over: props.column.status },
          });
        },
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          props.onDrop(String(source.data['orderId']));
        },
      }),
    );
  });
  createEffect(
    on(
      () => props.focused,
      (id) => id !== null && list.reveal(id),
      { defer: true },
    ),
  );

  const headingId = `column-${props.column.status}`;
  return (
    <section class={styles.column} aria-labelledby={headingId}>
      <ColumnHeader
        id={headingId}
        status={props.column.status}
        name={word.status(props.column.status)}
        count={props.column.ids.length}
        {...(props.column.urgent > 0 && props.column.status !== 'done'
          ? { urgent: t().urgentCount(props.column.urgent) }
          : {})}
        {...(props.column.overdue > 0 ? { overdue: t().overdueCount(props.column.overdue) } : {})}
      />
      <div ref={setWell} class={styles.well} classList={{ [styles.over ?? '']: over() }}>
        <Show when={over()}>
          <DropSlot>{t().dropHere}</DropSlot>
        </Show>
        <Show
          when={rows().length > 0}
          fallback={
            <EmptyState
              icon="check"
              title={props.board.filter().text === '' ? t().emptyColumn : t().noMatch}
            />
          }
        >
          <div
            class={styles.feed}
            role="feed"
            aria-labelledby={headingId}
            style={{ height: `${list.height()}px` }}
          >
            <For each={list.keys()}>
              {(key) => {
                const row = rows()[list.indexOf(key)];
                return (
                  <div class={styles.row} style={{ transform: `translateY(${list.topOf(key)}px)` }}>
                    {row?.kind === 'card' ? (
                      <CardRow
                        {...props}
                        first={row.entry}
                        width={width()}
                        index={list.indexOf(key)}
                        onHold={(holding) => setHeld(holding ? key : null)}
                      />
                    ) : (
                      <Lane row={rows()[list.indexOf(key)]} />
                    )}
                  </div>
                );
              }}
            </For>
          </div>
        </Show>
      </div>
    </section>
  );
};

interface CardRowProps extends ColumnProps {
  /** As it came into sight. */
  readonly first: BoardEntry;
  readonly width: number;
  /** Place in the column, from 0. */
  readonly index: number;
  readonly onHold: (holding: boolean) => void;
}

/** One slip in its place. It watches its own card only; when the card has left, it stands until its row is taken away. */
const CardRow: Component<CardRowProps> = (props) => {
  const { id } = props.first;
  const entry = createMemo((last: BoardEntry) => props.board.store.state.cards[id] ?? last, props.first);
  return (
    <Card
      board={props.board}
      entry={entry()}
      width={props.width}
      picked={props.picked === id}
      focused={props.focused === id}
      onOpen={() => props.onOpen(id)}
      onFocus={() => props.onFocus(id)}
      onInterrupted={() => props.onInterrupted(id)}
      onHold={props.onHold}
      posInSet={props.index + 1}
      setSize={props.column.rows.length}
    />
  );
};

const Lane: Component<{ readonly row: Row | undefined }> = (props) => {
  const name = (): string => (props.row?.kind === 'lane' ? props.row.name : '');
  return (
    <p class={styles.lane}>
      {laneName(name())} <span>{props.row?.kind === 'lane' ? props.row.count : 0}</span>
    </p>
  );
};

const laneName = (name: string): string =>
  name === '1' ? t().urgentFilter : name === '2' ? t().notUrgent : name || t().laneUnsorted;
