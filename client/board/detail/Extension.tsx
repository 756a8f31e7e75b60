import { type Component, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { now } from '../../kit/now.ts';
import { useStaff } from '../../kit/staff.ts';
import { timestamp } from '../../kit/timing.ts';
import { Button } from '../../ui/index.ts';
import { t } from '../words.ts';
import styles from './detail.module.css';

/** More time that the holder asked for, and the answer to it. */
export const Extension: Component<{ readonly order: OrderDetail; readonly onDecided: () => void }> = (
  props,
) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const decide = async (requestId: string, approved: boolean): Promise<void> => {
    const answer = await staff.send('approve', props.order._id, { requestId, approved }).answer;
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    props.onDecided();
  };
  return (
    <Show when={props.order.extension}>
      {(asked) => (
        <div class={styles.asked}>
          <p>{t().extensionAsked(asked().name, timestamp(asked().until, now()))}</p>
          <p>{asked().reason}</p>
          <Show when={props.order.allowed.includes('approve')}>
            <Button size="small" variant="primary" onClick={() => void decide(asked().eventId, true)}>
              {t().approve}
            </Button>
            <Button size="small" onClick={() => void decide(asked().eventId, false)}>
              {t().reject}
            </Button>
          </Show>
        </div>
      )}
    </Show>
  );
};
