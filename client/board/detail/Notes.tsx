import {
  type Accessor,
  type Component,
  createEffect,
  createMemo,
  createSignal,
  For,
  onCleanup,
  Show,
} from 'solid-js';
import type * as Y from 'yjs';
import { useFeedback } from '../../kit/feedback.ts';
import { addItem, itemText, makeOrderRoom, type OrderRoom } from '../../kit/order-room.ts';
import { createPresence } from '../../kit/presence.ts';
import { openRoom } from '../../kit/room-link.ts';
import { writeText } from '../../kit/shared-text.ts';
import { useStaff } from '../../kit/staff.ts';
import { Button, Checkbox, Field, IconButton, SectionHead, TextArea } from '../../ui/index.ts';
import styles from '../board.module.css';
import { t } from '../words.ts';

/** A Yjs type as a signal of what it holds. */
function watch<T>(type: Y.Text | Y.Array<Y.Map<unknown>>, read: () => T): Accessor<T> {
  const [value, setValue] = createSignal(read(), { equals: false });
  const changed = (): void => void setValue(() => read());
  type.observeDeep(changed);
  onCleanup(() => type.unobserveDeep(changed));
  return value;
}

/** Handling notes and a checklist, written by several people at once and merged without conflict. */
export const Notes: Component<{ readonly orderId: string; readonly canWrite: boolean }> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const [attempt, setAttempt] = createSignal(0);
  const room = createMemo((): OrderRoom => {
    attempt();
    const made = makeOrderRoom(props.orderId, {
      open: openRoom,
      copies: staff.copies,
      sessionOver: () => staff.session.over('expired'),
      refused: (lost) => {
        if (lost) feedback.toast({ text: `${t().notesReadOnly}：${lost}`, tone: 'ochre', duration: 0 });
        setAttempt((n) => n + 1);
      },
      later: (ms, action) => {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
    });
    onCleanup(made.close);
    return made;
  });
  return (
    <Show when={room()} keyed>
      {(one) => <Written room={one} orderId={props.orderId} canWrite={props.canWrite} />}
    </Show>
  );
};

const Written: Component<{
  readonly room: OrderRoom;
  readonly orderId: string;
  readonly canWrite: boolean;
}> = (props) => {
  const staff = useStaff();
  const { room } = props;
  const presence = createPresence(
    () => room.awareness,
    () => staff.member()._id,
  );
  const text = watch(room.notes, () => room.notes.toString());
  const items = watch(room.checklist, () => room.checklist.toArray());
  const typing = createMemo(() => presence.typing(props.orderId).map((one) => one.name));
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const wrote = (): void => {
    presence.say({ typing: props.orderId });
    clearTimeout(quiet);
    quiet = setTimeout(() => presence.say({ typing: null }), 3000);
  };
  onCleanup(() => clearTimeout(quiet));
  createEffect(() => {
    if (!props.canWrite) presence.say({ typing: null });
  });

  return (
    <section>
      <SectionHead
        title={t().notes}
        aside={typing().length > 0 ? t().writing(typing().join('、')) : t().notesHint}
      />
      <div class={styles.notes}>
        <For each={items()}>
          {(item) => (
            <div class={styles.check}>
              <Checkbox
                checked={item.get('done') === true}
                disabled={!props.canWrite}
                label={itemText(item)?.toString() ?? ''}
                onChange={(done) => item.set('done', done)}
              />
              <input
                class={styles.checkText}
                aria-label={t().itemLabel}
                disabled={!props.canWrite}
                value={itemText(item)?.toString() ?? ''}
                onInput={(event) => {
                  const shared = itemText(item);
                  if (shared) writeText(shared, event.currentTarget.value, room);
                  wrote();
                }}
              />
              <Show when={props.canWrite}>
                <IconButton
                  icon="close"
                  size="small"
                  label={t().removeItem}
                  onClick={() => room.checklist.delete(room.checklist.toArray().indexOf(item), 1)}
                />
              </Show>
            </div>
          )}
        </For>
        <Show when={props.canWrite}>
          <Button
            variant="ghost"
            size="small"
            icon="add"
            onClick={() => addItem(room, room.checklist.length)}
          >
            {t().addItem}
          </Button>
        </Show>
        <Field label={t().notes} hideLabel>
          <TextArea
            rows={3}
            value={text()}
            disabled={!props.canWrite}
            onValue={(value) => {
              writeText(room.notes, value, room);
              wrote();
            }}
          />
        </Field>
      </div>
    </section>
  );
};
