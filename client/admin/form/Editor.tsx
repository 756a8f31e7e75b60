import { createUniqueId, type JSX, type ParentProps, Show } from 'solid-js';
import { Banner, Button, Dialog } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './form.module.css';
import type { Form } from './form.ts';

interface EditorProps<Values extends object> {
  readonly form: Form<Values>;
  readonly title: string;
  readonly description?: string | undefined;
  readonly save?: string;
  readonly size?: 'normal' | 'wide';
  /** Buttons on the other side of the foot. */
  readonly more?: JSX.Element;
  readonly onClose: () => void;
}

/** A form in a dialog: fields in the middle, what went wrong above the one button that sends it. */
export const Editor = <Values extends object>(props: ParentProps<EditorProps<Values>>): JSX.Element => {
  const id = createUniqueId();
  return (
    <Dialog
      open
      keepOpen
      size={props.size ?? 'normal'}
      title={props.title}
      description={props.description}
      closeLabel={t().close}
      onClose={props.onClose}
      footer={
        <>
          <Button type="submit" form={id} variant="primary" loading={props.form.busy()}>
            {props.save ?? t().save}
          </Button>
          <Button onClick={() => props.onClose()}>{t().cancel}</Button>
          <span class={styles.space} />
          {props.more}
        </>
      }
    >
      <form id={id} class={styles.form} novalidate onSubmit={(event) => void props.form.submit(event)}>
        <Problem form={props.form} />
        {props.children}
      </form>
    </Dialog>
  );
};

/** What went wrong with no field in particular. */
export const Problem = <Values extends object>(props: { readonly form: Form<Values> }): JSX.Element => (
  <Show when={props.form.problem()}>
    <Banner title={props.form.problem()} icon="alert" role="alert" class={styles.problem} />
  </Show>
);
