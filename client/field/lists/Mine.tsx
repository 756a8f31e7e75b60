import { type Component, createMemo, For, Show } from 'solid-js';
import type { FieldCard } from '../../../shared/protocol/dto.ts';
import { useStaff } from '../../kit/staff.ts';
import { word } from '../../kit/words.ts';
import { ButtonLink, Dotted, EmptyState, SectionHead, StatusChip, StubNote } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { mineRows } from '../model/lists.ts';
import { t } from '../words.ts';
import { CardSlip } from './CardSlip.tsx';
import { Freshness } from './Freshness.tsx';
import { ListState } from './ListState.tsx';
import styles from './lists.module.css';

/** 我的: what I hold, then what I completed and nobody has rated yet. */
export const Mine: Component = () => {
  const field = useField();
  const rows = createMemo(() => mineRows(field.snapshot()));
  return (
    <div class={styles.list}>
      <div class={styles.tools}>
        <Freshness />
      </div>
      <ListState ready={field.snapshot() !== null}>
        <For
          each={rows().handling}
          fallback={<EmptyState icon="list" title={t().emptyMine} detail={t().emptyMineNote} />}
        >
          {(card) => <MineSlip card={card} />}
        </For>
        <Show when={rows().done.length > 0}>
          <SectionHead title={t().doneWaiting} aside={rows().done.length} />
          <For each={rows().done}>{(card) => <MineSlip card={card} />}</For>
        </Show>
      </ListState>
    </div>
  );
};

export const MineSlip: Component<{ readonly card: FieldCard }> = (props) => {
  const staff = useStaff();
  const unsent = () => staff.outbox.entries().filter((entry) => entry.orderId === props.card._id).length;
  return (
    <CardSlip
      card={props.card}
      why={
        <Dotted
          items={[
            props.card.status === 'handling'
              ? props.card.arrived
                ? t().atPlace
                : t().notArrived
              : undefined,
            unsent() > 0 ? t().band.unsent(unsent()) : undefined,
          ]}
        />
      }
      left={props.card.status === 'handling' ? undefined : <StubNote>{t().doneWaiting}</StubNote>}
      right={
        <Show
          when={props.card.status === 'handling'}
          fallback={<StatusChip status={props.card.status} label={word.status(props.card.status)} />}
        >
          <ButtonLink
            size="field"
            class={styles.take}
            href={`/field/${props.card._id}`}
            aria-label={`${t().handle} ${props.card.no}`}
          >
            {t().handle}
          </ButtonLink>
        </Show>
      }
    />
  );
};
