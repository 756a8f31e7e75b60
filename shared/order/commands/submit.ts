import { clockChanges } from '../../clocks/phases.ts';
import { clockRules } from '../../clocks/rules.ts';
import type { DeadlineRule } from '../../clocks/types.ts';
import { titleOf } from '../../privacy/title.ts';
import type { CommandOf } from '../commands.ts';
import type { DecisionContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import type { Report } from '../order.ts';
import { maySubmit } from '../permissions.ts';
import { accept, notice, OFFICERS, optional, refuse, stamp } from './verb.ts';

/** Until a matter is classified it must be done 不过夜; a wish has a week. */
const UNCLASSIFIED: DeadlineRule = { kind: 'overnight' };
const WISH: DeadlineRule = { kind: 'week' };

/** A request becomes an order with one report (O2). */
export function submit(command: CommandOf<'submit'>, context: DecisionContext): Decision {
  const { payload } = command;
  const { actor, found } = context;
  if (!maySubmit(actor)) return refuse('forbidden');
  const { area, item, fresh } = found;
  if (!area?.active) return refuse('unknown_area', { field: 'areaId' });
  if (payload.itemId !== undefined && !item?.active) return refuse('unknown_item', { field: 'item' });
  if (!fresh) return refuse('internal');
  const kind = payload.kind ?? 'request';
  const byMember = actor.kind === 'member';
  const channel = payload.channel ?? (byMember ? 'phone' : 'web');
  const at = context.now;
  // Only staff decide that something is urgent; a resident's choice of an urgent item counts as the item's own default.
  const urgent =
    kind !== 'wish' &&
    ((byMember && payload.urgent) || (payload.urgent !== false && (item?.urgent ?? false)));
  const report: Report = {
    _id: fresh.reportId,
    channel,
    text: payload.text,
    at,
    photoIds: payload.photoIds ?? [],
    trackingHash: fresh.trackingHash,
    keyHash: fresh.keyHash,
    hasContact: Boolean(payload.contact?.phone ?? payload.contact?.name),
    ...(byMember ? { takenBy: actor.memberId } : {}),
    ...(payload.rateByCallback ? { rateByCallback: true } : {}),
    ...optional('externalNo', payload.externalNo),
    ratings: [],
  };
  const resolve = item?.deadline ?? (kind === 'wish' ? WISH : UNCLASSIFIED);
  const rules = clockRules({ urgent, urgentMinutes: context.settings.urgentMinutes, resolve });
  const moment = { context, at, commandId: command.id };
  return accept(
    [
      {
        ...stamp(moment, 'submitted'),
        orderId: fresh.orderId,
        no: fresh.no,
        communityId: area.communityId,
        areaId: area._id,
        areaPath: area.path,
        levelAreaId: area.communityId,
        kind,
        urgent,
        categoryId: item?.categoryId ?? null,
        itemId: item?._id ?? null,
        title: titleOf(payload.text),
        address: payload.address ?? '',
        channel,
        report,
        clocks: clockChanges({}, 'new', at, rules, context).changes,
      },
    ],
    [notice(moment, 'new_request', OFFICERS)],
  );
}
