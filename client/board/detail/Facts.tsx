import { type Component, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { clockFace, clockRow } from '../../kit/clock-view.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { timestamp } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { ClockCells, Dotted, Icon, OrderTitle } from '../../ui/index.ts';
import styles from '../board.module.css';
import { t } from '../words.ts';

/** Title, place, kind of work and clocks. */
export const Facts: Component<{ readonly order: OrderDetail }> = (props) => {
  const staff = useStaff();
  return (
    <header class={styles.facts}>
      <OrderTitle level={2} {...(props.order.urgent ? { urgent: t().urgent } : {})}>
        {props.order.title}
      </OrderTitle>
      <p class={styles.meta}>
        <Icon name="pin" size={14} /> {staff.directory.areaName(props.order.areaId)} {props.order.address}{' '}
        <Dotted
          items={[
            staff.directory.categoryName(staff.directory.item(props.order.itemId)?.categoryId ?? null),
            staff.directory.itemName(props.order.itemId),
            word.channel(props.order.channel),
            timestamp(props.order.createdAt, now()),
          ]}
        />
      </p>
      <Show when={clockRow(props.order.clocks, props.order.urgent).length > 0}>
        <ClockCells
          label={t().history}
          clocks={clockRow(props.order.clocks, props.order.urgent).map((name) => {
            const face = clockFace(name, props.order.clocks[name], now());
            return {
              key: name,
              state: face.state,
              share: face.share,
              name: word.clock(name),
              value: face.value,
              current: face.state === 'running',
            };
          })}
        />
      </Show>
    </header>
  );
};
