import { type Component, createMemo, createSignal, For, Show } from 'solid-js';
import { encode } from 'uqr';
import { suggestItems } from '../../shared/catalogue/suggest.ts';
import type { SubmitPayload } from '../../shared/order/commands.ts';
import type { Channel } from '../../shared/order/order.ts';
import type { Receipt as ReceiptData } from '../../shared/protocol/socket.ts';
import { makeDraft } from '../kit/drafts.ts';
import { named } from '../kit/i18n.ts';
import { useStaff } from '../kit/staff.ts';
import { word } from '../kit/words.ts';
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  Field,
  FilterChip,
  QrCode,
  Receipt,
  Select,
  TextArea,
  TextInput,
  TreeSelect,
} from '../ui/index.ts';
import styles from './board.module.css';
import { t } from './words.ts';

const CHANNELS: readonly Channel[] = ['phone', 'counter', 'hotline12345', 'visit', 'grid', 'council'];

interface IntakeDraft {
  text: string;
  areaId: string;
  address: string;
  itemId: string;
  channel: Channel;
  name: string;
  phone: string;
  urgent: boolean;
  callback: boolean;
}

/** What comes in by telephone or at the counter. Half-typed, it outlives the dialog and the page. */
export const Intake: Component<{ readonly areaId: string; readonly onClose: () => void }> = (props) => {
  const staff = useStaff();
  const draft = makeDraft<IntakeDraft>(staff.member()._id, 'intake', () => ({
    text: '',
    areaId: props.areaId,
    address: '',
    itemId: '',
    channel: 'phone',
    name: '',
    phone: '',
    urgent: false,
    callback: false,
  }));
  const value = draft.value;
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal('');
  const [receipt, setReceipt] = createSignal<ReceiptData>();
  const items = createMemo(() => (staff.directory.data()?.items ?? []).filter((item) => item.active));
  const suggested = createMemo(() => suggestItems(value().text, items(), 3));
  const nodes = createMemo(() =>
    (staff.directory.data()?.areas ?? [])
      .filter((area) => area.active)
      .map((area) => ({ id: area._id, label: area.name, parentId: area.parentId })),
  );
  const payload = (): SubmitPayload => {
    const { text, areaId, address, itemId, channel, name, phone, urgent, callback } = value();
    const contact = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
    return {
      text,
      areaId,
      channel,
      ...(address ? { address } : {}),
      ...(itemId ? { itemId } : {}),
      ...(urgent ? { urgent } : {}),
      ...(Object.keys(contact).length > 0 ? { contact } : {}),
      ...(callback ? { rateByCallback: true } : {}),
    };
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    const answer = await staff.send('submit', null, payload(), { about: value().text.slice(0, 30) }).answer;
    setBusy(false);
    if (answer?.ok) {
      setReceipt(answer.receipt);
      draft.discard();
    } else if (answer) setProblem(answer.message);
  };
  const link = (code: string): string => `${window.location.origin}/track#${code}`;

  return (
    <Dialog open keepOpen size="wide" title={t().intakeTitle} closeLabel={t().close} onClose={props.onClose}>
      <Show
        when={receipt()}
        fallback={
          <form class={styles.form} onSubmit={(event) => void submit(event)}>
            <Field label={t().what} required>
              <TextArea
                rows={4}
                limit={10_000}
                value={value().text}
                onValue={(text) => draft.set({ text })}
              />
            </Field>
            <Show when={suggested().length > 0}>
              <div class={styles.suggest}>
                <span>{t().looksLike}</span>
                <For each={suggested()}>
                  {(item) => (
                    <FilterChip
                      label={named(item)}
                      pressed={value().itemId === item._id}
                      onPress={(on) => draft.set({ itemId: on ? item._id : '' })}
                    />
                  )}
                </For>
              </div>
            </Show>
            <div class={styles.two}>
              <Field label={t().channel}>
                <Select
                  value={value().channel}
                  onValue={(channel) => draft.set({ channel: channel as Channel })}
                  options={CHANNELS.map((channel) => ({ value: channel, label: word.channel(channel) }))}
                />
              </Field>
              <Field label={t().item}>
                <Select
                  value={value().itemId}
                  onValue={(itemId) => draft.set({ itemId })}
                  placeholder={t().empty}
                  options={items().map((item) => ({
                    value: item._id,
                    label: named(item),
                    group: staff.directory.categoryName(item.categoryId),
                  }))}
                />
              </Field>
              <Field label={t().where} required>
                <TreeSelect
                  label={t().where}
                  nodes={nodes()}
                  value={value().areaId}
                  onValue={(areaId) => draft.set({ areaId })}
                  emptyText={t().empty}
                  opened="all"
                />
              </Field>
              <Field label={t().address}>
                <TextInput
                  value={value().address}
                  onValue={(address) => draft.set({ address })}
                  maxLength={200}
                />
              </Field>
              <Field label={t().name}>
                <TextInput value={value().name} onValue={(name) => draft.set({ name })} maxLength={40} />
              </Field>
              <Field label={t().phone}>
                <TextInput
                  type="tel"
                  value={value().phone}
                  onValue={(phone) => draft.set({ phone })}
                  maxLength={24}
                />
              </Field>
            </div>
            <Checkbox checked={value().urgent} onChange={(urgent) => draft.set({ urgent })}>
              {t().urgentMatter}
            </Checkbox>
            <Checkbox checked={value().callback} onChange={(callback) => draft.set({ callback })}>
              {t().noKey}
            </Checkbox>
            <Show when={problem()}>
              <Banner title={problem()} icon="alert" role="alert" />
            </Show>
            <div class={styles.formActions}>
              <Button onClick={() => props.onClose()}>{t().cancel}</Button>
              <Button type="submit" variant="primary" loading={busy()}>
                {t().submit}
              </Button>
            </div>
          </form>
        }
      >
        {(one) => (
          <Receipt
            codeLabel={t().receipt}
            code={one().trackingCode}
            qr={
              <QrCode
                matrix={encode(link(one().trackingCode), { ecc: 'Q', border: 0 }).data}
                label={t().receipt}
                seal
                size={160}
              />
            }
            note={t().receiptNote}
          >
            {one().orderNo}
          </Receipt>
        )}
      </Show>
    </Dialog>
  );
};
