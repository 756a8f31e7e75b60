import { type Component, createSignal, Show } from 'solid-js';
import type { MemberSelf } from '../../shared/protocol/dto.ts';
import type { Session } from '../kit/session.ts';
import { Banner, Button, Field, TextInput } from '../ui/index.ts';
import styles from './signin.module.css';
import { t } from './words.ts';

interface SignInFormProps {
  readonly session: Pick<Session, 'signIn'>;
  /** Filled in when a member signs in again. */
  readonly username?: string | undefined;
  readonly onDone: (member: MemberSelf) => void;
}

export const SignInForm: Component<SignInFormProps> = (props) => {
  const [username, setUsername] = createSignal(props.username ?? '');
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal('');

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      props.onDone(await props.session.signIn(username().trim(), password()));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setPassword('');
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class={styles.form} onSubmit={(event) => void submit(event)}>
      <Field label={t().username} size="public" required>
        <TextInput
          size="public"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={username()}
          onValue={setUsername}
        />
      </Field>
      <Field label={t().password} size="public" required>
        <TextInput
          size="public"
          name="password"
          type="password"
          autocomplete="current-password"
          value={password()}
          onValue={setPassword}
        />
      </Field>
      <Show when={problem()}>
        <Banner title={problem()} icon="alert" role="alert" />
      </Show>
      <Button type="submit" variant="primary" size="thumb" block loading={busy()}>
        {busy() ? t().signingIn : t().signIn}
      </Button>
    </form>
  );
};
