import { type Component, Show } from 'solid-js';
import type { DeadlineRule } from '../../../shared/clocks/types.ts';
import { Field, Select, TextInput } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './catalogue.module.css';
import { amountOf, DEADLINE_KINDS, type DeadlineKind, ruleOf } from './deadline.ts';

/** A deadline class, with its amount where it has one. */
export const DeadlineField: Component<{
  readonly value: DeadlineRule;
  readonly onValue: (rule: DeadlineRule) => void;
  readonly error?: string | undefined;
}> = (props) => {
  const amount = () => amountOf(props.value);
  return (
    <div class={styles.deadline}>
      <Field label={t().deadline} hint={t().catalogue.deadlineHints[props.value.kind]} error={props.error}>
        <Select
          value={props.value.kind}
          onValue={(kind) => props.onValue(ruleOf(kind as DeadlineKind, amount()))}
          options={DEADLINE_KINDS.map((kind) => ({ value: kind, label: t().catalogue.deadlineKinds[kind] }))}
        />
      </Field>
      <Show when={amount() !== null}>
        <Field label={t().catalogue.amounts[props.value.kind] ?? ''}>
          <TextInput
            type="number"
            min={props.value.kind === 'half_day' || props.value.kind === 'overnight' ? '0' : '1'}
            value={String(amount() ?? '')}
            onValue={(text) => props.onValue(ruleOf(props.value.kind as DeadlineKind, Number(text)))}
          />
        </Field>
      </Show>
    </div>
  );
};
