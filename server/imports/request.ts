import type { DecisionContext } from '../../shared/order/context.ts';
import { decide } from '../../shared/order/decide.ts';
import type { Order } from '../../shared/order/order.ts';
import { maskText } from '../../shared/privacy/mask.ts';
import { type HistoryOf, orderFrom, reportIdOf, stableId } from './history.ts';

/**
 * A letter that waits for an answer, as a request of today (I18): its clocks begin now, when it came to us, and its report tells
 * when it was said. Nobody was given codes for it: it is rated by call-back. Whoever imports sees it come; nobody is rung up for
 * each row.
 * @throws Error when the rules refuse it, which no row can bring about
 */
export function toRequest(
  { letter, place, no, importId, hasContact }: HistoryOf,
  context: Omit<DecisionContext, 'actor' | 'newId' | 'found'>,
): Order {
  const { area, channel, categoryId } = place;
  // What is no longer in the catalogue is sorted by hand.
  const item = place.item?.active ? place.item : null;
  const { communityId } = area;
  const orderId = stableId('order', communityId, letter.externalNo);
  const reportId = reportIdOf(communityId, letter.externalNo);
  const decision = decide(
    null,
    {
      id: `import-${importId}`,
      type: 'submit',
      payload: {
        areaId: area._id,
        title: letter.title,
        text: letter.text,
        reportedAt: letter.at,
        channel,
        externalNo: letter.externalNo,
        address: maskText(letter.address),
        ...(item ? { itemId: item._id } : {}),
        ...(hasContact ? { contact: { name: letter.person, phone: letter.phone } } : {}),
        rateByCallback: true,
      },
    },
    {
      ...context,
      actor: { kind: 'system', job: 'import' },
      newId: () => stableId('submitted', orderId),
      found: { area, item, fresh: { orderId, reportId, no, trackingHash: '', keyHash: '' } },
    },
  );
  if (!decision.ok) throw new Error(`a row cannot be submitted: ${decision.code}`);
  return orderFrom(
    // A file may know the category alone.
    decision.events.map((event) => (event.type === 'submitted' && !item ? { ...event, categoryId } : event)),
  );
}
