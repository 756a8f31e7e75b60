import { type Component, createMemo, createSignal } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { PATHS } from '../../kit/paths.ts';
import { useStaff } from '../../kit/staff.ts';
import { Button, ButtonLink, KeyValue, type KeyValueItem } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { faultText, t } from '../words.ts';
import { mapLink } from './map-link.ts';

/** Where it is, and whom to ask: each with the one thing to press. */
export const Rows: Component<{ readonly order: OrderDetail; readonly mayCall: boolean }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const area = () => field.areaName(props.order.areaId);
  /** The way up from the grid, so that the map finds the right town. */
  const wholePlace = () =>
    [...props.order.areaPath.split('/').filter((id) => id !== ''), '']
      .map((id) => (id === '' ? props.order.address : staff.directory.areaName(id)))
      .filter((part) => part !== '')
      .join(' ');
  const items = createMemo((): KeyValueItem[] => [
    {
      id: 'place',
      icon: 'pin',
      label: t().where,
      value: [area(), props.order.address].filter((part) => part !== '').join(' '),
      note: staff.directory.itemName(props.order.itemId) || undefined,
      action: (
        <ButtonLink
          size="field"
          icon="navigate"
          href={mapLink(wholePlace(), navigator.userAgent)}
          rel="external noreferrer"
          target="_blank"
        >
          {t().navigate}
        </ButtonLink>
      ),
    },
    ...contacts(props.order).map(
      (one): KeyValueItem => ({
        id: one.reportId,
        icon: 'phone',
        label: t().contactName,
        value: [one.name || t().anonymous, one.phone].filter((part) => part !== '').join(' '),
        note: one.phone === '' ? t().noPhone : props.mayCall ? t().callNote : t().why.notMine,
        action: (
          <CallButton order={props.order} reportId={one.reportId} off={one.phone === '' || !props.mayCall} />
        ),
      }),
    ),
  ]);
  return <KeyValue look="rows" items={items()} />;
};

/** Those who left a contact, each once. */
const contacts = (order: OrderDetail) => {
  const seen = new Set<string>();
  return order.reports.flatMap(({ _id, contact }) => {
    if (!contact || seen.has(`${contact.name} ${contact.phone}`)) return [];
    seen.add(`${contact.name} ${contact.phone}`);
    return [{ reportId: _id, name: contact.name, phone: contact.phone }];
  });
};

/** Opening the number is recorded by the server; the phone dials it without showing it (rule U67). */
const CallButton: Component<{
  readonly order: OrderDetail;
  readonly reportId: string;
  readonly off: boolean;
}> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const [busy, setBusy] = createSignal(false);
  const call = async (): Promise<void> => {
    setBusy(true);
    try {
      const { phone } = await api.post<{ phone: string }>(PATHS.contact(props.order._id, props.reportId));
      if (phone === '') feedback.toast({ text: t().noPhone, tone: 'ochre' });
      else window.location.assign(`tel:${phone.replaceAll(/[^\d+]/gu, '')}`);
    } catch (error) {
      feedback.toast({ text: faultText(error), tone: 'ochre' });
    } finally {
      setBusy(false);
    }
  };
  const reason = () => {
    if (props.off) return t().why.notMine;
    return staff.connection.link().state === 'offline' ? t().callOffline : undefined;
  };
  return (
    <Button size="field" icon="phone" loading={busy()} disabledReason={reason()} onClick={() => void call()}>
      {t().call}
    </Button>
  );
};
