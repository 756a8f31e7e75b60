import { type Component, For, Show } from 'solid-js';
import { useFeedback } from '../../kit/feedback.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { timestamp } from '../../kit/timing.ts';
import { BottomSheet, Button, Dotted, EmptyState } from '../../ui/index.ts';
import { copyText } from '../copy.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import styles from './outbox.module.css';
import type { Pending } from './waiting.ts';

/** What is unsent or was not taken, each with its words and a way out. */
export const OutboxSheet: Component<{
  readonly pending: readonly Pending[];
  readonly onClose: () => void;
}> = (props) => (
  <BottomSheet
    open
    title={t().band.unsent(props.pending.filter((one) => one.state === 'waiting').length)}
    description={t().band.kept}
    closeLabel={t().close}
    onClose={props.onClose}
  >
    <ul class={styles.entries}>
      <For each={props.pending} fallback={<EmptyState icon="check" title={t().band.empty} />}>
        {(one) => <Entry one={one} />}
      </For>
    </ul>
  </BottomSheet>
);

const Entry: Component<{ readonly one: Pending }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const feedback = useFeedback();
  const takeBack = (): void => {
    const { id, type, orderId } = props.one;
    if (type === 'claim' && orderId !== null) field.withdrawClaim(orderId);
    else staff.outbox.withdraw(id);
  };
  const copy = async (): Promise<void> => {
    const copied = await copyText(props.one.text);
    feedback.toast(copied ? { text: t().copied } : { text: t().copyFailed, tone: 'ochre' });
  };
  return (
    <li class={styles.entry}>
      <div class={styles.words}>
        <p class={styles.what}>
          <Dotted items={[t().verb[props.one.type] ?? props.one.type, props.one.about]} />
        </p>
        <Show when={props.one.text}>
          <p class={styles.text}>{props.one.text}</p>
        </Show>
        <p class={styles.meta}>
          <Dotted
            items={[
              props.one.state === 'waiting' ? t().band.waiting : t().band.notTaken,
              t().band.since(timestamp(props.one.at, now())),
              props.one.photos > 0 ? t().band.photos(props.one.photos) : undefined,
            ]}
          />
        </p>
        <Show when={props.one.message}>{(message) => <p class={styles.why}>{message()}</p>}</Show>
      </div>
      <div class={styles.actions}>
        <Show
          when={props.one.state === 'refused'}
          fallback={
            <Button size="field" onClick={takeBack}>
              {t().withdraw}
            </Button>
          }
        >
          <Show when={props.one.text}>
            <Button size="field" icon="copy" onClick={() => void copy()}>
              {t().copy}
            </Button>
          </Show>
          <Button size="field" onClick={() => field.refused.remove(props.one.id)}>
            {t().putAway}
          </Button>
        </Show>
      </div>
    </li>
  );
};
