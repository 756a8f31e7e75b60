import { type Component, createSignal, For, onCleanup, Show } from 'solid-js';
import { itemText, makeOrderRoom } from '../kit/order-room.ts';
import { openRoom } from '../kit/room-link.ts';
import { writeText } from '../kit/shared-text.ts';
import { useStaff } from '../kit/staff.ts';
import { Checkbox, Field, SectionHead, TextArea } from '../ui/index.ts';
import { t } from './words.ts';

/** The notes and checklist that the duty officer sees and writes as well. */
export const Checklist: Component<{ readonly orderId: string }> = (props) => {
  const staff = useStaff();
  const room = makeOrderRoom(props.orderId, {
    open: openRoom,
    copies: staff.copies,
    sessionOver: () => staff.session.over('expired'),
    refused: () => undefined,
    later: (ms, action) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  });
  const [version, setVersion] = createSignal(0);
  const changed = (): void => void setVersion((n) => n + 1);
  room.notes.observe(changed);
  room.checklist.observeDeep(changed);
  onCleanup(room.close);
  const items = () => {
    version();
    return room.checklist.toArray();
  };
  const text = () => {
    version();
    return room.notes.toString();
  };
  return (
    <section>
      <Show when={items().length > 0}>
        <SectionHead title={t().checklist} aside={t().checklistNote} />
        <For each={items()}>
          {(item) => (
            <Checkbox
              size="field"
              checked={version() >= 0 && item.get('done') === true}
              onChange={(done) => item.set('done', done)}
            >
              {itemText(item)?.toString() ?? ''}
            </Checkbox>
          )}
        </For>
      </Show>
      <SectionHead title={t().notes} aside={t().checklistNote} />
      <Field label={t().notes} hideLabel>
        <TextArea
          size="field"
          rows={3}
          value={text()}
          onValue={(value) => writeText(room.notes, value, room)}
        />
      </Field>
    </section>
  );
};
