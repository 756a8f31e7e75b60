import { type Component, Show } from 'solid-js';
import { DIMENSIONS, type Dimension } from '../../shared/rating/score.ts';
import { EmptyState, Table, type TableColumn } from '../ui/index.ts';
import styles from './resident.module.css';
import type { Breakdown, Month } from './wire.ts';
import { t } from './words.ts';

/** The server holds back rows with fewer ratings than this (R4). */
const SMALLEST_N = 5;

type Figures = Readonly<Record<Dimension, number | null>> & {
  readonly n: number;
  readonly withheld?: boolean;
};

const figure = (row: Figures, dimension: Dimension): string => {
  if (row.withheld) return '—';
  const value = row[dimension];
  return value === null ? t().noData : value.toFixed(2);
};

/** Three means and the n they rest on. */
const figureColumns = <Row extends Figures>(): TableColumn<Row>[] => [
  ...DIMENSIONS.map(
    (dimension): TableColumn<Row> => ({
      key: dimension,
      header: t().onChart[dimension],
      align: 'end',
      cell: (row) => figure(row, dimension),
    }),
  ),
  { key: 'n', header: 'n', align: 'end', cell: (row) => (row.withheld ? `<${SMALLEST_N}` : row.n) },
];

export const MonthsTable: Component<{ readonly months: readonly Month[] }> = (props) => (
  <>
    <Table
      caption={t().scores}
      rows={props.months.toReversed()}
      rowKey={(row) => row.month}
      columns={[
        { key: 'month', header: t().monthName, rowHeader: true, cell: (row) => row.month },
        ...figureColumns<Month>(),
      ]}
    />
    <Withheld rows={props.months} />
  </>
);

export const BreakdownTable: Component<{
  readonly title: string;
  /** What a row is: a category or an area. */
  readonly of: string;
  readonly rows: readonly Breakdown[];
}> = (props) => (
  <section>
    <h2 class={styles.sectionTitle}>{props.title}</h2>
    <Table
      caption={props.title}
      rows={props.rows}
      rowKey={(row) => row.key}
      empty={<EmptyState icon="info" title={t().noData} />}
      columns={[
        { key: 'name', header: props.of, rowHeader: true, cell: (row) => row.name },
        ...figureColumns<Breakdown>(),
      ]}
    />
    <Withheld rows={props.rows} />
  </section>
);

const Withheld: Component<{ readonly rows: readonly { readonly withheld?: boolean }[] }> = (props) => (
  <Show when={props.rows.some((row) => row.withheld)}>
    <p class={styles.note}>{t().withheld(SMALLEST_N)}</p>
  </Show>
);
