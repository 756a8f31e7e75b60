import { type Component, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { useStaff } from '../../kit/staff.ts';
import { Button, EmptyState, FilterChip } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import { Freshness } from './Freshness.tsx';
import { ListState } from './ListState.tsx';
import { LostSlip } from './LostSlip.tsx';
import styles from './lists.module.css';
import { OfferSlip } from './OfferSlip.tsx';
import { useOffers } from './offers.ts';

/** 待接单: what is offered to me, then the open pool of my areas. */
export const Todo: Component = () => {
  const staff = useStaff();
  const field = useField();
  const rows = useOffers();
  onCleanup(field.newcomers.clear);
  const [wishes, setWishes] = createSignal(false);
  const [urgent, setUrgent] = createSignal(false);
  const shown = createMemo(() =>
    rows().filter(({ card }) => (!wishes() || card.kind === 'wish') && (!urgent() || card.urgent)),
  );
  const count = (which: 'wishes' | 'urgent'): number =>
    rows().filter(({ card }) => (which === 'wishes' ? card.kind === 'wish' : card.urgent)).length;
  const cut = () => field.snapshot()?.more.offered || field.snapshot()?.more.pool;
  return (
    <div class={styles.list}>
      <div class={styles.tools}>
        <Show when={count('wishes') > 0 || wishes()}>
          <FilterChip
            size="field"
            icon="wish"
            label={t().wishes}
            count={count('wishes')}
            pressed={wishes()}
            onPress={setWishes}
          />
        </Show>
        <Show when={count('urgent') > 0 || urgent()}>
          <FilterChip
            size="field"
            icon="flag"
            label={t().urgentOnly}
            count={count('urgent')}
            pressed={urgent()}
            onPress={setUrgent}
          />
        </Show>
        <Freshness />
      </div>
      <For each={field.claims.lost()}>{(lost) => <LostSlip lost={lost} />}</For>
      <ListState ready={field.snapshot() !== null || rows().length > 0}>
        <For
          each={shown()}
          fallback={
            <Show
              when={rows().length === 0}
              fallback={
                <EmptyState
                  icon="filter"
                  title={t().emptyFilter}
                  action={
                    <Button
                      size="field"
                      onClick={() => {
                        setWishes(false);
                        setUrgent(false);
                      }}
                    >
                      {t().showAll}
                    </Button>
                  }
                />
              }
            >
              <EmptyState
                icon="check"
                title={t().emptyTodo}
                detail={staff.member().onDuty ? t().emptyTodoNote : t().emptyOff}
              />
            </Show>
          }
        >
          {(row) => <OfferSlip row={row} />}
        </For>
        <Show when={cut()}>
          <p class={styles.note}>{t().more(rows().length)}</p>
        </Show>
      </ListState>
    </div>
  );
};
