import { type Component, createMemo, createSignal, For, Show } from 'solid-js';
import { nextDeadline } from '../../shared/clocks/view.ts';
import type { FieldCard } from '../../shared/protocol/dto.ts';
import { reasonText } from '../../shared/texts/index.ts';
import { clockFace } from '../kit/clock-view.ts';
import { useFeedback } from '../kit/feedback.ts';
import { language } from '../kit/i18n.ts';
import { now } from '../kit/now.ts';
import { useStaff } from '../kit/staff.ts';
import { age } from '../kit/timing.ts';
import { word } from '../kit/words.ts';
import {
  Banner,
  Button,
  Dotted,
  Due,
  EmptyState,
  FilterChip,
  Icon,
  SectionHead,
  Skeleton,
  Slip,
  StatusChip,
} from '../ui/index.ts';
import styles from './field.module.css';
import { useField } from './useField.ts';
import { t } from './words.ts';

/** What is offered to me, then the open pool of my areas. */
export const Todo: Component = () => {
  const field = useField();
  const [wishes, setWishes] = createSignal(false);
  const shown = (list: readonly FieldCard[]) =>
    wishes() ? list.filter((card) => card.kind === 'wish') : list;
  const offered = createMemo(() => shown(field.snapshot()?.offered ?? []));
  const pool = createMemo(() => shown(field.snapshot()?.pool ?? []));
  return (
    <div class={styles.list}>
      <For each={field.lost()}>
        {(one) => (
          <Banner
            title={one.by ? t().lost(one.by) : one.message}
            icon="alert"
            role="alert"
            action={<Button onClick={() => field.dismiss(one.orderId)}>{t().dismiss}</Button>}
          >
            {one.no} {one.title}
          </Banner>
        )}
      </For>
      <FilterChip size="field" icon="wish" label={t().wishes} pressed={wishes()} onPress={setWishes} />
      <Show when={field.snapshot()} fallback={<Skeleton shape="slip" count={3} />}>
        <Show
          when={offered().length + pool().length > 0}
          fallback={<EmptyState icon="check" title={t().emptyTodo} />}
        >
          <Show when={offered().length > 0}>
            <SectionHead title={t().offered} aside={offered().length} />
            <For each={offered()}>{(card) => <Claimable card={card} />}</For>
          </Show>
          <Show when={pool().length > 0}>
            <SectionHead title={t().pool} aside={pool().length} />
            <For each={pool()}>{(card) => <Claimable card={card} />}</For>
          </Show>
        </Show>
      </Show>
    </div>
  );
};

export const Mine: Component = () => {
  const field = useField();
  const mine = () => field.snapshot()?.mine ?? [];
  return (
    <div class={styles.list}>
      <Show when={field.snapshot()} fallback={<Skeleton shape="slip" count={3} />}>
        <For each={mine()} fallback={<EmptyState icon="list" title={t().emptyMine} />}>
          {(card) => (
            <CardSlip
              card={card}
              right={<StatusChip status={card.status} label={word.status(card.status)} />}
            />
          )}
        </For>
      </Show>
    </div>
  );
};

const Claimable: Component<{ readonly card: FieldCard }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const feedback = useFeedback();
  const waiting = () =>
    staff.outbox
      .entries()
      .find(
        (entry) => entry.type === 'claim' && entry.orderId === props.card._id && entry.state === 'waiting',
      );
  const claim = async (): Promise<void> => {
    const won = await field.claim(props.card);
    if (won) feedback.toast({ text: `${t().claimed} · ${props.card.no}` });
  };
  return (
    <CardSlip
      card={props.card}
      hold={waiting() !== undefined}
      right={
        <Show
          when={waiting()}
          fallback={
            <Button
              variant="primary"
              size="field"
              class={styles.claim}
              aria-label={`${t().claim} ${props.card.no}`}
              onClick={() => void claim()}
            >
              {t().claim}
            </Button>
          }
        >
          {(entry) => (
            <Button size="field" onClick={() => staff.outbox.withdraw(entry().id)}>
              {t().withdraw}
            </Button>
          )}
        </Show>
      }
    />
  );
};

const CardSlip: Component<{
  readonly card: FieldCard;
  readonly right: ReturnType<Component>;
  readonly hold?: boolean;
}> = (props) => {
  const staff = useStaff();
  const face = createMemo(() => {
    const clock = nextDeadline(props.card.clocks);
    return clock ? clockFace(clock.name, clock, now()) : null;
  });
  return (
    <Slip
      size="field"
      number={props.card.no}
      title={props.card.title}
      place={[staff.directory.areaName(props.card.areaId), props.card.address]
        .filter((part) => part !== '')
        .join(' ')}
      item={staff.directory.itemName(props.card.itemId)}
      {...(props.card.urgent ? { urgent: t().urgent } : {})}
      tags={
        <Show when={props.card.kind === 'wish'}>
          <Icon name="wish" size={14} label={word.kind('wish')} />
        </Show>
      }
      channel={{ icon: props.card.channel, label: word.channel(props.card.channel) }}
      age={age(props.card.createdAt, now())}
      why={<Dotted items={props.card.reasons.slice(0, 3).map((reason) => reasonText(language(), reason))} />}
      tint={props.hold ? 'hold' : face()?.overdue ? 'over' : face()?.warn ? 'warn' : 'none'}
      href={`/field/${props.card._id}`}
      stubLeft={
        <Show when={!props.hold} fallback={<span>{t().waiting}</span>}>
          <Show when={face()}>
            {(shown) => (
              <Due
                size="field"
                state={shown().state}
                share={shown().share}
                name={shown().name}
                value={shown().value}
              />
            )}
          </Show>
        </Show>
      }
      stubRight={props.right}
    />
  );
};
