import { type Component, createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { DIMENSIONS, type Dimension, type Score } from '../../shared/rating/score.ts';
import { scoreText } from '../../shared/texts/index.ts';
import { language } from '../kit/i18n.ts';
import { Banner, Button, Field, RatingRow, TextArea } from '../ui/index.ts';
import styles from './resident.module.css';
import { rateReport } from './wire.ts';
import { faultText, t } from './words.ts';

const word = (score: Score): string => scoreText(language(), score);
const words = (): [string, string, string, string, string] => [word(1), word(2), word(3), word(4), word(5)];

/** Three rows of five large choices and a comment; sent once. */
export const Rate: Component<{
  readonly reportKey: string;
  /** The words then go to whoever helped (rule U50). */
  readonly wish: boolean;
  readonly onRated: () => void;
}> = (props) => {
  const [scores, setScores] = createStore<Partial<Record<Dimension, Score>>>({});
  const [comment, setComment] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const [sending, setSending] = createSignal(false);

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { speed, effect, attitude } = scores;
    if (!speed || !effect || !attitude) {
      setProblem(t().rateAll);
      return;
    }
    setSending(true);
    setProblem('');
    try {
      const text = comment().trim();
      await rateReport(props.reportKey, { speed, effect, attitude, ...(text ? { comment: text } : {}) });
      props.onRated();
    } catch (error) {
      setProblem(faultText(error));
    } finally {
      setSending(false);
    }
  };

  return (
    <form class={styles.form} onSubmit={(event) => void send(event)} aria-label={t().rateTitle}>
      <h2 class={styles.question}>{t().rateTitle}</h2>
      <For each={DIMENSIONS}>
        {(dimension) => (
          <RatingRow
            label={t()[dimension]}
            hint={t()[`${dimension}Hint`]}
            words={words()}
            name={dimension}
            value={scores[dimension]}
            onValue={(score) => setScores(dimension, score)}
          />
        )}
      </For>
      <Field
        label={props.wish ? t().thanks : t().comment}
        size="public"
        aside={t().optional}
        hint={props.wish ? t().thanksHint : undefined}
      >
        <TextArea size="public" rows={3} value={comment()} onValue={setComment} limit={1000} />
      </Field>
      <Show when={problem()}>
        <Banner title={problem()} icon="alert" role="alert" />
      </Show>
      <Button type="submit" variant="primary" size="thumb" block loading={sending()}>
        {t().rate}
      </Button>
      <p class={styles.note}>{t().rateNote}</p>
    </form>
  );
};
