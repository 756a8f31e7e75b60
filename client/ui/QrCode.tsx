import { type Component, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './QrCode.module.css';
import { BrandSeal } from './Seal.tsx';

export interface QrCodeProps {
  /** Rows of dark (true) and light modules, without a quiet zone. */
  matrix: readonly (readonly boolean[])[];
  /** What it leads to, for those who cannot scan it. */
  label: string;
  /** The brand seal in the centre; needs error correction Q or H. */
  seal?: boolean | undefined;
  /** Edge in pixels, quiet zone included. */
  size?: 116 | 160 | 240 | undefined;
  class?: string | undefined;
}

/** One path with a run per horizontal stretch of dark modules. */
export const qrPath = (matrix: readonly (readonly boolean[])[]): string => {
  const runs: string[] = [];
  matrix.forEach((row, y) => {
    let x = 0;
    while (x < row.length) {
      let end = x;
      while (row[end] === true) end += 1;
      if (end > x) runs.push(`M${x} ${y}h${end - x}v1h-${end - x}Z`);
      x = end + 1;
    }
  });
  return runs.join('');
};

const QUIET = 2;

/** Dark on white in every theme: cameras need it. */
export const QrCode: Component<QrCodeProps> = (props) => {
  const edge = (): number => props.matrix.length + 2 * QUIET;
  return (
    <span
      class={cx(styles.code, styles[`s${props.size ?? 116}`], props.class)}
      role="img"
      aria-label={props.label}
    >
      <svg
        class={styles.modules}
        viewBox={`${-QUIET} ${-QUIET} ${edge()} ${edge()}`}
        shape-rendering="crispEdges"
        fill="currentColor"
        aria-hidden="true"
      >
        <path d={qrPath(props.matrix)} />
      </svg>
      <Show when={props.seal}>
        <BrandSeal class={styles.seal} size={props.size === 240 ? 40 : props.size === 160 ? 28 : 20} />
      </Show>
    </span>
  );
};
