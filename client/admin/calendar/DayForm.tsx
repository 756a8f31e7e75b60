import { type Component, Show } from 'solid-js';
import type { CivilDate, DayOverride, Span } from '../../../shared/calendar/types.ts';
import type { CalendarYear } from '../../../shared/protocol/admin.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { named } from '../../kit/i18n.ts';
import { now } from '../../kit/now.ts';
import { timestamp } from '../../kit/timing.ts';
import { Button, Field, RadioGroup, TextInput } from '../../ui/index.ts';
import { attemptOrSay } from '../attempt.ts';
import { Editor } from '../form/Editor.tsx';
import { FormField, Theirs } from '../form/FormField.tsx';
import { createForm } from '../form/form.ts';
import { SpansField } from '../form/SpansField.tsx';
import { spansText } from '../form/spans.ts';
import { ADMIN } from '../paths.ts';
import { t, wrongWords } from '../words.ts';
import styles from './calendar.module.css';
import type { CalendarDay } from './days.ts';

type Choice = 'holiday' | 'workday' | 'hours';

interface DayFormProps {
  readonly year: CalendarYear;
  /** Null to enter a new holiday, of several days perhaps. */
  readonly day: CalendarDay | null;
  readonly newest: () => Promise<CalendarDay | null>;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

interface DayValues {
  from: CivilDate;
  until: CivilDate;
  day: Choice;
  spans: Span[];
  note: string;
}

function choiceOf(day: CalendarDay | null): Choice {
  if (!day) return 'holiday';
  const own: DayOverride | undefined = day.correction?.day;
  if (own !== undefined && typeof own !== 'string') return own.length === 0 ? 'holiday' : 'hours';
  if (own !== undefined) return own;
  // What somebody most likely wants of a day that is not yet put right is the opposite of what it is.
  return day.spans.length > 0 ? 'holiday' : 'workday';
}

/** One day put right, or a run of days entered under one name. */
export const DayForm: Component<DayFormProps> = (props) => {
  const { toast } = useFeedback();
  const { day } = props;
  const first = (): CivilDate => {
    const { today, year } = props.year;
    return today.startsWith(`${year}-`) ? today : `${year}-01-01`;
  };
  const valuesOf = (of: CalendarDay | null): DayValues => ({
    from: of?.date ?? first(),
    until: of?.date ?? first(),
    day: choiceOf(of),
    spans: [...(of?.spans.length ? of.spans : props.year.makeUpDay)],
    note: of?.correction?.note ?? '',
  });
  const form = createForm<DayValues>({
    from: { values: valuesOf(day), rev: day?.correction?.rev ?? 0 },
    save: async (_changed, rev, all) => {
      const until = all.until < all.from ? all.from : all.until;
      await api.put(ADMIN.day(all.from), {
        day: all.day === 'hours' ? all.spans : all.day,
        note: all.note,
        ...(day ? { rev } : { until }),
      });
    },
    newest: async () => {
      const fresh = await props.newest();
      return fresh ? { values: valuesOf(fresh), rev: fresh.correction?.rev ?? 0 } : null;
    },
    wrong: wrongWords,
    onSaved: props.onSaved,
  });
  const takeBack = () =>
    attemptOrSay(toast, async () => {
      await api.delete(ADMIN.day(form.values.from));
      props.onSaved();
    });
  const isNow = (one: CalendarDay): string =>
    t().calendar.isNow(
      t().calendar.kinds[one.kind],
      one.name ? named(one.name) : '',
      spansText(one.spans, ''),
    );
  return (
    <Editor
      form={form}
      title={
        day
          ? t().calendar.dayTitle(t().calendar.dateOf(day.date), t().weekdays[day.weekday] ?? '')
          : t().calendar.add
      }
      description={day ? isNow(day) : t().calendar.addNote}
      onClose={props.onClose}
      more={
        <Show when={day?.correction}>
          <Button variant="ghost" icon="undo" onClick={() => void takeBack()}>
            {t().calendar.takeBack}
          </Button>
        </Show>
      }
    >
      <Show when={!day}>
        <div class={styles.two}>
          <FormField form={form} name="from" label={t().calendar.from} required>
            <TextInput
              type="date"
              value={form.values.from}
              onValue={(from) => {
                form.set('from', from);
                if (form.values.until < from) form.set('until', from);
              }}
            />
          </FormField>
          <FormField form={form} name="until" label={t().calendar.until} required>
            <TextInput type="date" value={form.values.until} onValue={(until) => form.set('until', until)} />
          </FormField>
        </div>
      </Show>
      <RadioGroup
        label={t().calendar.what}
        value={form.values.day}
        onValue={(choice) => form.set('day', choice as Choice)}
        options={(['holiday', 'workday', 'hours'] as const).map((choice) => ({
          value: choice,
          label: t().calendar.choices[choice],
          hint: t().calendar.choiceHints[choice],
        }))}
        error={form.error('day')}
      />
      <Theirs form={form} name="day" show={(choice) => t().calendar.choices[choice]} />
      <Show when={form.values.day === 'hours'}>
        <Field label={t().calendar.ownHours}>
          <SpansField
            label={t().calendar.ownHours}
            value={form.values.spans}
            onValue={(spans) => form.set('spans', spans)}
          />
        </Field>
      </Show>
      <FormField
        form={form}
        name="note"
        label={t().calendar.note}
        aside={t().optional}
        hint={t().calendar.noteHint}
      >
        <TextInput value={form.values.note} onValue={(note) => form.set('note', note)} maxLength={100} />
      </FormField>
      <Show when={day?.correction}>
        {(one) => <p class={styles.by}>{t().calendar.enteredBy(one().by, timestamp(one().at, now()))}</p>}
      </Show>
    </Editor>
  );
};
