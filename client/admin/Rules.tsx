import { type Component, createEffect, createResource, createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { OrderSettings } from '../../shared/order/settings.ts';
import { api } from '../kit/api.ts';
import { Banner, Button, EmptyState, Field, Skeleton, TextInput } from '../ui/index.ts';
import styles from './admin.module.css';
import { faultText, t } from './words.ts';

interface RulesAnswer {
  readonly settings: OrderSettings;
  readonly uncoveredYears: readonly number[];
}
const FIELDS = ['urgentMinutes', 'undoMinutes', 'closeAfterDays'] as const;

/** Settings of clocks; a year whose holidays are unknown says so. */
export const Rules: Component = () => {
  const [rules, { refetch }] = createResource(() => api.get<RulesAnswer>('/api/admin/rules'));
  const [form, setForm] = createStore({ urgentMinutes: '', undoMinutes: '', closeAfterDays: '' });
  const [said, setSaid] = createSignal('');
  createEffect(() => {
    const settings = rules.latest?.settings;
    if (settings) for (const field of FIELDS) setForm(field, String(settings[field]));
  });
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      const order = Object.fromEntries(FIELDS.map((field) => [field, Number(form[field])]));
      await api.patch('/api/admin/rules', { order });
      setSaid(t().saved);
      void refetch();
    } catch (error) {
      setSaid(faultText(error));
    }
  };
  return (
    <section class={styles.part}>
      <Show
        when={!rules.error}
        fallback={<EmptyState icon="error" tone="error" title={faultText(rules.error)} />}
      >
        <Show when={rules.latest} fallback={<Skeleton count={4} />}>
          {(answer) => (
            <form class={styles.form} onSubmit={(event) => void save(event)}>
              <Show when={answer().uncoveredYears.length > 0}>
                <Banner
                  title={t().uncovered(answer().uncoveredYears.join('、'))}
                  icon="calendar"
                  role="note"
                />
              </Show>
              <For each={FIELDS}>
                {(field) => (
                  <Field label={t()[field]} required>
                    <TextInput
                      type="number"
                      min="1"
                      value={form[field]}
                      onValue={(value) => setForm(field, value)}
                    />
                  </Field>
                )}
              </For>
              <p role="status">{said()}</p>
              <Button type="submit" variant="primary">
                {t().save}
              </Button>
            </form>
          )}
        </Show>
      </Show>
    </section>
  );
};
