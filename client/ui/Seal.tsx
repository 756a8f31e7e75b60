import type { Component } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Seal.module.css';

export interface UrgentSealProps {
  /** One character (急) or a short word. */
  text: string;
  size?: 'small' | 'large' | undefined;
  class?: string | undefined;
}

/** The urgent mark. With the brand seal and "overdue" the only places cinnabar is used (rule U2). */
export const UrgentSeal: Component<UrgentSealProps> = (props) => (
  <span class={cx(styles.urgent, props.size === 'large' && styles.large, props.class)}>{props.text}</span>
);

export interface BrandSealProps {
  /** Edge in pixels. */
  size?: 20 | 28 | 40 | undefined;
  label?: string | undefined;
  class?: string | undefined;
}

/** 派, cut by hand so that it looks the same wherever no Chinese font is installed. */
export const BrandSeal: Component<BrandSealProps> = (props) => (
  <svg
    class={cx(styles.brand, styles[`s${props.size ?? 28}`], props.class)}
    viewBox="0 0 32 32"
    fill="none"
    stroke="currentColor"
    stroke-width="2.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    role={props.label ? 'img' : undefined}
    aria-label={props.label}
    aria-hidden={props.label ? undefined : 'true'}
  >
    <rect class={styles.ground} width="32" height="32" rx="4.5" stroke="none" />
    <path d="M6.4 7.4 9 9.6M5.400 13.6l2.600 1.900M5.800 25.600c1.300-1.800 2.400-3.900 3.400-6.200" />
    <path d="M24.8 6.400C21.600 8 18.200 8.700 14.100 9v6.200c0 4.900-.8 7.900-2.800 10.900" />
    <path d="M18.800 12.800V25l3.600-2.600M25.900 11.500c-2.200 1.300-4.500 2-7.100 2.200M26.100 16.600l-3 2.300M20.900 14c.9 5 2.900 8.500 6.100 11" />
  </svg>
);
