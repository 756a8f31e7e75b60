import { type Component, createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { RETURN_REASONS, type ReturnReason } from '../../shared/order/events.ts';
import type { OrderDetail } from '../../shared/protocol/dto.ts';
import { makeDraft } from '../kit/drafts.ts';
import { useFeedback } from '../kit/feedback.ts';
import { shrinkPhoto } from '../kit/photos.ts';
import { useStaff } from '../kit/staff.ts';
import { word } from '../kit/words.ts';
import { Banner, BottomSheet, Button, Field, PhotoStrip, Select, TextArea, TextInput } from '../ui/index.ts';
import styles from './field.module.css';
import { t } from './words.ts';

export type ReportKind = 'feedback' | 'complete' | 'return' | 'release' | 'extend';

interface ReportProps {
  readonly kind: ReportKind;
  readonly order: OrderDetail;
  readonly onClose: () => void;
}

const MOST_PHOTOS = 6;

/** Words and photos of one step. Typed once: it outlives the sheet, the page and the network. */
export const Report: Component<ReportProps> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const draft = makeDraft(staff.member()._id, `${props.kind}.${props.order._id}`, () => ({ text: '' }));
  const [photos, setPhotos] = createSignal<readonly File[]>([]);
  const [reason, setReason] = createSignal<ReturnReason | ''>('');
  const [until, setUntil] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const urls = new Map<File, string>();
  const urlOf = (file: File): string => {
    const url = urls.get(file) ?? URL.createObjectURL(file);
    urls.set(file, url);
    return url;
  };
  onCleanup(() => urls.forEach((url) => URL.revokeObjectURL(url)));
  const withPhotos = () => props.kind === 'feedback' || props.kind === 'complete';
  const label = () =>
    props.kind === 'feedback' ? t().feedbackText : props.kind === 'complete' ? t().completeText : t().explain;
  const strip = createMemo(() =>
    photos().map((file, i) => ({ id: String(i), src: urlOf(file), alt: `${t().photos} ${i + 1}` })),
  );

  const payload = (): Record<string, unknown> => {
    const { text } = draft.value();
    switch (props.kind) {
      case 'return':
        return { reason: reason(), text };
      case 'release':
        return { reason: text };
      case 'extend':
        return { until: new Date(until()).getTime(), reason: text };
      default:
        return { text };
    }
  };
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setProblem('');
    if (props.kind === 'return' && reason() === '') {
      setProblem(t().chooseReason);
      return;
    }
    const about = `${props.order.no} ${props.order.title}`;
    const sending = staff.send(props.kind, props.order._id, payload() as never, { about, files: photos() });
    // Without network it waits in the outbox; the sheet need not.
    if (staff.connection.link().state !== 'live') {
      draft.discard();
      props.onClose();
      return;
    }
    const answer = await sending.answer;
    if (!answer?.ok) {
      setProblem(answer?.message ?? '');
      return;
    }
    draft.discard();
    feedback.toast({ text: `${t()[props.kind]} · ${props.order.no}` });
    props.onClose();
  };

  return (
    <BottomSheet
      open
      keepOpen
      title={`${t()[props.kind]} ${props.order.no}`}
      closeLabel={t().close}
      onClose={props.onClose}
    >
      <form class={styles.form} onSubmit={(event) => void send(event)}>
        <Switch>
          <Match when={props.kind === 'return'}>
            <Field label={t().reason} size="public" required>
              <Select
                size="field"
                value={reason()}
                onValue={(value) => setReason(value as ReturnReason)}
                placeholder={t().chooseReason}
                options={RETURN_REASONS.map((value) => ({ value, label: word.returnReason(value) }))}
              />
            </Field>
          </Match>
          <Match when={props.kind === 'extend'}>
            <Field label={t().until} size="public" required>
              <TextInput size="field" type="datetime-local" value={until()} onValue={setUntil} />
            </Field>
          </Match>
        </Switch>
        <Field label={label()} size="public" required>
          <TextArea
            size="field"
            rows={4}
            limit={10_000}
            value={draft.value().text}
            onValue={(text) => draft.set({ text })}
          />
        </Field>
        <Show when={withPhotos()}>
          <Field label={t().photos} size="public" aside={t().optional}>
            <PhotoStrip
              size="large"
              label={t().photos}
              photos={strip()}
              max={MOST_PHOTOS}
              onAdd={(files) =>
                void Promise.all(files.map(shrinkPhoto)).then((more) =>
                  setPhotos([...photos(), ...more].slice(0, MOST_PHOTOS)),
                )
              }
              addLabel={t().addPhoto}
              onRemove={(photo) => setPhotos(photos().filter((_, i) => String(i) !== photo.id))}
              removeLabel={() => t().removePhoto}
            />
          </Field>
        </Show>
        <Show when={problem()}>
          <Banner title={problem()} icon="alert" role="alert" />
        </Show>
        <Button
          type="submit"
          variant="primary"
          size="thumb"
          block
          disabled={draft.value().text.trim() === ''}
        >
          {t()[props.kind]}
        </Button>
      </form>
    </BottomSheet>
  );
};
