import { type Component, createSignal, For, Match, Show, Switch } from 'solid-js';
import { createStore } from 'solid-js/store';
import { RETURN_REASONS, type ReturnReason } from '../../../shared/order/events.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { DIMENSIONS, type Dimension, type Score } from '../../../shared/rating/score.ts';
import { scoreText } from '../../../shared/texts/index.ts';
import { api } from '../../kit/api.ts';
import { language } from '../../kit/i18n.ts';
import { useStaff } from '../../kit/staff.ts';
import { word } from '../../kit/words.ts';
import { Banner, Button, Dialog, Field, RatingRow, Select, TextArea, TextInput } from '../../ui/index.ts';
import styles from '../board.module.css';
import { faultText, t } from '../words.ts';
import type { Action } from './actions.ts';

interface ActionDialogProps {
  readonly action: Action;
  readonly order: OrderDetail;
  readonly onClose: () => void;
}

/** Asks for what a command needs; what was typed stays until the server has taken it. */
export const ActionDialog: Component<ActionDialogProps> = (props) => {
  const staff = useStaff();
  const [text, setText] = createSignal('');
  const [reason, setReason] = createSignal<ReturnReason | ''>('');
  const [until, setUntil] = createSignal('');
  const [into, setInto] = createSignal('');
  const [scores, setScores] = createStore<Partial<Record<Dimension, Score>>>({});
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal('');

  const payload = async (): Promise<Record<string, unknown> | string> => {
    switch (props.action.asks) {
      case 'text':
        return { text: text() };
      case 'reason':
        return { reason: text() };
      case 'return':
        return reason() === '' ? t().chooseReason : { reason: reason(), text: text() };
      case 'until':
        return { until: new Date(until()).getTime(), reason: text() };
      case 'merge': {
        const { orders } = await api.get<{ orders: { _id: string; no: string }[] }>('/api/orders', {
          query: { q: into().trim() },
        });
        const found = orders.find((one) => one.no.toLowerCase() === into().trim().toLowerCase());
        return found ? { intoId: found._id } : t().mergeUnknown;
      }
      case 'rating': {
        const report = props.order.reports.find((one) =>
          one.ratings.every((rating) => rating.round !== props.order.round),
        );
        return {
          reportId: report?._id ?? props.order.reports[0]?._id,
          ...scores,
          ...(text() ? { comment: text() } : {}),
        };
      }
      case 'nothing':
        return {};
    }
  };

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const made = await payload();
      if (typeof made === 'string') {
        setProblem(made);
        return;
      }
      const answer = await staff.send(props.action.type, props.order._id, made).answer;
      if (answer?.ok) props.onClose();
      else if (answer) setProblem(answer.message);
    } catch (error) {
      setProblem(faultText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      keepOpen
      title={`${props.action.label(t())} ${props.order.no}`}
      closeLabel={t().close}
      onClose={props.onClose}
    >
      <form class={styles.form} onSubmit={(event) => void send(event)}>
        <Switch>
          <Match when={props.action.asks === 'return'}>
            <Field label={t().reason} required>
              <Select
                value={reason()}
                onValue={(value) => setReason(value as ReturnReason)}
                placeholder={t().chooseReason}
                options={RETURN_REASONS.map((value) => ({ value, label: word.returnReason(value) }))}
              />
            </Field>
          </Match>
          <Match when={props.action.asks === 'until'}>
            <Field label={t().until} required>
              <TextInput type="datetime-local" value={until()} onValue={setUntil} />
            </Field>
          </Match>
          <Match when={props.action.asks === 'merge'}>
            <Field label={t().mergeInto} required>
              <TextInput value={into()} onValue={setInto} />
            </Field>
          </Match>
          <Match when={props.action.asks === 'rating'}>
            <For each={DIMENSIONS}>
              {(dimension) => (
                <RatingRow
                  label={t()[dimension]}
                  value={scores[dimension]}
                  onValue={(score) => setScores(dimension, score)}
                  words={words()}
                />
              )}
            </For>
          </Match>
        </Switch>
        <Show when={props.action.asks !== 'nothing' && props.action.asks !== 'merge'}>
          <Field
            label={
              props.action.type === 'decline'
                ? t().declineLabel
                : props.action.asks === 'rating'
                  ? t().comment
                  : props.action.asks === 'reason' || props.action.asks === 'until'
                    ? t().reason
                    : t().textLabel
            }
            required={props.action.asks !== 'rating'}
          >
            <TextArea rows={4} limit={10_000} value={text()} onValue={setText} />
          </Field>
        </Show>
        <Show when={problem()}>
          <Banner title={problem()} icon="alert" role="alert" />
        </Show>
        <div class={styles.formActions}>
          <Button onClick={() => props.onClose()}>{t().cancel}</Button>
          <Button type="submit" variant="primary" loading={busy()}>
            {props.action.label(t())}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const say = (score: Score): string => scoreText(language(), score);
const words = (): [string, string, string, string, string] => [say(1), say(2), say(3), say(4), say(5)];
