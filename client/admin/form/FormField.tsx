import { type JSX, type ParentProps, Show } from 'solid-js';
import { Button, Field } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './form.module.css';
import type { Form } from './form.ts';

interface FormFieldProps<Values extends object, Key extends keyof Values & string> {
  readonly form: Form<Values>;
  readonly name: Key;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly aside?: string | undefined;
  readonly required?: boolean;
  readonly size?: 'desk' | 'public';
  /** What somebody else wrote, in words; needed for anything but text. */
  readonly show?: (value: Values[Key]) => string;
}

/** A field of a form with its error and, where two people changed it, what the other one wrote. */
export const FormField = <Values extends object, Key extends keyof Values & string>(
  props: ParentProps<FormFieldProps<Values, Key>>,
): JSX.Element => (
  <div class={styles.field}>
    <Field
      label={props.label}
      hint={props.hint}
      aside={props.aside}
      required={props.required ?? false}
      size={props.size ?? 'desk'}
      error={props.form.error(props.name)}
    >
      {props.children}
    </Field>
    <Theirs form={props.form} name={props.name} show={props.show} />
  </div>
);

/** What somebody else wrote meanwhile, with a button that takes it over. */
export const Theirs = <Values extends object, Key extends keyof Values & string>(props: {
  readonly form: Form<Values>;
  readonly name: Key;
  readonly show?: ((value: Values[Key]) => string) | undefined;
}): JSX.Element => {
  const words = (): string | undefined => {
    const value = props.form.theirs(props.name);
    if (value === undefined) return undefined;
    return props.show ? props.show(value) : String(value);
  };
  return (
    <Show when={words() !== undefined}>
      <p class={styles.theirs} role="note">
        <span>{t().form.theirs(words() || t().form.nothing)}</span>
        <Button size="small" onClick={() => props.form.take(props.name)}>
          {t().form.take}
        </Button>
      </p>
    </Show>
  );
};
