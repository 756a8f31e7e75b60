import { type Component, For, onCleanup, onMount, Show } from 'solid-js';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { Sr } from './Sr.tsx';
import styles from './Toasts.module.css';
import type { Announcer, Toast, Toaster } from './toaster.ts';

const ToastLine: Component<{ toast: Toast; onDismiss: () => void; closeLabel: string }> = (props) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (): void => clearTimeout(timer);
  const run = (): void => {
    hold();
    const duration = props.toast.duration ?? (props.toast.action ? 12_000 : 6000);
    if (duration > 0) timer = setTimeout(() => props.onDismiss(), duration);
  };
  onMount(run);
  onCleanup(hold);
  return (
    <li
      class={cx(styles.toast, props.toast.tone === 'ochre' && styles.ochre)}
      onPointerEnter={hold}
      onPointerLeave={run}
      onFocusIn={hold}
      onFocusOut={run}
    >
      <Show when={props.toast.tone === 'ochre'}>
        <Icon name="alert" class={styles.icon} />
      </Show>
      <p class={styles.text}>{props.toast.text}</p>
      <Show when={props.toast.action}>
        {(action) => (
          <Button
            variant="ghost"
            size="small"
            class={styles.action}
            onClick={() => {
              action().onSelect();
              props.onDismiss();
            }}
          >
            {action().label}
          </Button>
        )}
      </Show>
      <IconButton
        icon="close"
        size="small"
        class={styles.close}
        label={props.closeLabel}
        onClick={() => props.onDismiss()}
      />
    </li>
  );
};

export interface ToastsProps {
  toaster: Toaster;
  /** Accessible name of the list. */
  label: string;
  closeLabel: string;
}

/** The notices of a page, once per page. Each stays while it is pointed at or has focus. */
export const Toasts: Component<ToastsProps> = (props) => {
  const latest = (politeness: 'polite' | 'assertive'): string =>
    props.toaster
      .toasts()
      .filter((toast) => (toast.politeness ?? 'polite') === politeness)
      .at(-1)?.text ?? '';
  return (
    // The attribute keeps notices heard and pressable while a modal hides the rest of the page.
    <section class={styles.region} aria-label={props.label} data-kb-top-layer="">
      <div role="status" aria-live="polite">
        <Sr>{latest('polite')}</Sr>
      </div>
      <div role="alert" aria-live="assertive">
        <Sr>{latest('assertive')}</Sr>
      </div>
      <ul class={styles.list}>
        <For each={props.toaster.toasts()}>
          {(toast) => (
            <ToastLine
              toast={toast}
              closeLabel={props.closeLabel}
              onDismiss={() => props.toaster.dismiss(toast.id)}
            />
          )}
        </For>
      </ul>
    </section>
  );
};

/** Invisible live regions for what changes without a toast: a card moved, a clock ran out. Once per page. */
export const LiveRegions: Component<{ announcer: Announcer }> = (props) => (
  <>
    <div aria-live="polite" aria-atomic="true" data-live="polite" data-kb-top-layer="">
      <Sr>{props.announcer.said().polite}</Sr>
    </div>
    <div aria-live="assertive" aria-atomic="true" data-live="assertive" data-kb-top-layer="">
      <Sr>{props.announcer.said().assertive}</Sr>
    </div>
  </>
);
