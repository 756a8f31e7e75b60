import { useLocation } from '@solidjs/router';
import { type Component, createSignal, type JSX, Show } from 'solid-js';
import { api } from '../../kit/api.ts';
import { ApiFault } from '../../kit/fault.ts';
import { language, setLanguage } from '../../kit/i18n.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { createPageTitle } from '../../kit/page-title.ts';
import { Banner, BrandSeal, Button, ButtonLink, Page, PhoneHeader, TextInput } from '../../ui/index.ts';
import { Problem } from '../form/Editor.tsx';
import { FormField } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { t, wrongWords } from '../words.ts';
import styles from './setup.module.css';

/** Fields are named as the server names them, so that each refusal finds its place. */
const EMPTY = {
  'street.name': '',
  'street.letters': '',
  'community.name': '',
  'community.letters': '',
  grids: '6',
  'admin.username': 'admin',
  'admin.name': '',
  'admin.password': '',
  again: '',
};
type Field = keyof typeof EMPTY;

/** The sample folds a year of orders before it answers. */
const SAMPLE_MS = 120_000;

/** The first run: the one-time link printed at the start leads here, its token in the fragment. */
export const Setup: Component = () => {
  const location = useLocation();
  const token = (): string => location.hash.replace(/^#/, '');
  const state = createLoaded(() => api.get<{ done: boolean }>('/api/setup'));
  const [done, setDone] = createSignal(false);
  const [withSample, setWithSample] = createSignal(false);
  createPageTitle(() => t().setup.title);

  const form = createForm({
    from: { values: { ...EMPTY }, rev: 0 },
    save: async (_changed, _rev, all) => {
      if (all['admin.password'] !== all.again)
        throw new ApiFault('invalid', t().setup.differ, { details: { field: 'again' } });
      const body = withSample()
        ? { sample: true, password: all['admin.password'] }
        : {
            street: { name: all['street.name'], letters: all['street.letters'] },
            community: { name: all['community.name'], letters: all['community.letters'] },
            grids: Number(all.grids),
            admin: {
              username: all['admin.username'],
              name: all['admin.name'],
              password: all['admin.password'],
            },
          };
      await api.post('/api/setup', { token: token(), ...body }, { timeoutMs: SAMPLE_MS });
    },
    wrong: wrongWords,
    onSaved: () => setDone(true),
  });
  const send = (event: Event | undefined, sample: boolean): void => {
    setWithSample(sample);
    void form.submit(event);
  };
  const box = (
    name: Field,
    label: string,
    more: Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'size' | 'value'> & { readonly hint?: string } = {},
  ) => {
    const { hint, ...attributes } = more;
    return (
      <FormField form={form} name={name} label={label} hint={hint} size="public" required>
        <TextInput
          size="public"
          name={name}
          {...attributes}
          value={form.values[name]}
          onValue={(value) => form.set(name, value)}
        />
      </FormField>
    );
  };

  return (
    <Page
      width="public"
      skipLabel={t().skip}
      header={
        <PhoneHeader heading={false} title={<BrandSeal size={28} />}>
          <Button
            variant="ghost"
            size="field"
            icon="language"
            onClick={() => setLanguage(language() === 'en' ? 'zh-CN' : 'en')}
          >
            {language() === 'en' ? '中文' : 'English'}
          </Button>
        </PhoneHeader>
      }
    >
      <header class={styles.title}>
        <h1>{t().setup.title}</h1>
        <p>{t().setup.lead}</p>
      </header>
      <Show
        when={!done() && state.value()?.done !== true}
        fallback={
          <Banner
            title={done() ? t().setup.done : t().setup.alreadyDone}
            tone="plain"
            icon="check"
            role="status"
            action={
              <ButtonLink href="/signin" variant="primary">
                {t().setup.signIn}
              </ButtonLink>
            }
          >
            {done() ? t().setup.doneNext : ''}
          </Banner>
        }
      >
        <Show when={token() !== ''} fallback={<Banner title={t().setup.noToken} icon="alert" role="alert" />}>
          <form class={styles.form} novalidate onSubmit={(event) => send(event, false)}>
            <fieldset>
              <legend>{t().setup.place}</legend>
              {box('street.name', t().setup.street, { maxLength: 60 })}
              {box('street.letters', t().setup.streetLetters, { hint: t().areas.lettersHint, maxLength: 4 })}
              {box('community.name', t().setup.community, { maxLength: 60 })}
              {box('community.letters', t().setup.communityLetters, {
                hint: t().areas.lettersHint,
                maxLength: 4,
              })}
              {box('grids', t().setup.grids, { type: 'number', min: 0, max: 60, hint: t().setup.gridsHint })}
            </fieldset>
            <fieldset>
              <legend>{t().setup.admin}</legend>
              {box('admin.name', t().person, { autocomplete: 'name', maxLength: 60 })}
              {box('admin.username', t().members.username, {
                autocomplete: 'username',
                autocapitalize: 'none',
                hint: t().members.usernameHint,
              })}
              {box('admin.password', t().members.password, {
                type: 'password',
                autocomplete: 'new-password',
                hint: t().setup.passwordHint,
              })}
              {box('again', t().setup.again, { type: 'password', autocomplete: 'new-password' })}
            </fieldset>
            <Problem form={form} />
            <Button type="submit" variant="primary" size="thumb" block loading={form.busy() && !withSample()}>
              {t().setup.setUp}
            </Button>
            <section class={styles.sample}>
              <h2>{t().setup.sampleTitle}</h2>
              <p>{t().setup.sampleNote}</p>
              <Button
                size="field"
                block
                loading={form.busy() && withSample()}
                onClick={() => send(undefined, true)}
              >
                {t().setup.sample}
              </Button>
            </section>
          </form>
        </Show>
      </Show>
    </Page>
  );
};
