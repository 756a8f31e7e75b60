import { type JSX, type ParentProps, Show } from 'solid-js';
import type { Loaded } from '../../kit/loaded.ts';
import { Banner, Button, EmptyState, Skeleton } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './frame.module.css';

interface TopicProps {
  readonly title: string;
  readonly lead?: string | undefined;
  /** Buttons at the end of the title's line. */
  readonly tools?: JSX.Element;
}

/** A topic: its name, a sentence, its buttons, and what it is about. */
export const Topic = (props: ParentProps<TopicProps>): JSX.Element => (
  <section class={styles.topic}>
    <header class={styles.head}>
      <div class={styles.words}>
        <h1>{props.title}</h1>
        <Show when={props.lead}>
          <p>{props.lead}</p>
        </Show>
      </div>
      <Show when={props.tools}>
        <div class={styles.tools}>{props.tools}</div>
      </Show>
    </header>
    {props.children}
  </section>
);

/** What was loaded, or that it is on its way, or why it is not there. What is shown stays when asking again fails. */
export const Shown = <Value,>(props: {
  readonly of: Loaded<Value>;
  readonly children: (value: () => NonNullable<Value>) => JSX.Element;
}): JSX.Element => {
  const again = () => (
    <Button size="small" onClick={() => void props.of.reload()}>
      {t().retry}
    </Button>
  );
  return (
    <>
      <Show when={props.of.value() !== undefined && props.of.fault()}>
        {(fault) => <Banner title={fault().message} icon="alert" action={again()} />}
      </Show>
      <Show
        when={props.of.value()}
        fallback={
          <Show when={props.of.fault()} fallback={<Skeleton shape="block" count={4} />}>
            {(fault) => <EmptyState icon="error" tone="error" title={fault().message} action={again()} />}
          </Show>
        }
      >
        {(value) => props.children(value)}
      </Show>
    </>
  );
};
