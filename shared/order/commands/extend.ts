import { extendResolve } from '../../clocks/rules.ts';
import { accept, notice, OFFICERS, refuse, stamp, type Verb } from './verb.ts';

/** Asks for a later resolve deadline, before somebody else decides (O20). */
export const extend: Verb<'extend'> = (moment, payload) => {
  if (moment.order.extension) return refuse('extension_pending', { by: moment.order.extension.name });
  const possible = extendResolve(
    moment.order.clocks,
    payload.until,
    moment.at,
    moment.context.settings.warnShare,
  );
  if (!possible.ok || moment.context.actor.kind !== 'member')
    return refuse('bad_deadline', { field: 'until' });
  return accept(
    [{ ...stamp(moment, 'extension_asked'), until: payload.until, reason: payload.reason }],
    [notice(moment, 'extension_asked', OFFICERS)],
  );
};
