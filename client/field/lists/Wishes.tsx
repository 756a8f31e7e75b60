import { type Component, createMemo, For, Show } from 'solid-js';
import { EmptyState, SectionHead } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import { Freshness } from './Freshness.tsx';
import { ListState } from './ListState.tsx';
import { LostSlip } from './LostSlip.tsx';
import styles from './lists.module.css';
import { MineSlip } from './Mine.tsx';
import { OfferSlip } from './OfferSlip.tsx';
import { useOffers } from './offers.ts';

/** 心愿墙: small favours that wait for whoever is near, and those I took on. */
export const Wishes: Component = () => {
  const field = useField();
  const rows = useOffers();
  const open = createMemo(() => rows().filter(({ card }) => card.kind === 'wish'));
  const mine = createMemo(() => (field.snapshot()?.mine ?? []).filter((card) => card.kind === 'wish'));
  return (
    <div class={styles.list}>
      <div class={styles.tools}>
        <Freshness />
      </div>
      <For each={field.claims.lost().filter((one) => one.row.card.kind === 'wish')}>
        {(lost) => <LostSlip lost={lost} />}
      </For>
      <ListState ready={field.snapshot() !== null}>
        <For
          each={open()}
          fallback={<EmptyState icon="wish" title={t().emptyWishes} detail={t().emptyWishesNote} />}
        >
          {(row) => <OfferSlip row={row} />}
        </For>
        <Show when={mine().length > 0}>
          <SectionHead title={t().myWishes} aside={mine().length} />
          <For each={mine()}>{(card) => <MineSlip card={card} />}</For>
        </Show>
      </ListState>
    </div>
  );
};
