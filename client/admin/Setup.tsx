import { useLocation } from '@solidjs/router';
import { type Component, createResource, createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { api } from '../kit/api.ts';
import { Banner, BrandSeal, Button, ButtonLink, Field, Page, PhoneHeader, TextInput } from '../ui/index.ts';
import styles from './admin.module.css';
import { faultText, t } from './words.ts';

/** The first run: the one-time link printed at the start leads here, its token in the fragment. */
export const Setup: Component = () => {
  const location = useLocation();
  const token = (): string => location.hash.replace(/^#/, '');
  const [state] = createResource(() => api.get<{ done: boolean }>('/api/setup'));
  const [form, setForm] = createStore({
    street: '',
    streetLetters: '',
    community: '',
    communityLetters: '',
    grids: '6',
    username: 'admin',
    name: '',
    password: '',
    again: '',
  });
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal(false);

  const send = async (body: Record<string, unknown>): Promise<void> => {
    if (form.password !== form.again) {
      setProblem(t().passwordsDiffer);
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await api.post('/api/setup', { token: token(), ...body }, { timeoutMs: 120_000 });
      setDone(true);
    } catch (error) {
      setProblem(faultText(error));
    } finally {
      setBusy(false);
    }
  };
  const own = () => ({
    street: { name: form.street, letters: form.streetLetters },
    community: { name: form.community, letters: form.communityLetters },
    grids: Number(form.grids),
    admin: { username: form.username, name: form.name, password: form.password },
  });
  const text = (
    field: keyof typeof form,
    label: string,
    more: { readonly hint?: string; readonly type?: string } = {},
  ) => (
    <Field label={label} size="public" required {...(more.hint ? { hint: more.hint } : {})}>
      <TextInput
        size="public"
        name={field}
        type={more.type ?? 'text'}
        value={form[field]}
        onValue={(value) => setForm(field, value)}
      />
    </Field>
  );

  return (
    <Page
      width="public"
      skipLabel={t().skip}
      header={<PhoneHeader heading={false} title={<BrandSeal size={28} />} />}
    >
      <header class={styles.title}>
        <h1>{t().setupTitle}</h1>
        <p>{t().setupLead}</p>
      </header>
      <Show
        when={!done() && !state.latest?.done}
        fallback={
          <Banner
            title={done() ? t().setupDone : t().alreadyDone}
            tone="plain"
            role="status"
            action={<ButtonLink href="/signin">{t().signIn}</ButtonLink>}
          />
        }
      >
        <Show when={token() !== ''} fallback={<Banner title={t().noToken} icon="alert" role="alert" />}>
          <form
            class={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              void send(own());
            }}
          >
            {text('street', t().setupStreet)}
            {text('streetLetters', `${t().setupStreet} · ${t().letters}`, { hint: t().lettersHint })}
            {text('community', t().setupCommunity)}
            {text('communityLetters', `${t().setupCommunity} · ${t().letters}`, { hint: t().lettersHint })}
            {text('grids', t().setupGrids, { type: 'number' })}
            {text('username', `${t().setupAdmin} · ${t().username}`)}
            {text('name', t().person)}
            {text('password', t().password, { type: 'password', hint: t().passwordHint })}
            {text('again', t().passwordAgain, { type: 'password' })}
            <Show when={problem()}>
              <Banner title={problem()} icon="alert" role="alert" />
            </Show>
            <Button type="submit" variant="primary" size="thumb" block loading={busy()}>
              {t().setUp}
            </Button>
            <Button
              size="field"
              block
              disabled={busy() || form.password.length < 8}
              onClick={() => void send({ sample: true, password: form.password })}
            >
              {t().sample}
            </Button>
            <p class={styles.note}>{t().sampleNote}</p>
          </form>
        </Show>
      </Show>
    </Page>
  );
};
