import { type Component, Show } from 'solid-js';
import type { EscalateAfter } from '../../../shared/catalogue/catalogue.ts';
import { Field, Select, TextInput } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './catalogue.module.css';

type Way = 'community' | 'never' | 'after';
const WAYS: readonly Way[] = ['community', 'after', 'never'];
const USUAL_MINUTES = 60;

const wayOf = (after: EscalateAfter): Way =>
  after === null ? 'community' : after === 'never' ? after : 'after';

/** What an item says of escalation, in words. */
export const escalationWords = (after: EscalateAfter): string =>
  typeof after === 'number'
    ? t().catalogue.escalatesAfter(after)
    : t().catalogue.escalationWays[wayOf(after)];

/** An item's own escalation: as the community says, after so many minutes, or never. */
export const EscalationField: Component<{
  readonly value: EscalateAfter;
  readonly onValue: (after: EscalateAfter) => void;
  readonly error?: string | undefined;
}> = (props) => {
  const choose = (way: Way): void =>
    props.onValue(way === 'community' ? null : way === 'never' ? way : USUAL_MINUTES);
  return (
    <div class={styles.deadline}>
      <Field label={t().catalogue.escalation} hint={t().catalogue.escalationHint} error={props.error}>
        <Select
          value={wayOf(props.value)}
          onValue={(way) => choose(way as Way)}
          options={WAYS.map((way) => ({ value: way, label: t().catalogue.escalationWays[way] }))}
        />
      </Field>
      <Show when={typeof props.value === 'number'}>
        <Field label={t().catalogue.escalationMinutes}>
          <TextInput
            type="number"
            min="1"
            inputmode="numeric"
            value={String(props.value)}
            onValue={(text) => props.onValue(Number(text))}
          />
        </Field>
      </Show>
    </div>
  );
};
