import type { Component } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { cx } from './cx.ts';
import styles from './Icon.module.css';
import { ICONS, type IconName } from './icons.ts';

export interface IconProps {
  name: IconName;
  /** Nominal size in pixels; 大字 enlarges it. */
  size?: 12 | 14 | 16 | 20 | 24 | 32 | undefined;
  /** Given only when the icon stands alone; otherwise the icon is hidden from screen readers. */
  label?: string | undefined;
  class?: string | undefined;
}

export const Icon: Component<IconProps> = (props) => (
  <span
    class={cx(styles.icon, styles[`s${props.size ?? 16}`], props.class)}
    role={props.label ? 'img' : undefined}
    aria-label={props.label}
    title={props.label}
    aria-hidden={props.label ? undefined : 'true'}
  >
    <Dynamic component={ICONS[props.name]} size="100%" stroke-width={(props.size ?? 16) < 14 ? 2.25 : 1.75} />
  </span>
);
