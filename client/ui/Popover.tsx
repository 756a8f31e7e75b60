import { Popover as Floating } from '@kobalte/core/popover';
import { type JSX, type ParentComponent, Show } from 'solid-js';
import { ButtonFace, type ButtonLook, buttonClass } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './Popover.module.css';

export interface PopoverProps extends ButtonLook {
  /** The button's words; with `triggerLabel` the accessible name may be longer. */
  trigger: JSX.Element;
  triggerLabel?: string | undefined;
  /** Accessible name of what opens. */
  label: string;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  placement?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | undefined;
  disabled?: boolean | undefined;
  triggerClass?: string | undefined;
  class?: string | undefined;
}

/** A small panel beside its button: filters, presence lists, explanations. */
export const Popover: ParentComponent<PopoverProps> = (props) => (
  <Floating
    {...(props.open === undefined ? {} : { open: props.open })}
    onOpenChange={(open) => props.onOpenChange?.(open)}
    placement={props.placement ?? 'bottom-start'}
    gutter={4}
  >
    <Floating.Trigger
      class={buttonClass(props, props.triggerClass)}
      aria-label={props.triggerLabel}
      disabled={props.disabled ?? false}
    >
      <span class={styles.face}>
        <ButtonFace
          variant={props.variant}
          size={props.size}
          icon={props.icon}
          iconEnd={props.iconEnd}
          kbd={props.kbd}
        >
          {props.trigger}
        </ButtonFace>
      </span>
    </Floating.Trigger>
    <Floating.Portal>
      <Floating.Content class={cx(styles.panel, props.class)} aria-label={props.label}>
        <Show when={props.children}>{props.children}</Show>
      </Floating.Content>
    </Floating.Portal>
  </Floating>
);
