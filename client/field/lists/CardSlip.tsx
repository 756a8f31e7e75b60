import { type Component, createMemo, type JSX, Show } from 'solid-js';
import { nextDeadline } from '../../../shared/clocks/view.ts';
import type { FieldCard } from '../../../shared/protocol/dto.ts';
import { type ClockFace, clockFace } from '../../kit/clock-view.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { age } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { Due, Icon, Slip } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import styles from './lists.module.css';

export interface CardSlipProps {
  readonly card: FieldCard;
  /** Under the place: why it is here. */
  readonly why?: JSX.Element;
  /** Instead of the next deadline. */
  readonly left?: JSX.Element;
  readonly right: JSX.Element;
  readonly hold?: boolean;
  readonly fresh?: boolean;
  /** Its page can be opened. */
  readonly opens?: boolean;
}

/** The slip as the phone shows it in every list. */
export const CardSlip: Component<CardSlipProps> = (props) => {
  const staff = useStaff();
  const field = useField();
  const face = createMemo((): ClockFace | null => {
    const clock = nextDeadline(props.card.clocks);
    return clock ? clockFace(clock.name, clock, now()) : null;
  });
  const tint = (): 'hold' | 'over' | 'warn' | 'none' => {
    if (props.hold) return 'hold';
    if (face()?.overdue) return 'over';
    return face()?.state === 'warning' ? 'warn' : 'none';
  };
  return (
    <Slip
      size="field"
      headingLevel={2}
      number={props.card.no}
      title={props.card.title}
      place={[field.areaName(props.card.areaId), props.card.address].filter((part) => part !== '').join(' ')}
      item={staff.directory.itemName(props.card.itemId)}
      urgent={props.card.urgent ? t().urgent : undefined}
      tags={
        <Show when={props.card.kind === 'wish'}>
          <span class={styles.wish}>
            <Icon name="wish" size={14} />
          </span>
          <span>{word.kind('wish')}</span>
        </Show>
      }
      channel={{ icon: props.card.channel, label: word.channel(props.card.channel) }}
      age={age(props.card.createdAt, now())}
      why={props.why}
      tint={tint()}
      fresh={props.fresh}
      href={(props.opens ?? true) ? `/field/${props.card._id}` : undefined}
      stubLeft={
        <Show when={props.left === undefined} fallback={props.left}>
          <Show when={face()}>
            {(shown) => (
              <Due
                size="field"
                state={shown().state}
                share={shown().share}
                name={shown().overdue ? '' : shown().name}
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
