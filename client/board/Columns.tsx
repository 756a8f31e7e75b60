import { type Component, createEffect, createSignal, For, Index, on, Show } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import { createNarrow } from '../kit/narrow.ts';
import { word } from '../kit/words.ts';
import { Skeleton, Tabs } from '../ui/index.ts';
import styles from './board.module.css';
import { Column } from './Column.tsx';
import type { BoardModel } from './useBoard.ts';
import { t } from './words.ts';

interface ColumnsProps {
  readonly board: BoardModel;
  readonly picked: OrderId | null;
  readonly focused: OrderId | null;
  readonly onOpen: (id: OrderId) => void;
  readonly onFocus: (id: OrderId) => void;
  readonly onDrop: (id: OrderId) => void;
  readonly onInterrupted: (id: OrderId) => void;
}

/** Pixels up to which one column fills the window; board.module.css has the same. */
const ONE_COLUMN = 640;

/** The four columns side by side; in a narrow window one at a time, behind tabs. */
export const Columns: Component<ColumnsProps> = (props) => {
  const narrow = createNarrow(ONE_COLUMN);
  const [tab, setTab] = createSignal('new');
  const shown = () => props.board.columns().filter((column) => !narrow() || column.status === tab());
  createEffect(
    on(
      () => props.focused,
      (id) => {
        const column = props.board.columns().find((one) => id !== null && one.ids.includes(id));
        if (column) setTab(column.status);
      },
      { defer: true },
    ),
  );
  const columns = () => (
    <div class={styles.columns}>
      <Index each={shown()}>{(column) => <Column {...props} column={column()} />}</Index>
    </div>
  );
  return (
    <Show when={narrow()} fallback={columns()}>
      <Tabs
        fill
        label={t().columns}
        value={tab()}
        onValue={setTab}
        items={props.board.columns().map((column) => ({
          id: column.status,
          label: word.status(column.status),
          count: column.ids.length,
        }))}
      >
        {columns()}
      </Tabs>
    </Show>
  );
};

/** Where the columns will be. */
export const Waiting: Component = () => (
  <div class={styles.columns} aria-busy="true" aria-label={t().loading}>
    <For each={[1, 2, 3, 4]}>{() => <Skeleton shape="slip" count={4} />}</For>
  </div>
);
