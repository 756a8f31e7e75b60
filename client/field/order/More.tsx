import { type Component, createMemo } from 'solid-js';
import type { EventId } from '../../../shared/ids.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { eventText } from '../../../shared/texts/index.ts';
import { language } from '../../kit/i18n.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { clockSpan } from '../../kit/timing.ts';
import { Menu, type MenuItem } from '../../ui/index.ts';
import type { AskKind } from '../ask/payload.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import type { OrderModel } from './detail.ts';
import { whyNot } from './verbs.ts';
import { whyText } from './why.ts';

const ASKED = ['return', 'release', 'extend'] as const;
/** Matches the server's bound; it has the last word. */
const UNDO_MS = 10 * 60_000;

/** Steps that are not for every day: giving back, more time, taking back the last step. */
export const More: Component<{
  readonly order: OrderDetail;
  readonly model: OrderModel;
  readonly onAsk: (kind: AskKind) => void;
}> = (props) => {
  const staff = useStaff();
  const field = useField();
  const last = createMemo(() => props.order.history.findLast((row) => row.undoable));
  const undo = async (eventId: EventId): Promise<void> => {
    await field.send({ type: 'undo', order: props.order, payload: { eventId } });
    await props.model.reload();
  };
  const items = createMemo((): MenuItem[] => {
    const row = last();
    const left = row ? row.at + UNDO_MS - now() : 0;
    const undoItem: MenuItem[] =
      row && left > 0
        ? [
            {
              id: 'undo',
              icon: 'undo',
              label: t().undo,
              hint: t().undoHint(eventText(language(), row.type), clockSpan(left)),
              onSelect: () => void undo(row.id),
            },
          ]
        : [];
    return [
      ...undoItem,
      ...ASKED.map((type): MenuItem => {
        const why = whyNot(type, props.order, props.model.queued(), staff.member()._id);
        return {
          id: type,
          label: t().verb[type] ?? type,
          hint: why ? whyText(why) : t().hint[type],
          disabled: why !== null,
          onSelect: () => props.onAsk(type),
        };
      }),
    ];
  });
  return <Menu icon="more" size="field" label={t().moreMenu} placement="bottom-end" items={items()} />;
};
