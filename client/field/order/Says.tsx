import { type Component, For, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { now } from '../../kit/now.ts';
import { PATHS } from '../../kit/paths.ts';
import { timestamp } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { Dotted, Icon, PhotoStrip } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './order.module.css';

/** What residents wrote, with their photos. */
export const Says: Component<{ readonly order: OrderDetail }> = (props) => (
  <For each={props.order.reports}>
    {(report) => (
      <div class={styles.say}>
        <p class={styles.said}>{report.text}</p>
        <Show when={report.photoIds.length > 0}>
          <Photos ids={report.photoIds} />
        </Show>
        <p class={styles.saidMeta}>
          <Show when={report.photoIds.length > 0}>
            <Icon name="image" size={16} />
          </Show>
          <Dotted
            items={[
              report.photoIds.length > 0 ? t().photosN(report.photoIds.length) : undefined,
              t().taken(word.channel(report.channel), timestamp(report.at, now())),
            ]}
          />
        </p>
      </div>
    )}
  </For>
);

/** Photos that open large in a tab of their own. */
export const Photos: Component<{ readonly ids: readonly string[] }> = (props) => (
  <PhotoStrip
    size="large"
    label={t().photo}
    photos={props.ids.map((id, index) => ({
      id,
      src: PATHS.photo(id),
      alt: t().photoN(index + 1),
    }))}
    onOpen={(photo) => window.open(photo.src, '_blank', 'noopener')}
  />
);
