import { clockChanges } from '../../clocks/phases.ts';
import { clockRules } from '../../clocks/rules.ts';
import type { DeadlineRule } from '../../clocks/types.ts';
import { titleOf } from '../../privacy/title.ts';
import type { Actor } from '../actor.ts';
import type { CommandOf, SubmitPayload } from '../commands.ts';
import type { DecisionContext } from '../context.ts';
import type { Decision } from '../decision.ts';
import { maySubmit } from '../permissions.ts';
import type { Channel, Kind, Report } from '../state.ts';
import { escalationRule } from './escalate.ts';
import { accept, clockContext, notice, OFFICERS, optional, refuse, stamp } from './verb.ts';

/** Until a matter is classified it must be done 不过夜; a wish has a week. */
const UNCLASSIFIED: DeadlineRule = { kind: 'overnight' };
const WISH: DeadlineRule = { kind: 'week' };

/** From a resident's own hand come requests and wishes, through open doors; the rest is for staff and imports to say. */
function trusted(payload: SubmitPayload, actor: Actor) {
  const { kind = 'request', channel, rateByCallback = false, externalNo, title, reportedAt } = payload;
  if (actor.kind !== 'resident') {
    const usual: Channel = actor.kind === 'member' ? 'phone' : 'web';
    const said = actor.kind === 'system' ? { title, reportedAt } : {};
    return { kind, channel: channel ?? usual, rateByCallback, externalNo, ...said };
  }
  const door: Channel = channel === 'qr' || channel === 'open311' ? channel : 'web';
  const asked: Kind = kind === 'wish' ? 'wish' : 'request';
  return { kind: asked, channel: door, rateByCallback: false, externalNo: undefined };
}

/** A request becomes an order with one report (O2). */
export function submit(command: CommandOf<'submit'>, context: DecisionContext): Decision {
  const { payload } = command;
  const { actor, found } = context;
  if (!maySubmit(actor)) return refuse('forbidden');
  const { area, item, fresh } = found;
  if (!area?.active) return refuse('unknown_area', { field: 'areaId' });
  if (payload.itemId !== undefined && !item?.active) return refuse('unknown_item', { field: 'item' });
  if (!fresh) return refuse('internal');
  const byMember = actor.kind === 'member';
  const { kind, channel, rateByCallback, externalNo, title, reportedAt } = trusted(payload, actor);
  const { phone = '', name = '' } = payload.contact ?? {};
  const at = context.now;
  // Only staff decide that something is urgent; a resident's choice of an urgent item counts as the item's own default.
  const urgent =
    kind !== 'wish' &&
    ((byMember && payload.urgent) || (payload.urgent !== false && (item?.urgent ?? false)));
  const report: Report = {
    _id: fresh.reportId,
    channel,
    text: payload.text,
    at: Math.min(reportedAt ?? at, at),
    photoIds: payload.photoIds ?? [],
    trackingHash: fresh.trackingHash,
    keyHash: fresh.keyHash,
    hasContact: phone !== '' || name !== '',
    ...(byMember ? { takenBy: actor.memberId } : {}),
    ...(rateByCallback ? { rateByCallback: true } : {}),
    ...optional('externalNo', externalNo),
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
        title: titleOf(title ?? payload.text),
        address: payload.address ?? '',
        channel,
        report,
        clocks: clockChanges({}, 'new', at, rules, clockContext(context)).changes,
        ...escalationRule(item, context.settings),
      },
    ],
    [notice(moment, 'new_request', OFFICERS)],
  );
}
