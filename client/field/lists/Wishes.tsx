import { type Component, createMemo, For, Show } from 'solid-js';
import { ButtonLink, EmptyState, SectionHead } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import { Freshness } from './Freshness.tsx';
import { Granted } from './Granted.tsx';
import { ListState } from './ListState.tsx';
import { LostSlip } from './LostSlip.tsx';
import styles from './lists.module.css';
import { MineSlip } from './Mine.tsx';
import { OfferSlip } from './OfferSlip.tsx';
import { useOffers } from './offers.ts';

/** 心愿墙: those I took on, small favours that wait for whoever is near, and what came true with the residents' thanks. */
export const Wishes: Component = () => {
  const field = useField();
  const rows = useOffers();
  const open = createMemo(() => rows().filter(({ card }) => card.kind === 'wish'));
  const mine = createMemo(() =>
    (field.snapshot()?.mine ?? []).filter((card) => card.kind === 'wish' && card.status === 'handling'),
  );
  return (
    <div class={styles.list}>
      <div class={styles.tools}>
        <ButtonLink size="field" icon="add" href="/field/new?wish=1">
          {t().offerWish}
        </ButtonLink>
        <Freshness />
      </div>
      <For each={field.claims.lost().filter((one) => one.row.card.kind === 'wish')}>
        {(lost) => <LostSlip lost={lost} />}
      </For>
      <ListState ready={field.snapshot() !== null}>
        <Show when={mine().length > 0}>
          <SectionHead title={t().myWishes} aside={mine().length} />
          <For each={mine()}>
            {(card) => (
              <div class={styles.held}>
                <MineSlip card={card} />
                <ButtonLink variant="link" size="field" href={`/field/${card._id}?ask=release`}>
                  {t().releaseWish}
                </ButtonLink>
              </div>
            )}
          </For>
        </Show>
        <SectionHead title={t().openWishes} aside={open().length} />
        <For
          each={open()}
          fallback={<EmptyState icon="wish" title={t().emptyWishes} detail={t().emptyWishesNote} />}
        >
          {(row) => <OfferSlip row={row} />}
        </For>
      </ListState>
      <Granted />
    </div>
  );
};
