import { extendResolve } from '../../clocks/rules.ts';
import { accept, holderOf, notice, refuse, stamp, type Verb } from './verb.ts';

/** Answers a request for an extension; nobody but a leader answers their own (O21). */
export const approve: Verb<'approve'> = (moment, payload) => {
  const { extension, clocks } = moment.order;
  const { actor, settings } = moment.context;
  if (extension?.eventId !== payload.requestId) return refuse('no_extension_asked');
  const own = actor.kind === 'member' && actor.memberId === extension.by;
  if (own && !(actor.kind === 'member' && actor.roles.includes('leader'))) return refuse('forbidden');
  const moved = extendResolve(clocks, extension.until, moment.at, settings.warnShare);
  if (payload.approved && !moved.ok) return refuse('bad_deadline', { field: 'until' });
  return accept(
    [
      {
        ...stamp(moment, 'extension_decided'),
        requestId: extension.eventId,
        approved: payload.approved,
        until: extension.until,
        text: payload.text ?? '',
        clocks: payload.approved && moved.ok ? [moved.change] : [],
      },
    ],
    holderOf(moment.order).map((to) => notice(moment, 'extension_decided', to)),
  );
};
