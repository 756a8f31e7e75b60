import { For, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Skeleton } from './Skeleton.tsx';
import styles from './Table.module.css';

export interface TableColumn<Row> {
  key: string;
  header: string;
  cell: (row: Row) => JSX.Element;
  /** end: figures. */
  align?: 'start' | 'end' | undefined;
  sortable?: boolean | undefined;
  /** This cell names its row for screen readers. */
  rowHeader?: boolean | undefined;
  /** Cut with an ellipsis instead of wrapping. */
  clip?: boolean | undefined;
}

export interface TableSort {
  key: string;
  direction: 'ascending' | 'descending';
}

export interface TableProps<Row> {
  /** Says what the table shows; hidden unless `showCaption`. */
  caption: string;
  showCaption?: boolean | undefined;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: TableSort | undefined;
  onSort?: ((sort: TableSort) => void) | undefined;
  /** Rows as skeletons while the first page is on its way. */
  loading?: boolean | undefined;
  /** Shown instead of rows when there are none: an EmptyState. */
  empty?: JSX.Element;
  picked?: string | undefined;
  /** Pressing a row opens it; give a link or button in a cell too, for the keyboard. */
  onRow?: ((row: Row) => void) | undefined;
  class?: string | undefined;
}

const turned = (sort: TableSort | undefined, key: string): TableSort => ({
  key,
  direction: sort?.key === key && sort.direction === 'ascending' ? 'descending' : 'ascending',
});

/** Dense rows under a header that stays in view. Scrolls inside itself when it is too wide. */
export const Table = <Row,>(props: TableProps<Row>): JSX.Element => {
  const head = (column: TableColumn<Row>): JSX.Element => {
    const current = (): TableSort['direction'] | undefined =>
      props.sort?.key === column.key ? props.sort.direction : undefined;
    const icon = (): 'sort' | 'sort-up' | 'sort-down' =>
      current() === 'ascending' ? 'sort-up' : current() === 'descending' ? 'sort-down' : 'sort';
    return (
      <th
        scope="col"
        class={cx(column.align === 'end' && styles.end)}
        aria-sort={column.sortable ? (current() ?? 'none') : undefined}
      >
        <Show when={column.sortable && props.onSort} fallback={column.header}>
          <button
            type="button"
            class={styles.sort}
            onClick={() => props.onSort?.(turned(props.sort, column.key))}
          >
            {column.header}
            <Icon name={icon()} size={12} class={cx(styles.arrow, current() === undefined && styles.idle)} />
          </button>
        </Show>
      </th>
    );
  };
  const cell = (column: TableColumn<Row>, row: Row): JSX.Element => {
    const name = cx(column.align === 'end' && styles.end, column.clip === true && styles.clip);
    return column.rowHeader ? (
      <th scope="row" class={name}>
        {column.cell(row)}
      </th>
    ) : (
      <td class={name}>{column.cell(row)}</td>
    );
  };
  return (
    <div class={cx(styles.scroll, props.class)} role="region" aria-label={props.caption} tabIndex={0}>
      <table class={styles.table} aria-busy={props.loading ? 'true' : undefined}>
        <caption class={cx(styles.caption, props.showCaption !== true && styles.hidden)}>
          {props.caption}
        </caption>
        <thead>
          <tr>
            <For each={props.columns}>{head}</For>
          </tr>
        </thead>
        <tbody>
          <Show
            when={props.loading && props.rows.length === 0}
            fallback={
              <For each={props.rows}>
                {(row) => (
                  <tr
                    class={cx(props.onRow !== undefined && styles.opens)}
                    aria-current={props.picked === props.rowKey(row) ? 'true' : undefined}
                    onClick={() => props.onRow?.(row)}
                  >
                    <For each={props.columns}>{(column) => cell(column, row)}</For>
                  </tr>
                )}
              </For>
            }
          >
            <For each={[0, 1, 2, 3]}>
              {() => (
                <tr>
                  <For each={props.columns}>
                    {() => (
                      <td>
                        <Skeleton />
                      </td>
                    )}
                  </For>
                </tr>
              )}
            </For>
          </Show>
        </tbody>
      </table>
      <Show when={!props.loading && props.rows.length === 0}>{props.empty}</Show>
    </div>
  );
};
