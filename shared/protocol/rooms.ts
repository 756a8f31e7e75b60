import type { AreaId, OrderId } from '../ids.ts';

/** Names of Yjs rooms (SPEC Y). */
export type Room =
  | { readonly kind: 'board'; readonly areaId: AreaId; readonly epoch: string }
  | { readonly kind: 'order'; readonly orderId: OrderId }
  | { readonly kind: 'council'; readonly id: string }
  | { readonly kind: 'handover'; readonly areaId: AreaId; readonly date: string };

export const boardRoom = (areaId: AreaId, epoch: string): string => `board:${areaId}:${epoch}`;
export const orderRoom = (orderId: OrderId): string => `order:${orderId}`;

/**
 * Reads a room name; names arrive raw or percent-encoded.
 * @returns null for anything that is not a room name.
 */
export function parseRoom(name: string): Room | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    return null;
  }
  const [kind, first, second, ...rest] = decoded.split(':');
  if (rest.length > 0 || first === undefined || first === '') return null;
  switch (kind) {
    case 'board':
      return second ? { kind, areaId: first, epoch: second } : null;
    case 'order':
      return second === undefined ? { kind, orderId: first } : null;
    case 'council':
      return second === undefined ? { kind, id: first } : null;
    case 'handover':
      return second ? { kind, areaId: first, date: second } : null;
    default:
      return null;
  }
}
