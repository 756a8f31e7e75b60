import type { EChartsType } from 'echarts/core';
import { type Component, createEffect, createResource, createSignal, onCleanup, Show } from 'solid-js';
import { appearance, Skeleton } from '../ui/index.ts';
import styles from './resident.module.css';
import type { Month } from './wire.ts';
import { t } from './words.ts';

interface MonthsChartProps {
  readonly months: readonly Month[];
}

/** `2026-05` as the month of the axis. */
const monthLabel = (month: string): string => t().month(Number(month.slice(5)));

/** Speed, effect and attitude by month, n as grey bars. ECharts comes only when this is on the page. */
export const MonthsChart: Component<MonthsChartProps> = (props) => {
  const [element, setElement] = createSignal<HTMLDivElement>();
  // Without network the drawing may not come; the table beside it has every figure.
  const [drawing] = createResource(() => import('./chart.ts').catch(() => null));
  const [chart, setChart] = createSignal<EChartsType>();

  createEffect(() => {
    const box = element();
    const tools = drawing();
    if (!box || !tools) return;
    const opened = tools.openChart(box);
    const watcher = new ResizeObserver(() => opened.resize());
    watcher.observe(box);
    setChart(opened);
    onCleanup(() => {
      watcher.disconnect();
      opened.dispose();
    });
  });

  createEffect(() => {
    const opened = chart();
    const box = element();
    // Colours are read from the tokens, so a change of theme draws again.
    appearance();
    if (opened && box) drawing()?.drawMonths(opened, box, props.months, words());
  });

  const words = () => ({
    dimension: t().onChart,
    month: monthLabel,
    description: `${t().scores} ${t().scoresNote}`,
  });

  return (
    <div class={styles.chartBox}>
      <Show when={drawing() === null}>
        <p class={styles.note}>{t().chartMissing}</p>
      </Show>
      <Show when={drawing.loading}>
        <Skeleton count={4} />
      </Show>
      <div ref={setElement} class={styles.chart} role="img" aria-label={`${t().scores} ${t().scoresNote}`} />
    </div>
  );
};
