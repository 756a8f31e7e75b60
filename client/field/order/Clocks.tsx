import { type Component, createMemo, For, Show } from 'solid-js';
import type { ClockName } from '../../../shared/clocks/types.ts';
import { nextDeadline } from '../../../shared/clocks/view.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { type ClockFace, clockFace, clockRow, isStage } from '../../kit/clock-view.ts';
import { now } from '../../kit/now.ts';
import { tookSpan } from '../../kit/timing.ts';
import { ClockCells, Due } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './order.module.css';

/** The three half-hours of an urgent order side by side, the deadline of its class below; otherwise the deadlines alone. */
export const Clocks: Component<{ readonly order: OrderDetail }> = (props) => {
  const names = createMemo(() => clockRow(props.order.clocks, props.order.urgent));
  const cells = createMemo(() => (props.order.urgent ? names().filter(isStage) : names()));
  const below = createMemo(() => names().filter((name) => !cells().includes(name)));
  const face = (name: ClockName): ClockFace => clockFace(name, props.order.clocks[name], now());
  /** In time, what counts is how long it took. */
  const value = (name: ClockName): string => {
    const clock = props.order.clocks[name];
    const inTime = clock?.metAt !== undefined && clock.breachedAt === undefined;
    return inTime && clock.elapsedMs > 0 ? tookSpan(clock.elapsedMs) : face(name).value;
  };
  const current = () => nextDeadline(props.order.clocks)?.name;
  return (
    <Show when={names().length > 0}>
      <div class={styles.clocks}>
        <ClockCells
          size="field"
          label={t().clocks}
          clocks={cells().map((name) => ({
            key: name,
            state: face(name).state,
            share: face(name).share,
            name: face(name).name,
            value: value(name),
            late: face(name).late,
            current: name === current(),
          }))}
        />
        <For each={below()}>
          {(name) => (
            <Due
              size="field"
              class={styles.below}
              state={face(name).state}
              share={face(name).share}
              name={face(name).name}
              value={value(name)}
            />
          )}
        </For>
      </div>
    </Show>
  );
};
