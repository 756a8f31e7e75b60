import { type Component, createSignal, For, Show } from 'solid-js';
import { Checkbox, SearchBox } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './form.module.css';

export interface Pickable {
  readonly id: string;
  readonly name: string;
  readonly hint?: string | undefined;
}

const MANY = 12;

/** Some of many, by ticking; a long list can be searched. */
export const PickField: Component<{
  readonly label: string;
  readonly options: readonly Pickable[];
  readonly value: readonly string[];
  readonly onValue: (ids: string[]) => void;
  readonly error?: string | undefined;
}> = (props) => {
  const [query, setQuery] = createSignal('');
  const shown = () => props.options.filter((one) => `${one.name}${one.hint ?? ''}`.includes(query().trim()));
  const turn = (id: string, on: boolean): void =>
    props.onValue(on ? [...props.value, id] : props.value.filter((one) => one !== id));
  return (
    <fieldset class={styles.pick} aria-invalid={props.error ? 'true' : undefined}>
      <legend class={styles.legend}>
        {props.label}
        <Show when={props.value.length > 0}>
          {' '}
          <span class={styles.count}>{props.value.length}</span>
        </Show>
      </legend>
      <Show when={props.options.length > MANY}>
        <SearchBox label={t().form.search} clearLabel={t().clear} value={query()} onValue={setQuery} />
      </Show>
      <div class={styles.options} classList={{ [styles.many ?? '']: props.options.length > MANY }}>
        <For each={shown()} fallback={<p class={styles.none}>{t().form.noMatch}</p>}>
          {(one) => (
            <Checkbox
              checked={props.value.includes(one.id)}
              onChange={(on) => turn(one.id, on)}
              hint={one.hint}
            >
              {one.name}
            </Checkbox>
          )}
        </For>
      </div>
      <Show when={props.error}>
        <p class={styles.error} role="alert">
          {props.error}
        </p>
      </Show>
    </fieldset>
  );
};
