import { type Component, createEffect, createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js';
import { createAnchor } from './anchor.ts';
import styles from './ComboBase.module.css';
import { cx } from './cx.ts';
import { useField } from './Field.tsx';
import { Icon } from './Icon.tsx';
import face from './inputFace.module.css';
import { bestRow, type OptionRow } from './optionRows.ts';
import { Spinner } from './Spinner.tsx';

export interface ComboBaseProps {
  /** What the closed box shows. */
  text: string;
  value: string;
  rows: readonly OptionRow[];
  query: string;
  onQuery: (query: string) => void;
  onChoose: (id: string) => void;
  onClear?: (() => void) | undefined;
  /** Tree only: opens or folds a row. */
  onToggle?: ((id: string, open: boolean) => void) | undefined;
  popup: 'listbox' | 'tree';
  /** Name of the list, and of the box outside a Field. */
  label: string;
  placeholder?: string | undefined;
  emptyText: string;
  clearLabel?: string | undefined;
  loading?: boolean | undefined;
  disabled?: boolean | undefined;
  size?: 'desk' | 'field' | 'public' | undefined;
  class?: string | undefined;
}

/**
 * The box and open list behind Combobox and TreeSelect. Focus stays in the box; aria-activedescendant points into the
 * list. Nothing is chosen by typing alone: leaving the box brings the chosen text back.
 */
export const ComboBase: Component<ComboBaseProps> = (props) => {
  const field = useField();
  const ownId = createUniqueId();
  const listId = `${ownId}-list`;
  const [open, setOpen] = createSignal(false);
  const [active, setActive] = createSignal<string>();
  let box: HTMLElement | undefined;
  let input: HTMLInputElement | undefined;

  const index = (): number => props.rows.findIndex((row) => row.id === active());
  const rowId = (id: string): string => `${listId}-${id}`;
  const show = (): void => {
    if (props.disabled === true || open()) return;
    setActive(props.value === '' ? undefined : props.value);
    setOpen(true);
  };
  const hide = (): void => {
    setOpen(false);
    props.onQuery('');
  };
  const choose = (row: OptionRow | undefined): void => {
    if (!row || row.disabled === true) return;
    props.onChoose(row.id);
    hide();
  };
  const move = (step: number): void => {
    const count = props.rows.length;
    if (count === 0) return;
    const from = index();
    const to = from < 0 ? (step > 0 ? 0 : count - 1) : (from + step + count) % count;
    setActive(props.rows[to]?.id);
  };
  /** Right opens or steps in, Left folds or steps out; only while nothing is typed, so the caret keeps its keys. */
  const branch = (key: string): boolean => {
    const row = props.rows[index()];
    if (props.popup !== 'tree' || props.query !== '' || !row) return false;
    if (key === 'ArrowRight' && row.expanded === false) props.onToggle?.(row.id, true);
    else if (key === 'ArrowRight' && row.expanded === true) move(1);
    else if (key === 'ArrowLeft' && row.expanded === true) props.onToggle?.(row.id, false);
    else if (key === 'ArrowLeft') {
      const above = props.rows.slice(0, index()).findLast((other) => (other.level ?? 1) < (row.level ?? 1));
      if (above) setActive(above.id);
    } else return false;
    return true;
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { key } = event;
    const used = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      used();
      if (open()) move(key === 'ArrowDown' ? 1 : -1);
      else show();
    } else if (key === 'Enter' && open()) {
      used();
      choose(props.rows[index()] ?? (props.rows.length === 1 ? props.rows[0] : undefined));
    } else if (key === 'Escape' && open()) {
      used();
      hide();
    } else if (open() && branch(key)) used();
  };

  createEffect(() => {
    const id = active();
    if (open() && id !== undefined)
      document.getElementById(rowId(id))?.scrollIntoView?.({ block: 'nearest' });
  });
  // Typing moves the mark to what is most likely meant.
  createEffect(() => {
    if (props.query !== '') setActive(bestRow(props.query, props.rows)?.id);
  });

  const List: Component = () => {
    let list: HTMLElement | undefined;
    createEffect(() => {
      if (box && list) createAnchor(box, list);
    });
    onCleanup(() => setActive(undefined));
    return (
      <div
        ref={(element) => {
          list = element;
        }}
        popover="manual"
        class={styles.list}
        // Pressing into the list must not take focus from the box.
        onMouseDown={(event) => event.preventDefault()}
      >
        <ul
          id={listId}
          role={props.popup}
          aria-label={props.label}
          aria-busy={props.loading ? 'true' : undefined}
        >
          <For each={props.rows}>
            {(row) => (
              <li
                id={rowId(row.id)}
                role={props.popup === 'tree' ? 'treeitem' : 'option'}
                class={cx(
                  styles.row,
                  styles[`level${Math.min(4, row.level ?? 1)}`],
                  row.id === active() && styles.active,
                )}
                aria-selected={row.id === props.value}
                aria-disabled={row.disabled ? 'true' : undefined}
                aria-level={row.level}
                aria-expanded={row.expanded}
                onMouseMove={() => setActive(row.id)}
                onClick={() => {
                  if (row.disabled === true && row.expanded !== undefined)
                    props.onToggle?.(row.id, !row.expanded);
                  else choose(row);
                }}
              >
                <Show when={props.popup === 'tree'}>
                  <span
                    class={styles.twist}
                    onClick={(event) => {
                      event.stopPropagation();
                      if (row.expanded !== undefined) props.onToggle?.(row.id, !row.expanded);
                    }}
                  >
                    <Show when={row.expanded !== undefined}>
                      <Icon name={row.expanded ? 'chevron-down' : 'chevron-right'} />
                    </Show>
                  </span>
                </Show>
                <span class={styles.words}>
                  {row.label}
                  <Show when={row.hint}>
                    {' '}
                    <span class={styles.hint}>{row.hint}</span>
                  </Show>
                </span>
                <Show when={row.id === props.value}>
                  <Icon name="check" class={styles.check} />
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.rows.length === 0 && !props.loading}>
          <p class={styles.empty} role="status">
            {props.emptyText}
          </p>
        </Show>
      </div>
    );
  };

  return (
    <span
      ref={(element) => {
        box = element;
      }}
      class={cx(
        face.face,
        face[props.size ?? field?.size() ?? 'desk'],
        field?.invalid() && face.invalid,
        props.disabled === true && face.disabled,
        props.class,
      )}
      onFocusOut={(event) => {
        const next = event.relatedTarget;
        if (!(next instanceof Node && event.currentTarget.contains(next))) hide();
      }}
    >
      <input
        ref={(element) => {
          input = element;
        }}
        type="text"
        role="combobox"
        id={field?.id}
        autocomplete="off"
        spellcheck={false}
        class={styles.input}
        aria-label={field ? undefined : props.label}
        aria-describedby={field?.describedBy()}
        aria-invalid={field?.invalid() ? 'true' : undefined}
        aria-required={field?.required() ? 'true' : undefined}
        aria-autocomplete="list"
        aria-haspopup={props.popup}
        aria-expanded={open()}
        aria-controls={open() ? listId : undefined}
        aria-activedescendant={open() && index() >= 0 ? rowId(active() ?? '') : undefined}
        placeholder={open() && props.text !== '' ? props.text : props.placeholder}
        disabled={props.disabled ?? false}
        value={open() ? props.query : props.text}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          show();
          props.onQuery(typed);
        }}
        onClick={show}
        onKeyDown={byKey}
      />
      <Show when={props.loading}>
        <Spinner class={styles.spinner} />
      </Show>
      <Show
        when={props.onClear && props.value !== '' && props.disabled !== true}
        fallback={<Icon name="chevron-down" class={face.icon} />}
      >
        <button
          type="button"
          class={styles.clear}
          aria-label={props.clearLabel}
          title={props.clearLabel}
          onClick={() => {
            props.onClear?.();
            input?.focus();
          }}
        >
          <Icon name="close" size={14} />
        </button>
      </Show>
      <Show when={open()}>
        <List />
      </Show>
    </span>
  );
};
