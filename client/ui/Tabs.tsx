import { type Component, createUniqueId, For, type JSX, Show } from 'solid-js';
import { cx } from './cx.ts';
import styles from './Tabs.module.css';

export interface TabItem {
  id: string;
  label: string;
  count?: number | undefined;
}

export interface TabsProps {
  label: string;
  items: readonly TabItem[];
  value: string;
  onValue: (id: string) => void;
  /** What the chosen tab shows. */
  children: JSX.Element;
  size?: 'desk' | 'field' | undefined;
  /** Takes the height that is left; what it shows scrolls for itself. */
  fill?: boolean | undefined;
  class?: string | undefined;
}

const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Tabs in the sense of WAI-ARIA: one stop for Tab, arrows choose at once. */
export const Tabs: Component<TabsProps> = (props) => {
  const id = createUniqueId();
  const buttons = new Map<string, HTMLButtonElement>();
  const byKey = (event: KeyboardEvent): void => {
    const index = props.items.findIndex((item) => item.id === props.value);
    const next = props.items[STEPS[event.key]?.(index, props.items.length) ?? -1];
    if (!next) return;
    event.preventDefault();
    props.onValue(next.id);
    buttons.get(next.id)?.focus();
  };
  return (
    <div class={cx(props.fill === true && styles.fill, props.class)}>
      <div
        class={cx(styles.list, props.size === 'field' && styles.field)}
        role="tablist"
        aria-label={props.label}
        onKeyDown={byKey}
      >
        <For each={props.items}>
          {(item) => (
            <button
              ref={(element) => buttons.set(item.id, element)}
              type="button"
              role="tab"
              id={`${id}-${item.id}`}
              class={styles.tab}
              aria-selected={props.value === item.id}
              aria-controls={`${id}-panel`}
              tabIndex={props.value === item.id ? 0 : -1}
              onClick={() => props.onValue(item.id)}
            >
              {item.label}
              <Show when={item.count !== undefined}>
                {' '}
                <span class={styles.count}>{item.count}</span>
              </Show>
            </button>
          )}
        </For>
      </div>
      <div
        id={`${id}-panel`}
        class={styles.panel}
        role="tabpanel"
        aria-labelledby={`${id}-${props.value}`}
        tabIndex={0}
      >
        {props.children}
      </div>
    </div>
  );
};
