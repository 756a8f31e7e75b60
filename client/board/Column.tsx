import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type Component, createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
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
  /** A card was dropped here. */
  readonly onDrop: (id: OrderId) => void;
}

const GAP = 12;
const LANE = 32;

/** One live column; only the slips in sight are in the page, whatever their number. */
export const Column: Component<ColumnProps> = (props) => {
  const [well, setWell] = createSignal<HTMLDivElement>();
  const [width, setWidth] = createSignal(235);
  const [over, setOver] = createSignal(false);
  const rows = createMemo(() => props.column.rows);
  const heightOf = (row: Row | undefined): number => {
    if (!row) return slipHeight(2);
    return row.kind === 'lane'
      ? LANE
      : slipHeight(titleLines(row.entry.card.title, width(), largeType()), largeType()) + GAP;
  };
  const list = createWindowed(well, () => rows().map(heightOf));

  createEffect(() => {
    const element = well();
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth - 4));
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
      (id) => {
        const index = rows().findIndex((row) => row.key === id);
        if (index >= 0) list.reveal(index);
      },
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
            <For each={list.rows()}>
              {(item) => {
                const row = (): Row | undefined => rows()[item.index];
                return (
                  <div class={styles.row} style={{ transform: `translateY(${item.top}px)` }}>
                    <RowView {...props} row={row()} width={width()} index={item.index} />
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

const RowView: Component<
  ColumnProps & { readonly row: Row | undefined; readonly width: number; readonly index: number }
> = (props) => {
  const lane = () => (props.row?.kind === 'lane' ? props.row : null);
  // The store's own entry, so that a change of one card draws one card.
  const entry = () => (props.row?.kind === 'card' ? props.board.store.state.cards[props.row.key] : undefined);
  return (
    <>
      <Show when={lane()}>
        {(head) => (
          <p class={styles.lane}>
            {laneName(head().name)} <span>{head().count}</span>
          </p>
        )}
      </Show>
      <Show when={entry()}>
        {(shown) => (
          <Card
            board={props.board}
            entry={shown()}
            width={props.width}
            picked={props.picked === shown().id}
            focused={props.focused === shown().id}
            onOpen={() => props.onOpen(shown().id)}
            onFocus={() => props.onFocus(shown().id)}
            posInSet={props.index + 1}
            setSize={props.column.rows.length}
          />
        )}
      </Show>
    </>
  );
};

const laneName = (name: string): string =>
  name === '1' ? t().urgentFilter : name === '2' ? t().laneNone : name;
