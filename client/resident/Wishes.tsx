import { type Component, createSignal, For, Show } from 'solid-js';
import { createLoaded } from '../kit/loaded.ts';
import { Button, ButtonLink, EmptyState, Skeleton, StatusChip } from '../ui/index.ts';
import styles from './resident.module.css';
import { PageTitle, Shell } from './Shell.tsx';
import { shortTime } from './times.ts';
import { fetchWishes, type PublicWish } from './wire.ts';
import { faultText, t } from './words.ts';

const isStatus = (status: string): 'new' | 'handling' | 'closed' =>
  status === 'handling' ? 'handling' : status === 'done' || status === 'closed' ? 'closed' : 'new';

const LABEL = { new: 'wishOpen', handling: 'wishTaken', closed: 'wishDone' } as const;

/** Residents offer, volunteers claim: what is waiting, what is taken, what came true. */
export const Wishes: Component = () => {
  const [wishes, setWishes] = createSignal<readonly PublicWish[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const load = async (from?: string): Promise<true> => {
    const page = await fetchWishes(from);
    setWishes((shown) => (from ? [...shown, ...page.wishes] : page.wishes));
    setCursor(page.nextCursor);
    return true;
  };
  const loaded = createLoaded(() => load());
  return (
    <Shell>
      <PageTitle title={t().wishesTitle} lead={t().wishesLead} />
      <Show
        when={!loaded.fault()}
        fallback={
          <EmptyState
            icon="offline"
            tone="error"
            title={faultText(loaded.fault())}
            action={<Button onClick={() => void loaded.reload()}>{t().retry}</Button>}
          />
        }
      >
        <Show when={loaded.value()} fallback={<Skeleton count={5} />}>
          <Show when={wishes().length > 0} fallback={<EmptyState icon="wish" title={t().wishEmpty} />}>
            <ul class={styles.wishes}>
              <For each={wishes()}>
                {(wish) => (
                  <li>
                    <strong>{wish.title}</strong>
                    <span class={styles.note}>
                      {wish.areaName} · {shortTime(wish.createdAt, Date.now())}
                    </span>
                    <StatusChip status={isStatus(wish.status)} label={t()[LABEL[isStatus(wish.status)]]} />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Show>
      </Show>
      <div class={styles.actions}>
        <Show when={cursor()}>
          {(from) => (
            <Button size="field" block onClick={() => void load(from())}>
              {t().more}
            </Button>
          )}
        </Show>
        <ButtonLink href="/?wish=1" size="field" icon="wish" block>
          {t().wishOffer}
        </ButtonLink>
        <ButtonLink href="/signin?next=/field" variant="link" size="field" block>
          {t().volunteerSignIn}
        </ButtonLink>
      </div>
    </Shell>
  );
};
