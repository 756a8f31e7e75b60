import { type Component, createSignal, For, Match, Show, Switch } from 'solid-js';
import { RETURN_REASONS } from '../../../shared/order/events.ts';
import { BOUNDS } from '../../../shared/order/settings.ts';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { DIMENSIONS, type Score } from '../../../shared/rating/score.ts';
import { scoreText } from '../../../shared/texts/index.ts';
import { language } from '../../kit/i18n.ts';
import { now, ticker } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { whoseTime } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { zone } from '../../kit/zone.ts';
import {
  Banner,
  Button,
  Combobox,
  type ComboboxOption,
  Dialog,
  Field,
  RatingRow,
  Select,
  TextArea,
  TextInput,
} from '../../ui/index.ts';
import { faultText, t } from '../words.ts';
import type { Action } from './actions.ts';
import { type Asked, NOTHING_ASKED, payloadOf } from './asked.ts';
import styles from './detail.module.css';

interface ActionDialogProps {
  readonly action: Action;
  readonly order: OrderDetail;
  /** Orders this one could be merged into. */
  readonly others: readonly ComboboxOption[];
  readonly onClose: () => void;
}

/** Asks for what a command needs; what was typed stays until the server has taken it. */
export const ActionDialog: Component<ActionDialogProps> = (props) => {
  const staff = useStaff();
  const [asked, setAsked] = createSignal<Asked>(NOTHING_ASKED);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal('');
  const change = (part: Partial<Asked>): void => {
    setAsked((was) => ({ ...was, ...part }));
    setProblem('');
  };
  const wantsText = (): boolean => props.action.asks !== 'nothing' && props.action.asks !== 'merge';

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const payload = payloadOf(props.action, asked(), props.order, ticker().instant(), zone());
    if (typeof payload === 'string') {
      setProblem(t()[payload]);
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      const answer = await staff.send(props.action.type, props.order._id, payload).answer;
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
      description={t().hint[props.action.type]}
      closeLabel={t().close}
      onClose={props.onClose}
    >
      <form class={styles.form} noValidate onSubmit={(event) => void send(event)}>
        <Switch>
          <Match when={props.action.asks === 'return'}>
            <Field label={t().reason} required>
              <Select
                value={asked().reason}
                onValue={(reason) => change({ reason })}
                placeholder={t().chooseReason}
                options={RETURN_REASONS.map((value) => ({ value, label: word.returnReason(value) }))}
              />
            </Field>
          </Match>
          <Match when={props.action.asks === 'until'}>
            <Field label={t().until} hint={whoseTime(now())} required>
              <TextInput type="datetime-local" value={asked().until} onValue={(until) => change({ until })} />
            </Field>
          </Match>
          <Match when={props.action.asks === 'merge'}>
            <Field label={t().mergeInto} required>
              <Combobox
                label={t().mergeInto}
                options={props.others}
                value={asked().intoId}
                onValue={(intoId) => change({ intoId })}
                emptyText={t().mergeUnknown}
              />
            </Field>
          </Match>
          <Match when={props.action.asks === 'rating'}>
            <For each={DIMENSIONS}>
              {(dimension) => (
                <RatingRow
                  label={t()[dimension]}
                  value={asked().scores[dimension]}
                  onValue={(score) => change({ scores: { ...asked().scores, [dimension]: score } })}
                  words={words()}
                />
              )}
            </For>
          </Match>
        </Switch>
        <Show when={wantsText()}>
          <Field label={textLabel(props.action)} required={props.action.asks !== 'rating'}>
            <TextArea
              rows={4}
              limit={BOUNDS.text}
              value={asked().text}
              onValue={(text) => change({ text })}
            />
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

function textLabel(action: Action): string {
  if (action.type === 'decline') return t().declineLabel;
  if (action.asks === 'rating') return t().comment;
  return action.asks === 'text' ? t().textLabel : t().reason;
}

const say = (score: Score): string => scoreText(language(), score);
const words = (): [string, string, string, string, string] => [say(1), say(2), say(3), say(4), say(5)];
