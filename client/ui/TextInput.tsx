import { type Component, type JSX, Show, splitProps } from 'solid-js';
import { cx } from './cx.ts';
import { useField } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import face from './inputFace.module.css';

export interface TextInputProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'size' | 'value'> {
  value: string;
  onValue: (value: string) => void;
  size?: 'desk' | 'field' | 'public' | undefined;
  icon?: IconName | undefined;
  /** A unit or a small button after the text. */
  end?: JSX.Element;
}

/** One line of text. Inside a Field it takes label, hint and error from there. */
export const TextInput: Component<TextInputProps> = (all) => {
  const field = useField();
  const [own, rest] = splitProps(all, ['value', 'onValue', 'size', 'icon', 'end', 'class', 'disabled']);
  return (
    <span
      class={cx(
        face.face,
        face[own.size ?? field?.size() ?? 'desk'],
        field?.invalid() && face.invalid,
        own.disabled === true && face.disabled,
        own.class,
      )}
    >
      <Show when={own.icon}>{(name) => <Icon class={face.icon} name={name()} />}</Show>
      <input
        type="text"
        id={field?.id}
        aria-describedby={field?.describedBy()}
        aria-invalid={field?.invalid() ? 'true' : undefined}
        required={field?.required() ?? false}
        {...rest}
        disabled={own.disabled ?? false}
        value={own.value}
        onInput={(event) => own.onValue(event.currentTarget.value)}
      />
      {own.end}
    </span>
  );
};
