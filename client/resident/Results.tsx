import { type Component, createMemo, createSignal, Show } from 'solid-js';
import { apartNames } from '../../shared/areas/apart.ts';
import { inTreeOrder } from '../../shared/areas/tree-order.ts';
import { createAsked, createLoaded } from '../kit/loaded.ts';
import { zone } from '../kit/zone.ts';
import { Button, EmptyState, Field, IconButton, Select, Tabs } from '../ui/index.ts';
import { BreakdownTable, MonthsTable } from './FigureTables.tsx';
import { MonthsChart } from './MonthsChart.tsx';
import { addMonths, monthOf } from './months.ts';
import { Rates } from './Rates.tsx';
import styles from './resident.module.css';
import { Shell } from './Shell.tsx';
import { fetchAreas, fetchBreakdown, fetchCatalogue, fetchMonths, fetchRates } from './wire.ts';
import { faultText, t } from './words.ts';

const MONTHS_SHOWN = 12;

/** Readable by anyone: four rates with their counts, three scores by month with n, broken down by category and area. */
export const Results: Component = () => {
  const thisMonth = () => monthOf(Date.now(), zone().name);
  const areas = createLoaded(fetchAreas);
  const catalogue = createLoaded(fetchCatalogue);
  const [areaId, setAreaId] = createSignal('');
  const [categoryId, setCategoryId] = createSignal('');
  const [turnedTo, setMonth] = createSignal<string>();
  const month = () => turnedTo() ?? thisMonth();
  const [view, setView] = createSignal('chart');
  const chosen = createMemo(
    () =>
      areaId() ||
      areas.value()?.find((area) => area.level === 'community')?.id ||
      areas.value()?.[0]?.id ||
      '',
  );
  const names = createMemo(() => apartNames(areas.value() ?? []));
  const asked = () => (chosen() ? { area: chosen(), month: month() } : false);
  const askedMonths = () => (chosen() ? { area: chosen(), month: month(), category: categoryId() } : false);
  const months = createAsked(askedMonths, ({ area, month, category }) =>
    fetchMonths(area, addMonths(month, 1 - MONTHS_SHOWN), month, category),
  );
  const rates = createAsked(asked, ({ area, month }) => fetchRates(area, month));
  const byItem = createAsked(asked, ({ area, month }) => fetchBreakdown(area, month, 'category'));
  const byArea = createAsked(asked, ({ area, month }) => fetchBreakdown(area, month, 'area'));
  /** Which figures the chart shows: an area's alone, or of one category of it. */
  const scope = () =>
    [place(), catalogue.value()?.categories.find((one) => one.id === categoryId())?.name, t().scoresNote]
      .filter((part) => part !== undefined)
      .join(' · ');
  const place = () => names().get(chosen());

  return (
    <Shell place={place()} wide>
      <header class={styles.resultsHead}>
        <h1>{t().resultsTitle}</h1>
        <div class={styles.monthPicker}>
          <IconButton
            icon="chevron-left"
            label={t().previousMonth}
            size="field"
            onClick={() => setMonth(addMonths(month(), -1))}
          />
          <output>{t().yearMonth(Number(month().slice(0, 4)), Number(month().slice(5)))}</output>
          <IconButton
            icon="chevron-right"
            label={t().nextMonth}
            size="field"
            disabled={month() >= thisMonth()}
            onClick={() => setMonth(addMonths(month(), 1))}
          />
        </div>
      </header>
      <div class={styles.figureFilters}>
        <Field label={t().area} size="public">
          <Select
            size="public"
            value={chosen()}
            onValue={setAreaId}
            options={inTreeOrder(areas.value() ?? [])
              .filter((area) => area.level !== 'group')
              .map((area) => ({ value: area.id, label: names().get(area.id) ?? area.name }))}
          />
        </Field>
        <Field label={t().chartCategory} size="public">
          <Select
            size="public"
            value={categoryId()}
            onValue={setCategoryId}
            options={[
              { value: '', label: t().every },
              ...(catalogue.value()?.categories ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        </Field>
      </div>
      <Show
        when={!months.fault()}
        fallback={<Failed error={months.fault()} onRetry={() => void months.reload()} />}
      >
        <Show
          when={!rates.fault()}
          fallback={<Failed error={rates.fault()} onRetry={() => void rates.reload()} />}
        >
          <Rates rates={rates.value()} />
        </Show>
        <section>
          <h2 class={styles.sectionTitle}>
            {t().scores} <small>{scope()}</small>
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
            <Show when={view() === 'chart'} fallback={<MonthsTable months={months.value()?.months ?? []} />}>
              <MonthsChart months={months.value()?.months ?? []} />
            </Show>
          </Tabs>
        </section>
        <div class={styles.tables}>
          <BreakdownTable title={t().byItem} of={t().category} rows={byItem.value()?.rows ?? []} />
          <BreakdownTable title={t().byArea} of={t().areaName} rows={byArea.value()?.rows ?? []} />
        </div>
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
