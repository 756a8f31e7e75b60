import { type Component, createSignal, For, Show } from 'solid-js';
import { Button, TextInput } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './form.module.css';

const BREAKS = /[,，、;；\s]+/u;

/** Short words one after another: Enter, a comma or leaving the box adds what is typed. Inside a Field. */
export const WordsField: Component<{
  readonly value: readonly string[];
  readonly onValue: (words: string[]) => void;
}> = (props) => {
  const [typed, setTyped] = createSignal('');
  const add = (text: string): void => {
    const fresh = text.split(BREAKS).filter((word) => word !== '');
    if (fresh.length > 0) props.onValue([...new Set([...props.value, ...fresh])]);
    setTyped('');
  };
  return (
    <>
      <Show when={props.value.length > 0}>
        <ul class={styles.chosen}>
          <For each={props.value}>
            {(word) => (
              <li>
                <Button
                  size="small"
                  iconEnd="close"
                  aria-label={t().form.remove(word)}
                  onClick={() => props.onValue(props.value.filter((one) => one !== word))}
                >
                  {word}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <TextInput
        value={typed()}
        maxLength={200}
        onValue={(text) => (/[,，、;；]/u.test(text) ? add(text) : setTyped(text))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing || typed().trim() === '') return;
          event.preventDefault();
          add(typed());
        }}
        onBlur={() => add(typed())}
      />
    </>
  );
};
