import { type Component, createMemo, For, Show } from 'solid-js';
import { encode } from 'uqr';
import { BOUNDS } from '../../shared/order/settings.ts';
import type { Channel } from '../../shared/order/state.ts';
import { useFeedback } from '../kit/feedback.ts';
import { named } from '../kit/i18n.ts';
import { createIntake } from '../kit/intake.ts';
import { PhotoField } from '../kit/photo-field/PhotoField.tsx';
import { directoryNodes } from '../kit/place-names.ts';
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

/** What comes in by telephone or at the counter. Half-typed, it outlives the dialog and the page. */
export const Intake: Component<{ readonly areaId: string; readonly onClose: () => void }> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const { value, change, photos, items, suggested, wrong, problem, sending, taken, submit, next } =
    createIntake({
      key: 'intake',
      areaId: () => props.areaId,
      channel: 'phone',
      send: ({ payload, ...more }) => staff.send('submit', null, payload, more).answer,
      kept: () => feedback.toast({ text: t().intakeKept }),
    });
  const nodes = createMemo(() => directoryNodes(staff.directory));
  const link = (code: string): string => `${window.location.origin}/track#${code}`;

  return (
    <Dialog open keepOpen size="wide" title={t().intakeTitle} closeLabel={t().close} onClose={props.onClose}>
      <Show
        when={taken()}
        fallback={
          <form
            class={styles.form}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Field
              label={t().what}
              required
              error={wrong() === 'text' ? t().needText : wrong() === 'length' ? t().tooLong : undefined}
            >
              <TextArea
                rows={4}
                limit={BOUNDS.text}
                counter={(used, limit) => `${used}/${limit}`}
                value={value().text}
                onValue={(text) => change({ text })}
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
                      onPress={(on) => change({ itemId: on ? item._id : '' })}
                    />
                  )}
                </For>
              </div>
            </Show>
            <PhotoField photos={photos} size="desk" />
            <div class={styles.two}>
              <Field label={t().channel}>
                <Select
                  value={value().channel}
                  onValue={(channel) => change({ channel: channel as Channel })}
                  options={CHANNELS.map((channel) => ({ value: channel, label: word.channel(channel) }))}
                />
              </Field>
              <Field label={t().item}>
                <Select
                  value={value().itemId}
                  onValue={(itemId) => change({ itemId })}
                  options={[
                    { value: '', label: t().chooseItem },
                    ...items().map((item) => ({
                      value: item._id,
                      label: named(item),
                      group: staff.directory.categoryName(item.categoryId),
                    })),
                  ]}
                />
              </Field>
              <Field label={t().where} required error={wrong() === 'areaId' ? t().chooseWhere : undefined}>
                <TreeSelect
                  label={t().where}
                  nodes={nodes()}
                  value={value().areaId}
                  onValue={(areaId) => change({ areaId })}
                  emptyText={t().empty}
                  opened="all"
                />
              </Field>
              <Field label={t().address}>
                <TextInput
                  value={value().address}
                  onValue={(address) => change({ address })}
                  maxLength={200}
                />
              </Field>
              <Field label={t().name}>
                <TextInput value={value().name} onValue={(name) => change({ name })} maxLength={40} />
              </Field>
              <Field label={t().phone}>
                <TextInput
                  type="tel"
                  value={value().phone}
                  onValue={(phone) => change({ phone })}
                  maxLength={24}
                />
              </Field>
            </div>
            <Checkbox checked={value().urgent} onChange={(urgent) => change({ urgent })}>
              {t().urgentMatter}
            </Checkbox>
            <Checkbox checked={value().callback} onChange={(callback) => change({ callback })}>
              {t().noKey}
            </Checkbox>
            <Show when={problem()}>
              <Banner title={problem()} icon="alert" role="alert" />
            </Show>
            <div class={styles.formActions}>
              <Button onClick={() => props.onClose()}>{t().cancel}</Button>
              <Button type="submit" variant="primary" loading={sending()}>
                {t().submit}
              </Button>
            </div>
          </form>
        }
      >
        {(one) => (
          <>
            <Receipt
              codeLabel={t().receipt}
              code={one().receipt.trackingCode}
              qr={
                <QrCode
                  matrix={encode(link(one().receipt.trackingCode), { ecc: 'Q', border: 0 }).data}
                  label={t().receipt}
                  seal
                  size={160}
                />
              }
              note={t().receiptNote}
            >
              {one().receipt.orderNo}
            </Receipt>
            <div class={styles.formActions}>
              <Button icon="add" onClick={next}>
                {t().intakeNext}
              </Button>
              <Button variant="primary" onClick={() => props.onClose()}>
                {t().close}
              </Button>
            </div>
          </>
        )}
      </Show>
    </Dialog>
  );
};
