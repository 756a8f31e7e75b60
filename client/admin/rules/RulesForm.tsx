import { type Component, createUniqueId, For, type ParentComponent, Show } from 'solid-js';
import type { RulesAnswer } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { word } from '../../kit/words.ts';
import { Button, TextInput } from '../../ui/index.ts';
import { Problem } from '../form/Editor.tsx';
import { FormField, Theirs } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { SpansField } from '../form/SpansField.tsx';
import { spansText } from '../form/spans.ts';
import { WEEKDAYS } from '../members/HoursField.tsx';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';
import styles from './rules.module.css';
import { Trial } from './Trial.tsx';
import { bodyOf, COLUMNS, type RulesValues, valuesOf } from './values.ts';

interface RulesFormProps {
  readonly rules: RulesAnswer;
  readonly editable: boolean;
}

type Figure = Exclude<keyof RulesValues, 'week' | 'makeUpDay'>;

export const RulesForm: Component<RulesFormProps> = (props) => {
  const { toast } = useFeedback();
  const fresh = () => api.get<RulesAnswer>(ADMIN.rules);
  const form = createForm<RulesValues>({
    from: { values: valuesOf(props.rules), rev: props.rules.rev },
    save: async (changed, rev, all) => {
      const body = bodyOf(changed, all);
      if (Object.keys(body).length === 0) return;
      await api.patch(ADMIN.rules, { ...body, rev });
    },
    newest: async () => {
      const now = await fresh();
      return { values: valuesOf(now), rev: now.rev };
    },
    wrong: wrongWords,
    onSaved: () => {
      toast({ text: t().rules.saved });
      void fresh().then((now) => form.restart({ values: valuesOf(now), rev: now.rev }));
    },
  });
  const figure = (name: Figure, label: string, unit: string, empty = t().rules.off) => (
    <FormField form={form} name={name} label={label} show={(value) => value || empty}>
      <TextInput
        type="number"
        min="1"
        inputmode="numeric"
        disabled={!props.editable}
        value={form.values[name]}
        onValue={(value) => form.set(name, value)}
        end={<span class={styles.unit}>{unit}</span>}
      />
    </FormField>
  );
  return (
    <div class={styles.layout}>
      <form class={styles.form} novalidate onSubmit={(event) => void form.submit(event)}>
        <Problem form={form} />
        <Part title={t().rules.urgent} lead={t().rules.urgentLead}>
          {figure('urgentMinutes', t().rules.urgentMinutes, t().rules.minutes)}
          {figure('leaseGraceMinutes', t().rules.leaseGraceMinutes, t().rules.minutes)}
        </Part>
        <Part title={t().rules.escalation} lead={t().rules.escalationLead}>
          {figure('warnShare', t().rules.warnShare, '%')}
          {figure('escalateAfterMinutes', t().rules.escalateAfterMinutes, t().rules.minutes, t().rules.never)}
          {figure('escalateAfterReturns', t().rules.escalateAfterReturns, t().rules.times, t().rules.never)}
        </Part>
        <Part title={t().rules.hours} lead={t().rules.hoursLead} wide>
          <div class={styles.week}>
            <For each={WEEKDAYS}>
              {(weekday) => (
                <div class={styles.day}>
                  <span aria-hidden="true">{t().weekdays[weekday]}</span>
                  <SpansField
                    label={t().weekdays[weekday] ?? ''}
                    disabled={!props.editable}
                    value={form.values.week[weekday] ?? []}
                    onValue={(spans) =>
                      form.set(
                        'week',
                        form.values.week.map((one, day) => (day === weekday ? spans : one)),
                      )
                    }
                  />
                </div>
              )}
            </For>
            <div class={styles.day}>
              <span aria-hidden="true">{t().rules.makeUp}</span>
              <SpansField
                label={t().rules.makeUp}
                disabled={!props.editable}
                value={form.values.makeUpDay}
                onValue={(spans) => form.set('makeUpDay', spans)}
              />
            </div>
          </div>
          <Theirs
            form={form}
            name="week"
            show={(week) =>
              WEEKDAYS.map((day) => `${t().weekdays[day]} ${spansText(week[day] ?? [], t().form.free)}`).join(
                t().semicolon,
              )
            }
          />
          <Theirs form={form} name="makeUpDay" show={(spans) => spansText(spans, t().form.free)} />
          <Show when={form.error('week') ?? form.error('makeUpDay')}>
            {(text) => (
              <p class={styles.error} role="alert">
                {text()}
              </p>
            )}
          </Show>
        </Part>
        <Part title={t().rules.after} lead={t().rules.afterLead}>
          {figure('undoMinutes', t().rules.undoMinutes, t().rules.minutes)}
          {figure('closeAfterDays', t().rules.closeAfterDays, t().rules.days)}
          {figure('rateAfterCloseDays', t().rules.rateAfterCloseDays, t().rules.days)}
          {figure('contactDays', t().rules.contactDays, t().rules.days)}
        </Part>
        <Part title={t().rules.limits} lead={t().rules.limitsLead}>
          <For each={COLUMNS}>
            {(column) => figure(`columnLimits.${column}`, word.status(column), t().rules.orders)}
          </For>
          {figure('memberLimit', t().rules.memberLimit, t().rules.orders)}
        </Part>
        <Show when={props.editable}>
          <div class={styles.foot}>
            <Button type="submit" variant="primary" loading={form.busy()}>
              {t().save}
            </Button>
            <span>{t().rules.runningNote}</span>
          </div>
        </Show>
      </form>
      <Trial
        week={form.values.week}
        makeUpDay={form.values.makeUpDay}
        urgentMinutes={Number(form.values.urgentMinutes)}
      />
    </div>
  );
};

const Part: ParentComponent<{ readonly title: string; readonly lead: string; readonly wide?: true }> = (
  props,
) => {
  const id = createUniqueId();
  return (
    <section class={styles.part} aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <p>{props.lead}</p>
      <div class={props.wide ? styles.wide : styles.grid}>{props.children}</div>
    </section>
  );
};
