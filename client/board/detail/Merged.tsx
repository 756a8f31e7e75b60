import { type Component, For, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { Button } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './detail.module.css';

/** Where a merged order went, and what was merged into this one; each opens in the drawer, where it can be split off. */
export const Merged: Component<{
  readonly order: OrderDetail;
  readonly onOpen: (orderId: string) => void;
}> = (props) => (
  <>
    <Show when={props.order.mergedInto}>
      {(into) => (
        <p class={styles.hint}>
          {t().mergedInto}{' '}
          <Button variant="link" onClick={() => props.onOpen(into()._id)}>
            {into().no}
          </Button>
        </p>
      )}
    </Show>
    <Show when={props.order.adopted.length > 0}>
      <p class={styles.hint}>
        {t().hasMerged}{' '}
        <For each={props.order.adopted}>
          {(one) => (
            <Button variant="link" onClick={() => props.onOpen(one.orderId)}>
              {one.no}
            </Button>
          )}
        </For>
      </p>
    </Show>
  </>
);
