import { type Component, createSignal, Show } from 'solid-js';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { useStaff } from '../../kit/staff.ts';
import { Banner, BottomSheet, Button, Field, TextInput } from '../../ui/index.ts';
import styles from '../ask/ask.module.css';
import { faultText, t } from '../words.ts';

const PATH = '/api/me/password';
const SHORTEST = 8;

/** One's own password; sessions elsewhere end with it. */
export const Password: Component<{ readonly onClose: () => void }> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [wrong, setWrong] = createSignal<'short' | 'differ' | null>(null);
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setProblem('');
    const fault = next().length < SHORTEST ? 'short' : next() === again() ? null : 'differ';
    setWrong(fault);
    if (fault !== null || busy()) return;
    setBusy(true);
    try {
      await api.post(PATH, { current: current(), next: next() });
      feedback.toast({ text: t().passwordSaved });
      props.onClose();
    } catch (error) {
      setProblem(faultText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <BottomSheet open keepOpen title={t().password} closeLabel={t().close} onClose={props.onClose}>
      <form class={styles.form} noValidate onSubmit={(event) => void save(event)}>
        <input type="text" autocomplete="username" value={staff.member().username} hidden readOnly />
        <Field label={t().passwordNow} required>
          <TextInput
            size="field"
            type="password"
            autocomplete="current-password"
            value={current()}
            onValue={setCurrent}
          />
        </Field>
        <Field
          label={t().passwordNext}
          hint={t().passwordHint}
          required
          error={wrong() === 'short' ? t().passwordShort : undefined}
        >
          <TextInput
            size="field"
            type="password"
            autocomplete="new-password"
            value={next()}
            onValue={setNext}
          />
        </Field>
        <Field
          label={t().passwordAgain}
          required
          error={wrong() === 'differ' ? t().passwordDiffer : undefined}
        >
          <TextInput
            size="field"
            type="password"
            autocomplete="new-password"
            value={again()}
            onValue={setAgain}
          />
        </Field>
        <Show when={problem()}>
          <Banner icon="alert" role="alert" title={problem()} />
        </Show>
        <Button type="submit" variant="primary" size="thumb" block loading={busy()}>
          {t().passwordSave}
        </Button>
      </form>
    </BottomSheet>
  );
};
