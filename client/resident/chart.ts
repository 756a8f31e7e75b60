import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { DIMENSIONS, type Dimension } from '../../shared/rating/score.ts';
import { apart, type Figures } from './chart-labels.ts';

use([LineChart, BarChart, GridComponent, AriaComponent, SVGRenderer]);

/** Each dimension has a colour, a marker and a dash: never told by colour alone. */
const MARKS: Readonly<
  Record<Dimension, { readonly symbol: string; readonly dash: 'solid' | 'dashed'; readonly width: number }>
> = {
  speed: { symbol: 'circle', dash: 'solid', width: 2 },
  effect: { symbol: 'rect', dash: 'solid', width: 3 },
  attitude: { symbol: 'triangle', dash: 'dashed', width: 2 },
};

export interface ChartWords {
  readonly dimension: Readonly<Record<Dimension, string>>;
  readonly month: (month: string) => string;
  readonly description: string;
}

const LOWEST = 1;
const HIGHEST = 5;
/** Height of the lines' part, in pixels. */
const LINES = 190;
/** Between the last mark and a line's name, and between two names, in pixels. */
const BESIDE = 12;
const BETWEEN = 4;

/** The axis begins at the half point below the lowest mean, so that movement can be seen; its ends are printed. */
function floorOf(months: readonly Figures[]): number {
  const values = months.flatMap((row) =>
    DIMENSIONS.map((dimension) => row[dimension]).filter((value) => value !== null),
  );
  return values.length === 0 ? 3 : Math.max(LOWEST, Math.min(3, Math.floor(Math.min(...values) * 2) / 2));
}

export function drawMonths(
  chart: EChartsType,
  element: HTMLElement,
  months: readonly Figures[],
  words: ChartWords,
): void {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  // Small type, as large as the reader wants it.
  const fontSize = Number(/([\d.]+)px/.exec(token('--t-12'))?.[1] ?? 12);
  const text = { color: token('--ink-3'), fontSize, fontFamily: style.fontFamily };
  const floor = floorOf(months);
  // On a phone twelve numbers do not fit above their bars; every month's stands in the table beside the chart.
  const step = element.clientWidth < 480 ? 2 : 1;
  const ends = apart(months, LINES / (HIGHEST - floor), fontSize + BETWEEN);
  const nameAt = (dimension: Dimension, shift: number) => ({
    show: true,
    position: 'right' as const,
    offset: [4, shift],
    formatter: ({ value }: { readonly value: number }) => `${words.dimension[dimension]} ${value.toFixed(2)}`,
    color: token(`--d-${dimension}`),
    fontSize,
    fontFamily: style.fontFamily,
  });
  const names = widest(
    DIMENSIONS.map((dimension) => `${words.dimension[dimension]} 0.00`),
    `${fontSize}px ${style.fontFamily}`,
  );
  const most = Math.max(1, ...months.map((row) => row.n));
  chart.setOption(
    {
      animation: false,
      aria: { enabled: true, label: { description: words.description } },
      grid: [
        { left: 32, right: names + BESIDE, top: 12, height: LINES },
        { left: 32, right: names + BESIDE, bottom: fontSize * 2, height: 56 },
      ],
      xAxis: [0, 1].map((gridIndex) => ({
        gridIndex,
        type: 'category',
        data: months.map((row) => words.month(row.month)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: token('--line') } },
        axisLabel: gridIndex === 0 ? { show: false } : { ...text, hideOverlap: true },
      })),
      yAxis: [
        {
          gridIndex: 0,
          min: floor,
          max: HIGHEST,
          interval: (HIGHEST - floor) / 2,
          axisLabel: { ...text, formatter: (value: number) => value.toFixed(1) },
          splitLine: { lineStyle: { color: token('--line') } },
        },
        { gridIndex: 1, min: 0, max: most * 1.3, show: false },
      ],
      series: [
        ...DIMENSIONS.map((dimension) => ({
          name: words.dimension[dimension],
          type: 'line',
          data: months.map((row, i) =>
            i === ends[dimension].at
              ? { value: row[dimension], label: nameAt(dimension, ends[dimension].shift) }
              : row[dimension],
          ),
          symbol: MARKS[dimension].symbol,
          symbolSize: 7,
          connectNulls: false,
          itemStyle: { color: token(`--d-${dimension}`) },
          lineStyle: { width: MARKS[dimension].width, type: MARKS[dimension].dash },
        })),
        {
          type: 'bar',
          xAxisIndex: 1,
          yAxisIndex: 1,
          data: months.map((row) => row.n),
          barMaxWidth: 22,
          itemStyle: { color: token('--track') },
          label: {
            show: months.length <= 12,
            position: 'top',
            formatter: ({ dataIndex, value }: { readonly dataIndex: number; readonly value: number }) =>
              (months.length - 1 - dataIndex) % step === 0 ? String(value) : '',
            ...text,
          },
        },
      ],
    },
    { notMerge: true },
  );
}

export const openChart = (element: HTMLElement): EChartsType => init(element, undefined, { renderer: 'svg' });

/** Width of the widest of some words, in pixels. */
function widest(words: readonly string[], font: string): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return 0;
  pen.font = font;
  return Math.ceil(Math.max(...words.map((word) => pen.measureText(word).width)));
}
