import { type Component, createMemo, createSignal } from 'solid-js';
import { ComboBase, type ComboBaseProps } from './ComboBase.tsx';
import { matches, type OptionRow } from './optionRows.ts';

export interface ComboboxOption {
  value: string;
  label: string;
  hint?: string | undefined;
  disabled?: boolean | undefined;
}

export interface ComboboxProps
  extends Pick<
    ComboBaseProps,
    'label' | 'placeholder' | 'emptyText' | 'clearLabel' | 'loading' | 'disabled' | 'size' | 'class'
  > {
  options: readonly ComboboxOption[];
  value: string;
  onValue: (value: string) => void;
  /** With it the box has a clear button; needs clearLabel. */
  onClear?: (() => void) | undefined;
  /** Given when the options come from a search elsewhere: they are then not filtered here. */
  onQuery?: ((query: string) => void) | undefined;
}

/** One of many, found by typing. */
export const Combobox: Component<ComboboxProps> = (props) => {
  const [query, setQuery] = createSignal('');
  const rows = createMemo((): OptionRow[] =>
    props.options
      .filter((option) => props.onQuery !== undefined || matches(query(), option.label, option.hint))
      .map((option) => ({ ...option, id: option.value })),
  );
  const text = (): string => props.options.find((option) => option.value === props.value)?.label ?? '';
  return (
    <ComboBase
      {...props}
      popup="listbox"
      text={text()}
      rows={rows()}
      query={query()}
      onQuery={(typed) => {
        setQuery(typed);
        props.onQuery?.(typed);
      }}
      onChoose={(id) => props.onValue(id)}
    />
  );
};
