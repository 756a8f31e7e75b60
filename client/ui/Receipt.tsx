import { type Component, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Receipt.module.css';

export interface ReceiptProps {
  qr?: JSX.Element;
  /** "回执码" */
  codeLabel: string;
  code: string;
  note?: JSX.Element;
  /** Below the perforation: what it is about. */
  children?: JSX.Element;
  class?: string | undefined;
}

/** A resident's slip to keep: code and QR above the perforation, the matter below. */
export const Receipt: Component<ReceiptProps> = (props) => (
  <section class={cx(styles.receipt, props.class)} aria-label={`${props.codeLabel} ${props.code}`}>
    <div class={styles.top}>
      {props.qr}
      <div class={styles.words}>
        <p class={styles.label}>{props.codeLabel}</p>
        <p class={styles.code}>{props.code}</p>
        <Show when={props.note}>
          <div class={styles.label}>{props.note}</div>
        </Show>
      </div>
    </div>
    <Show when={props.children}>
      <div class={styles.tear} aria-hidden="true" />
      <div class={styles.bottom}>{props.children}</div>
    </Show>
  </section>
);
