import { type Component, createSignal, Index, Show } from 'solid-js';
import type { NotesModel } from '../../kit/notes.ts';
import { Button, Checkbox, Field, IconButton, SectionHead, TextArea, TextInput } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './order.module.css';

/** What has to be checked before completing, and the notes: the duty officer sees and writes both. */
export const Notes: Component<{ readonly notes: NotesModel; readonly canWrite: boolean }> = (props) => {
  const [adding, setAdding] = createSignal(false);
  const [item, setItem] = createSignal('');
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = item().trim();
    if (text === '') return;
    props.notes.add(text);
    setItem('');
  };
  const aside = () => {
    const names = props.notes.writing();
    return names.length > 0 ? t().writing(names.join('、')) : t().withDesk;
  };
  return (
    <section class={styles.notes}>
      <SectionHead title={t().checklist} aside={aside()} />
      <ul class={styles.checks}>
        <Index each={props.notes.items()}>
          {(one) => (
            <li class={styles.check}>
              <Checkbox
                class={styles.checkbox}
                size="field"
                checked={one().done}
                disabled={!props.canWrite}
                onChange={(done) => props.notes.check(one().item, done)}
              >
                {one().text}
              </Checkbox>
              <Show when={props.canWrite}>
                <IconButton
                  icon="close"
                  size="field"
                  label={t().removeItem(one().text)}
                  onClick={() => props.notes.remove(one().item)}
                />
              </Show>
            </li>
          )}
        </Index>
      </ul>
      <Show when={props.canWrite}>
        <Show
          when={adding()}
          fallback={
            <Button
              class={styles.add}
              variant="ghost"
              size="field"
              icon="add"
              onClick={() => setAdding(true)}
            >
              {t().addItem}
            </Button>
          }
        >
          <form class={styles.addForm} onSubmit={add}>
            <Field label={t().newItem} hideLabel class={styles.grow}>
              <TextInput
                size="field"
                maxLength={200}
                value={item()}
                onValue={setItem}
                ref={(input) => queueMicrotask(() => input.focus())}
              />
            </Field>
            <Button size="field" type="submit">
              {t().add}
            </Button>
          </form>
        </Show>
      </Show>
      <SectionHead title={t().notes} aside={props.canWrite ? t().notesHint : t().notesReadOnly} />
      <Field label={t().notes} hideLabel>
        <Show when={props.notes.box()} keyed>
          {(box) => (
            <TextArea
              size="field"
              rows={2}
              ref={box.ref}
              value={box.value()}
              disabled={!props.canWrite}
              carets={props.notes.carets()}
              onValue={box.write}
            />
          )}
        </Show>
      </Field>
    </section>
  );
};
