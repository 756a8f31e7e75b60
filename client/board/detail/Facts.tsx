import { type Component, createMemo, For, Show } from 'solid-js';
import type { ClockName } from '../../../shared/clocks/types.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { type ClockFace, clockFace, clockRow, isStage } from '../../kit/clock-view.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { clockTime, timestamp } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { ClockCells, Due, Icon, OrderTitle } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './detail.module.css';

/** Title, place, kind of work and clocks. */
export const Facts: Component<{
  readonly order: OrderDetail;
  readonly areaName: (areaId: string) => string;
}> = (props) => {
  const staff = useStaff();
  const item = () => staff.directory.item(props.order.itemId);
  const work = () =>
    [staff.directory.categoryName(item()?.categoryId ?? null), staff.directory.itemName(props.order.itemId)]
      .filter((name) => name !== '')
      .join(' / ');
  /** Who is responsible once the order has left its community. */
  const raisedTo = () => {
    const { areaId, levelAreaId } = props.order;
    const community = staff.directory.area(areaId)?.communityId;
    return community === undefined || community === levelAreaId ? '' : props.areaName(levelAreaId);
  };
  return (
    <header class={styles.facts}>
      <OrderTitle level={2} {...(props.order.urgent ? { urgent: t().urgent } : {})}>
        {props.order.title}
      </OrderTitle>
      <p class={styles.meta}>
        <span>
          <Icon name="pin" size={14} />
          {`${props.areaName(props.order.areaId)} ${props.order.address}`.trim()}
        </span>
        <Show when={work()}>
          <span>{work()}</span>
        </Show>
        <span>
          <Icon name={props.order.channel} size={14} label={word.channel(props.order.channel)} />
          {timestamp(props.order.createdAt, now())}
        </span>
      </p>
      <Clocks order={props.order} />
      <Show when={raisedTo()}>
        <p class={styles.lease}>
          <Icon name="chevron-up" size={14} />
          {t().raisedTo(raisedTo())}
        </p>
      </Show>
      <Show when={props.order.heldUntil}>
        {(until) => (
          <p class={styles.lease}>
            <Icon name="wait" size={14} />
            {t().heldUntil(props.order.holder?.name ?? '', clockTime(until()))}
          </p>
        )}
      </Show>
    </header>
  );
};

/** An urgent order's three half-hours side by side with its other deadlines below them; otherwise the deadlines alone. */
const Clocks: Component<{ readonly order: OrderDetail }> = (props) => {
  const names = createMemo(() => clockRow(props.order.clocks, props.order.urgent));
  const cells = createMemo(() => (props.order.urgent ? names().filter(isStage) : names()));
  const below = createMemo(() => names().filter((name) => !cells().includes(name)));
  const face = (name: ClockName): ClockFace => clockFace(name, props.order.clocks[name], now());
  return (
    <Show when={names().length > 0}>
      <ClockCells
        label={t().clocks}
        clocks={cells().map((name) => ({
          key: name,
          state: face(name).state,
          share: face(name).share,
          name: word.clock(name),
          value: face(name).value,
          late: face(name).late,
          current: ['running', 'warning'].includes(face(name).state),
        }))}
      />
      <For each={below()}>
        {(name) => (
          <Due
            class={styles.below}
            state={face(name).state}
            share={face(name).share}
            name={face(name).name}
            value={face(name).value}
          />
        )}
      </For>
    </Show>
  );
};
