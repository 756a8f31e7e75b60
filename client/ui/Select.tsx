import { type Component, For, type JSX, Show, splitProps } from 'solid-js';
import { cx } from './cx.ts';
import { useField } from './Field.tsx';
import { Icon } from './Icon.tsx';
import face from './inputFace.module.css';
import styles from './Select.module.css';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean | undefined;
  /** Options with the same group are shown under its name, in the order of first appearance. */
  group?: string | undefined;
}

export interface SelectProps extends Omit<JSX.SelectHTMLAttributes<HTMLSelectElement>, 'size' | 'value'> {
  value: string;
  onValue: (value: string) => void;
  options: readonly SelectOption[];
  /** Shown while `value` is ''; cannot be chosen again. */
  placeholder?: string | undefined;
  size?: 'desk' | 'field' | 'public' | undefined;
}

const groupsOf = (
  options: readonly SelectOption[],
): { name: string | undefined; options: SelectOption[] }[] => {
  const groups: { name: string | undefined; options: SelectOption[] }[] = [];
  for (const option of options) {
    const known = groups.find((group) => group.name === option.group);
    if (known) known.options.push(option);
    else groups.push({ name: option.group, options: [option] });
  }
  return groups;
};

/** The system's own list: best on a phone and known to every screen reader. */
export const Select: Component<SelectProps> = (all) => {
  const field = useField();
  const [own, rest] = splitProps(all, [
    'value',
    'onValue',
    'options',
    'placeholder',
    'size',
    'class',
    'disabled',
  ]);
  const option = (item: SelectOption): JSX.Element => (
    <option value={item.value} disabled={item.disabled ?? false} selected={item.value === own.value}>
      {item.label}
    </option>
  );
  return (
    <span
      class={cx(
        face.face,
        face[own.size ?? field?.size() ?? 'desk'],
        field?.invalid() && face.invalid,
        own.disabled === true && face.disabled,
        styles.face,
        own.class,
      )}
    >
      <select
        id={field?.id}
        aria-describedby={field?.describedBy()}
        aria-invalid={field?.invalid() ? 'true' : undefined}
        required={field?.required() ?? false}
        {...rest}
        class={styles.select}
        disabled={own.disabled ?? false}
        onChange={(event) => own.onValue(event.currentTarget.value)}
      >
        <Show when={own.placeholder !== undefined}>
          <option value="" disabled selected={own.value === ''}>
            {own.placeholder}
          </option>
        </Show>
        <For each={groupsOf(own.options)}>
          {(group) => (
            <Show when={group.name} fallback={<For each={group.options}>{option}</For>}>
              {(name) => (
                <optgroup label={name()}>
                  <For each={group.options}>{option}</For>
                </optgroup>
              )}
            </Show>
          )}
        </For>
      </select>
      <Icon class={styles.caret} name="chevron-down" />
    </span>
  );
};
