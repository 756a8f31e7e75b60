import { type Component, createMemo, createResource, createSignal, For, Show } from 'solid-js';
import type { MonthRow, RatesRow, Share } from '../../shared/protocol/dto.ts';
import { Button, EmptyState, Field, IconButton, Metric, Select, Table, Tabs } from '../ui/index.ts';
import { MonthsChart, monthLabel } from './MonthsChart.tsx';
import { addMonths, monthOf } from './months.ts';
import styles from './resident.module.css';
import { Shell } from './Shell.tsx';
import { type Breakdown, fetchAreas, fetchBreakdown, fetchMonths, fetchRates } from './wire.ts';
import { faultText, t } from './words.ts';

const MONTHS_SHOWN = 12;
const SMALLEST_N = 5;
const TIME_ZONE = 'Asia/Shanghai';

/** Readable by anyone: four rates with their counts, three scores by month with n, broken down by category and area. */
export const Results: Component = () => {
  const thisMonth = monthOf(Date.now(), TIME_ZONE);
  const [areas] = createResource(fetchAreas);
  const [areaId, setAreaId] = createSignal('');
  const [month, setMonth] = createSignal(thisMonth);
  const [view, setView] = createSignal('chart');
  const chosen = createMemo(
    () =>
      areaId() || areas.latest?.find((area) => area.level === 'community')?.id || areas.latest?.[0]?.id || '',
  );
  const asked = () => (chosen() ? { area: chosen(), month: month() } : false);
  const [months, monthsAgain] = createResource(asked, ({ area, month }) =>
    fetchMonths(area, addMonths(month, 1 - MONTHS_SHOWN), month),
  );
  const [rates] = createResource(asked, ({ area, month }) => fetchRates(area, month));
  const [byItem] = createResource(asked, ({ area, month }) => fetchBreakdown(area, month, 'category'));
  const [byArea] = createResource(asked, ({ area, month }) => fetchBreakdown(area, month, 'area'));
  const place = () => areas.latest?.find((area) => area.id === chosen())?.name;

  return (
    <Shell place={place()}>
      <header class={styles.resultsHead}>
        <h1>{t().resultsTitle}</h1>
        <div class={styles.monthPicker}>
          <IconButton
            icon="chevron-left"
            label={t().previousMonth}
            size="field"
            onClick={() => setMonth(addMonths(month(), -1))}
          />
          <output>{`${month().slice(0, 4)} · ${monthLabel(month())}`}</output>
          <IconButton
            icon="chevron-right"
            label={t().nextMonth}
            size="field"
            disabled={month() >= thisMonth}
            onClick={() => setMonth(addMonths(month(), 1))}
          />
        </div>
      </header>
      <Field label={t().area} size="public">
        <Select
          size="public"
          value={chosen()}
          onValue={setAreaId}
          options={(areas.latest ?? [])
            .filter((area) => area.level !== 'group')
            .map((area) => ({ value: area.id, label: area.name }))}
        />
      </Field>
      <Show
        when={!months.error}
        fallback={<Failed error={months.error} onRetry={() => void monthsAgain.refetch()} />}
      >
        <Rates rates={rates.latest} />
        <section>
          <h2 class={styles.sectionTitle}>
            {t().scores} <small>{t().scoresNote}</small>
          </h2>
          <Tabs
            label={t().scores}
            size="field"
            value={view()}
            onValue={setView}
            items={[
              { id: 'chart', label: t().asChart },
              { id: 'table', label: t().asTable },
            ]}
          >
            <Show when={view() === 'chart'} fallback={<MonthsTable months={months.latest?.months ?? []} />}>
              <MonthsChart months={months.latest?.months ?? []} />
            </Show>
          </Tabs>
        </section>
        <BreakdownList title={t().byItem} rows={byItem.latest?.rows ?? []} />
        <BreakdownList title={t().byArea} rows={byArea.latest?.rows ?? []} />
      </Show>
    </Shell>
  );
};

const Failed: Component<{ readonly error: unknown; readonly onRetry: () => void }> = (props) => (
  <EmptyState
    icon="offline"
    tone="error"
    title={faultText(props.error)}
    action={<Button onClick={() => props.onRetry()}>{t().retry}</Button>}
  />
);

const percent = (share: Share): string => ((share.count / share.total) * 100).toFixed(1);

const Rates: Component<{ readonly rates: RatesRow | undefined }> = (props) => (
  <div class={styles.rates}>
    <For each={['responded', 'completed', 'solved', 'satisfied'] as const}>
      {(name) => {
        const share = (): Share => props.rates?.[name] ?? { count: 0, total: 0 };
        return (
          <Metric
            label={t()[name]}
            value={share().total === 0 ? t().noData : percent(share())}
            empty={share().total === 0}
            {...(share().total === 0 ? {} : { unit: '%' })}
            count={`${Math.round(share().count)}/${share().total}`}
          />
        );
      }}
    </For>
  </div>
);

const figure = (value: number | null): string => (value === null ? t().noData : value.toFixed(2));

const MonthsTable: Component<{ readonly months: readonly MonthRow[] }> = (props) => (
  <Table
    caption={t().scores}
    rows={props.months.toReversed()}
    rowKey={(row) => row.month}
    columns={[
      { key: 'month', header: '', rowHeader: true, cell: (row) => row.month },
      { key: 'speed', header: t().speed, align: 'end', cell: (row) => figure(row.speed) },
      { key: 'effect', header: t().effect, align: 'end', cell: (row) => figure(row.effect) },
      { key: 'attitude', header: t().attitude, align: 'end', cell: (row) => figure(row.attitude) },
      { key: 'n', header: 'n', align: 'end', cell: (row) => row.n },
    ]}
  />
);

const BreakdownList: Component<{ readonly title: string; readonly rows: readonly Breakdown[] }> = (props) => (
  <section>
    <h2 class={styles.sectionTitle}>{props.title}</h2>
    <Table
      caption={props.title}
      rows={props.rows}
      rowKey={(row) => row.key}
      empty={<EmptyState icon="info" title={t().noData} />}
      columns={[
        { key: 'name', header: props.title, rowHeader: true, cell: (row) => row.name },
        {
          key: 'speed',
          header: t().speed,
          align: 'end',
          cell: (row) => (row.withheld ? '—' : figure(row.speed)),
        },
        {
          key: 'effect',
          header: t().effect,
          align: 'end',
          cell: (row) => (row.withheld ? '—' : figure(row.effect)),
        },
        {
          key: 'attitude',
          header: t().attitude,
          align: 'end',
          cell: (row) => (row.withheld ? '—' : figure(row.attitude)),
        },
        { key: 'n', header: 'n', align: 'end', cell: (row) => (row.withheld ? `<${SMALLEST_N}` : row.n) },
      ]}
    />
    <Show when={props.rows.some((row) => row.withheld)}>
      <p class={styles.note}>{t().withheld(SMALLEST_N)}</p>
    </Show>
  </section>
);
