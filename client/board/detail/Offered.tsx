import { type Component, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { timestamp } from '../../kit/timing.ts';
import { Icon } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './detail.module.css';

/** To whom an order is offered that nobody has claimed yet, since when and by whom (U93). */
export const Offered: Component<{ readonly order: OrderDetail }> = (props) => {
  const staff = useStaff();
  const by = (id: string | null): string => (id === null ? '' : (staff.directory.member(id)?.name ?? ''));
  return (
    <Show when={props.order.status === 'dispatched' ? props.order.offer : null}>
      {(offer) => {
        const to = offer().to;
        return (
          <p class={styles.offered}>
            <Icon name="wait" size={16} />
            <strong>{to.kind === 'pool' ? t().liesInPool : t().liesWith(to.name)}</strong>
            <span>
              {[by(offer().by), timestamp(offer().at, now())].filter((part) => part !== '').join(' ')}
            </span>
          </p>
        );
      }}
    </Show>
  );
};

/** The id of the person or unit an order is offered to; null for the pool and for none. */
export function offeredTo({ offer }: Pick<OrderDetail, 'offer'>): string | null {
  if (!offer || offer.to.kind === 'pool') return null;
  if (offer.to.kind === 'member') return offer.to.memberId;
  return offer.to.kind === 'team' ? offer.to.teamId : offer.to.departmentId;
}
