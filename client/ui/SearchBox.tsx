import { type Component, Show } from 'solid-js';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import face from './inputFace.module.css';
import { Kbd } from './Kbd.tsx';
import styles from './SearchBox.module.css';
import { Spinner } from './Spinner.tsx';

export interface SearchBoxProps {
  value: string;
  onValue: (value: string) => void;
  /** Accessible name, also shown inside while empty. */
  label: string;
  clearLabel: string;
  /** The key that jumps here; the page listens for it. */
  kbd?: string | undefined;
  busy?: boolean | undefined;
  size?: 'desk' | 'field' | undefined;
  onEnter?: (() => void) | undefined;
  ref?: ((input: HTMLInputElement) => void) | undefined;
  class?: string | undefined;
}

/** Escape empties it first and leaves it second. */
export const SearchBox: Component<SearchBoxProps> = (props) => {
  let input: HTMLInputElement | undefined;
  const byKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter') props.onEnter?.();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (props.value === '') input?.blur();
    else props.onValue('');
  };
  return (
    <search
      class={cx(
        face.face,
        face[props.size ?? 'desk'],
        styles.box,
        props.size === 'field' && styles.field,
        props.class,
      )}
    >
      <Show when={props.busy} fallback={<Icon class={face.icon} name="search" />}>
        <Spinner class={styles.spinner} />
      </Show>
      <input
        ref={(element) => {
          input = element;
          props.ref?.(element);
        }}
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        class={styles.input}
        aria-label={props.label}
        aria-keyshortcuts={props.kbd}
        aria-busy={props.busy ? 'true' : undefined}
        placeholder={props.label}
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        onKeyDown={byKey}
      />
      <Show
        when={props.value !== ''}
        fallback={<Show when={props.kbd}>{(key) => <Kbd class={styles.kbd}>{key()}</Kbd>}</Show>}
      >
        <button
          type="button"
          class={styles.clear}
          aria-label={props.clearLabel}
          title={props.clearLabel}
          onClick={() => {
            props.onValue('');
            input?.focus();
          }}
        >
          <Icon name="close" size={14} />
        </button>
      </Show>
    </search>
  );
};
