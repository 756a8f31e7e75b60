import { type Component, For } from 'solid-js';
import type { RatesRow, Share } from '../../shared/protocol/dto.ts';
import { Metric } from '../ui/index.ts';
import styles from './resident.module.css';
import { t } from './words.ts';

const percent = (share: Share): string => ((share.count / share.total) * 100).toFixed(1);

/** The four rates with their counts. While they are still being read nobody says that there are none (R5). */
export const Rates: Component<{ readonly rates: RatesRow | undefined }> = (props) => (
  <div class={styles.rates} aria-busy={props.rates === undefined}>
    <For each={['responded', 'completed', 'solved', 'satisfied'] as const}>
      {(name) => {
        const share = (): Share | undefined => props.rates?.[name];
        const word = (): string | null => {
          const known = share();
          if (!known) return t().loading;
          return known.total === 0 ? t().noData : null;
        };
        return (
          <Metric
            label={t()[name]}
            value={word() ?? percent(share() ?? NONE)}
            empty={word() !== null}
            unit={word() === null ? '%' : undefined}
            count={counts(share())}
          />
        );
      }}
    </For>
  </div>
);

const NONE: Share = { count: 0, total: 0 };

const counts = (share: Share | undefined): string =>
  share === undefined ? '' : `${Math.round(share.count)}/${share.total}`;
