import { type Component, createEffect, For, on, Show } from 'solid-js';
import type { GrantedWish } from '../../../shared/protocol/dto.ts';
import { api } from '../../kit/api.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { now } from '../../kit/now.ts';
import { PATHS } from '../../kit/paths.ts';
import { timestamp } from '../../kit/timing.ts';
import { Dotted, Icon, SectionHead } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import styles from './lists.module.css';

/** Wishes I made come true, each with what the resident said (rule U50). Without network there is nothing to thank with. */
export const Granted: Component = () => {
  const field = useField();
  const read = createLoaded(async () => (await api.get<{ wishes: GrantedWish[] }>(PATHS.granted)).wishes);
  // A wish that was completed or rated has changed my lists as well.
  createEffect(
    on(
      () => field.snapshot()?.asOf,
      () => void read.reload(),
      { defer: true },
    ),
  );
  return (
    <Show when={read.value()}>
      {(wishes) => (
        <section>
          <SectionHead title={t().granted} aside={wishes().length} />
          <Show when={wishes().length > 0} fallback={<p class={styles.note}>{t().grantedNone}</p>}>
            <ul class={styles.granted}>
              <For each={wishes()}>
                {(wish) => (
                  <li>
                    <p class={styles.grantedTitle}>
                      <span class={styles.wish}>
                        <Icon name="wish" size={16} />
                      </span>
                      {wish.title}
                    </p>
                    <p class={styles.grantedMeta}>
                      <Dotted items={[field.areaName(wish.areaId), timestamp(wish.doneAt, now())]} />
                    </p>
                    <Show when={wish.thanks} fallback={<p class={styles.grantedMeta}>{t().noThanks}</p>}>
                      {(words) => <blockquote class={styles.thanks}>{words()}</blockquote>}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </section>
      )}
    </Show>
  );
};
