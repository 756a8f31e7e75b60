import { type Component, createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { RETURN_REASONS } from '../../../shared/order/events.ts';
import { BOUNDS } from '../../../shared/order/settings.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { makeDraft } from '../../kit/drafts.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { now, ticker } from '../../kit/now.ts';
import { makeDraftPhotos } from '../../kit/photo-field/draft-photos.ts';
import { PhotoField } from '../../kit/photo-field/PhotoField.tsx';
import { useStaff } from '../../kit/staff.ts';
import { whoseTime } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { zone } from '../../kit/zone.ts';
import { Banner, BottomSheet, Button, Field, Select, TextArea, TextInput } from '../../ui/index.ts';
import { useField } from '../model/field.ts';
import { t } from '../words.ts';
import styles from './ask.module.css';
import { type Asked, type AskKind, EMPTY, payloadOf } from './payload.ts';

/** Words and photos of one step. Typed once, they outlive the sheet, the page and the network (rule U65). */
export const AskSheet: Component<{
  readonly kind: AskKind;
  readonly order: OrderDetail;
  /** Checks that are still open. */
  readonly open: readonly string[];
  readonly onClose: () => void;
}> = (props) => {
  const staff = useStaff();
  const field = useField();
  const feedback = useFeedback();
  const { kind, order } = props;
  const memberId = staff.member()._id;
  const what = `${kind}.${order._id}`;
  const draft = makeDraft<Asked>(memberId, what, () => EMPTY);
  const photos = makeDraftPhotos(memberId, what);
  const began = draft.touched();
  const [wrong, setWrong] = createSignal<keyof Asked | 'length' | null>(null);
  const [problem, setProblem] = createSignal('');
  const [sending, setSending] = createSignal(false);
  const [warned, setWarned] = createSignal(false);
  let here = true;
  onCleanup(() => {
    here = false;
  });
  const withPhotos = kind === 'feedback' || kind === 'complete';
  const verb = (): string => t().verb[kind] ?? kind;
  const live = () => staff.connection.link().state === 'live' && staff.connection.writable();

  /** It is in the outbox: the sheet need not stay, and its words are kept there. */
  const leave = (): void => {
    here = false;
    draft.discard();
    photos.discard();
    props.onClose();
  };
  createEffect(() => {
    if (!sending() || live()) return;
    feedback.toast({ text: t().keptForLater(verb()) });
    leave();
  });

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (sending()) return;
    setProblem('');
    const made = payloadOf(kind, draft.value(), ticker().instant(), zone());
    if (!made.ok) {
      setWrong(made.tooLong ? 'length' : made.field);
      return;
    }
    setWrong(null);
    if (kind === 'complete' && props.open.length > 0 && !warned()) {
      setWarned(true);
      return;
    }
    // Sent first: without network the sheet leaves at once and its photos with it.
    const answer = field.send(
      { type: kind, order, payload: made.payload, files: withPhotos ? photos.files() : [] },
      () => here,
    );
    setSending(true);
    const ack = await answer;
    if (!here) return;
    setSending(false);
    if (ack?.ok) leave();
    else if (ack) setProblem(ack.message);
  };
  const change = (part: Partial<Asked>): void => {
    draft.set(part);
    setWrong(null);
    setProblem('');
  };

  return (
    <BottomSheet
      open
      keepOpen
      title={`${verb()} ${order.no}`}
      description={order.title}
      closeLabel={t().close}
      onClose={props.onClose}
    >
      <form class={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <Show when={kind === 'return'}>
          <Field
            label={t().ask.reason}
            required
            error={wrong() === 'reason' ? t().ask.needReason : undefined}
          >
            <Select
              size="field"
              value={draft.value().reason}
              onValue={(reason) => change({ reason })}
              placeholder={t().ask.chooseReason}
              options={RETURN_REASONS.map((value) => ({ value, label: word.returnReason(value) }))}
            />
          </Field>
        </Show>
        <Show when={kind === 'extend'}>
          <Field
            label={t().ask.until}
            hint={whoseTime(now())}
            required
            error={wrong() === 'until' ? t().ask.needUntil : undefined}
          >
            <TextInput
              size="field"
              type="datetime-local"
              value={draft.value().until}
              onValue={(until) => change({ until })}
            />
          </Field>
        </Show>
        <Field
          label={t().ask[kind]}
          hint={
            kind === 'complete'
              ? t().ask.completeHint
              : kind === 'feedback'
                ? t().ask.feedbackHint
                : undefined
          }
          required
          error={wrong() === 'text' ? t().ask.needText : wrong() === 'length' ? t().ask.tooLong : undefined}
        >
          <TextArea
            size="field"
            rows={3}
            limit={BOUNDS.text}
            counter={t().ask.used}
            value={draft.value().text}
            onValue={(text) => change({ text })}
          />
        </Field>
        <Show when={withPhotos}>
          <PhotoField photos={photos} />
        </Show>
        <Show when={began && draft.touched()}>
          <p class={styles.note}>{t().ask.draft}</p>
        </Show>
        <Show when={kind === 'complete' && warned() && props.open.length > 0}>
          <Banner icon="alert" role="alert" title={t().ask.open(props.open.length)}>
            {props.open.join('、')}
            <br />
            {t().ask.openNote}
          </Banner>
          <Button size="field" block onClick={props.onClose}>
            {t().ask.backToList}
          </Button>
        </Show>
        <Show when={problem()}>
          <Banner icon="alert" role="alert" title={problem()} />
        </Show>
        <Show when={!live()}>
          <p class={styles.note}>{t().ask.offline}</p>
        </Show>
        <Button type="submit" variant="primary" size="thumb" block loading={sending()}>
          {warned() && props.open.length > 0 ? t().ask.anyway : verb()}
        </Button>
      </form>
    </BottomSheet>
  );
};
