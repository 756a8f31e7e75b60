import { useLocation } from '@solidjs/router';
import { type Component, createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { api } from '../kit/api.ts';
import { useFeedback } from '../kit/feedback.ts';
import { createPageTitle } from '../kit/page-title.ts';
import { PATHS } from '../kit/paths.ts';
import { useStaff } from '../kit/staff.ts';
import { Banner, BottomNav, BottomSheet, Button, Page, PhoneHeader } from '../ui/index.ts';
import styles from './field.module.css';
import { Mine, Todo } from './Lists.tsx';
import { Me } from './Me.tsx';
import { Order } from './Order.tsx';
import { createField, FieldContext } from './useField.ts';
import { faultText, t } from './words.ts';

/** The phone of those who handle: lists, one order at a time, and what waits to be sent. */
const Field: Component = () => {
  const field = createField();
  const location = useLocation();
  const part = createMemo(() => location.pathname.split('/')[2] ?? '');
  const isList = () => part() === '' || part() === 'mine' || part() === 'me';
  return (
    <FieldContext.Provider value={field}>
      <Show
        when={isList()}
        fallback={
          <Show when={part()} keyed>
            {(id) => <Order orderId={id} />}
          </Show>
        }
      >
        <Lists part={part()} />
      </Show>
    </FieldContext.Provider>
  );
};

const Lists: Component<{ readonly part: string }> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const title = () => (props.part === 'mine' ? t().mine : props.part === 'me' ? t().me : t().todo);
  createPageTitle(title);
  const toggleDuty = async (): Promise<void> => {
    try {
      await api.put(PATHS.onDuty, { onDuty: !staff.member().onDuty });
      staff.session.update({ ...staff.member(), onDuty: !staff.member().onDuty });
    } catch (error) {
      feedback.toast({ text: faultText(error), tone: 'ochre' });
    }
  };
  return (
    <Page
      width="field"
      skipLabel={t().skip}
      header={
        <>
          <PhoneHeader title={title()}>
            <Button
              size="field"
              aria-pressed={staff.member().onDuty}
              icon={staff.member().onDuty ? 'check' : 'pause'}
              onClick={() => void toggleDuty()}
            >
              {staff.member().onDuty ? t().onDuty : t().offDuty}
            </Button>
          </PhoneHeader>
          <OutboxBand />
        </>
      }
      footer={
        <BottomNav
          label={t().nav}
          items={[
            { id: 'todo', label: t().todo, icon: 'list', href: '/field', current: props.part === '' },
            {
              id: 'mine',
              label: t().mine,
              icon: 'edit',
              href: '/field/mine',
              current: props.part === 'mine',
            },
            { id: 'me', label: t().me, icon: 'person', href: '/field/me', current: props.part === 'me' },
          ]}
        />
      }
    >
      <Switch fallback={<Todo />}>
        <Match when={props.part === 'mine'}>
          <Mine />
        </Match>
        <Match when={props.part === 'me'}>
          <Me />
        </Match>
      </Switch>
    </Page>
  );
};

/** What was typed or tapped and has no answer yet: how many, where it is, and a way to look at it. */
const OutboxBand: Component = () => {
  const staff = useStaff();
  const [looking, setLooking] = createSignal(false);
  const away = () =>
    staff.connection.link().state !== 'live' && staff.connection.link().state !== 'connecting';
  const entries = staff.outbox.entries;
  return (
    <>
      <Show when={away() || entries().some((entry) => entry.state === 'refused')}>
        <Banner
          icon="offline"
          role="status"
          title={
            entries().length > 0
              ? t().unsent(entries().length)
              : staff.connection.link().state === 'offline'
                ? t().offline
                : t().stale
          }
          action={
            <Show when={entries().length > 0}>
              <Button onClick={() => setLooking(true)}>{t().see}</Button>
            </Show>
          }
        >
          {t().unsentNote}
        </Banner>
      </Show>
      <Show when={looking()}>
        <BottomSheet
          open
          title={t().unsent(entries().length)}
          closeLabel={t().close}
          onClose={() => setLooking(false)}
        >
          <ul class={styles.outbox}>
            <For each={entries()}>
              {(entry) => (
                <li>
                  <p>
                    <strong>{entry.about ?? entry.type}</strong>
                  </p>
                  <p>{String(entry.payload['text'] ?? '')}</p>
                  <Show when={entry.refusal}>{(refusal) => <p>{refusal().message}</p>}</Show>
                  <Button size="field" onClick={() => staff.outbox.withdraw(entry.id)}>
                    {t().withdraw}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </BottomSheet>
      </Show>
    </>
  );
};

export default Field;
