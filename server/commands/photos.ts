import type { EventId, PhotoId, ReportId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/order/actor.ts';
import type { Command } from '../../shared/order/commands.ts';
import type { Refusal } from '../../shared/order/decision.ts';
import type { Order } from '../../shared/order/order.ts';
import type { Models } from '../store/models.ts';

function namedPhotos(command: Command): readonly PhotoId[] {
  switch (command.type) {
    case 'submit':
    case 'feedback':
    case 'complete':
      return command.payload.photoIds ?? [];
    default:
      return [];
  }
}

/**
 * Photos a command names become the order's before the commit names them, so that no crash leaves an order with photos
 * that nobody keeps. A photo belongs to one order only: naming another order's is refused (S15). One that is attached and
 * then not named after all (a refusal, a lost race) is shown nowhere.
 */
export async function attachPhotos(
  models: Models,
  actor: Actor,
  command: Command,
  order: Pick<Order, '_id' | 'communityId'>,
  to: { readonly reportId: ReportId } | { readonly eventId: EventId },
): Promise<Refusal | null> {
  const ids = [...new Set(namedPhotos(command))];
  if (ids.length === 0) return null;
  const mine = {
    _id: { $in: ids },
    orderId: null,
    ...(actor.kind === 'member' ? UPLOADED_BY(actor.memberId) : {}),
  };
  await models.photos.updateMany(mine, {
    $set: { orderId: order._id, communityId: order.communityId, ...to },
  });
  const attached = await models.photos.countDocuments({ _id: { $in: ids }, orderId: order._id });
  return attached === ids.length ? null : { ok: false, code: 'bad_photo', details: { field: 'photoIds' } };
}

/** Staff may pass on what a resident sent with the form, but not what a colleague is just uploading. */
const UPLOADED_BY = (memberId: string) => ({ uploadedBy: { $in: [memberId, null] } });
