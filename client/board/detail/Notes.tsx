import { type Component, createMemo, For, Show } from 'solid-js';
import type * as Y from 'yjs';
import type { OrderId } from '../../../shared/ids.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { createNotes, type NotesModel } from '../../kit/notes.ts';
import { Button, Checkbox, Field, IconButton, SectionHead, TextArea } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './detail.module.css';

/** Handling notes and a checklist, written by several people at once and merged without conflict. */
export const Notes: Component<{ readonly orderId: OrderId; readonly canWrite: boolean }> = (props) => {
  const feedback = useFeedback();
  const notes = createNotes(props.orderId, (lost) =>
    feedback.toast({ text: `${t().notesReadOnly}：${lost}`, tone: 'ochre', duration: 0 }),
  );
  // By the items themselves: a changed word must not take the box away from under the one who types in it.
  const items = createMemo(() => notes.items().map((one) => one.item));
  const aside = () => {
    const names = notes.writing();
    return names.length > 0 ? t().writing(names.join('、')) : t().notesHint;
  };
  return (
    <section class={styles.section}>
      <SectionHead title={t().notes} aside={aside()} />
      <div class={styles.notes}>
        <For each={items()}>{(item) => <Check notes={notes} item={item} canWrite={props.canWrite} />}</For>
        <Show when={props.canWrite}>
          <Button
            class={styles.addItem}
            variant="ghost"
            size="small"
            icon="add"
            onClick={() => notes.add('')}
          >
            {t().addItem}
          </Button>
        </Show>
        <Field label={t().notes} hideLabel>
          <Show when={notes.box()} keyed>
            {(box) => (
              <TextArea
                rows={2}
                ref={box.ref}
                value={box.value()}
                disabled={!props.canWrite}
                carets={notes.carets()}
                onValue={box.write}
              />
            )}
          </Show>
        </Field>
      </div>
    </section>
  );
};

const Check: Component<{
  readonly notes: NotesModel;
  readonly item: Y.Map<unknown>;
  readonly canWrite: boolean;
}> = (props) => {
  const box = props.notes.boxOf(props.item);
  const done = () => props.notes.items().some((one) => one.item === props.item && one.done);
  return (
    <div class={styles.check}>
      <Checkbox
        checked={done()}
        disabled={!props.canWrite}
        label={box?.value() ?? ''}
        onChange={(checked) => props.notes.check(props.item, checked)}
      />
      <input
        ref={(input) => box?.ref(input)}
        class={styles.checkText}
        aria-label={t().itemLabel}
        disabled={!props.canWrite}
        maxLength={200}
        value={box?.value() ?? ''}
        onInput={(event) => box?.write(event.currentTarget.value)}
      />
      <Show when={props.canWrite}>
        <IconButton
          icon="close"
          size="small"
          label={t().removeItem}
          onClick={() => props.notes.remove(props.item)}
        />
      </Show>
    </div>
  );
};
