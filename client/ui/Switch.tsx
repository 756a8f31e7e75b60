import { type ParentComponent, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Switch.module.css';

export interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  /** Accessible name when there are no children. */
  label?: string | undefined;
  disabled?: boolean | undefined;
  /** The change is on its way to the server. */
  busy?: boolean | undefined;
  /** pill: the on-duty switch of the field pages, whose words say the state. */
  look?: 'track' | 'pill' | undefined;
  class?: string | undefined;
}

export const Switch: ParentComponent<SwitchProps> = (props) => (
  <button
    type="button"
    role="switch"
    class={cx(styles.switch, styles[props.look ?? 'track'], props.class)}
    aria-checked={props.on}
    aria-label={props.label}
    aria-busy={props.busy ? 'true' : undefined}
    disabled={props.disabled ?? false}
    onClick={() => {
      if (props.busy !== true) props.onChange(!props.on);
    }}
  >
    <span class={styles.track} aria-hidden="true">
      <span class={styles.knob}>
        <Icon name={props.on ? 'check' : 'minus'} size={12} />
      </span>
    </span>
    <Show when={props.children}>
      <span>{props.children}</span>
    </Show>
  </button>
);
