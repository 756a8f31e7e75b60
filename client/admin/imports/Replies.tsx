import { type Component, createSignal } from 'solid-js';
import { localDate } from '../../../shared/calendar/zone.ts';
import { zone } from '../../kit/zone.ts';
import { ButtonLink, Field, SectionHead, TextInput } from '../../ui/index.ts';
import { repliesPath } from './api.ts';
import styles from './imports.module.css';
import { t } from './words.ts';

/** What goes back to the system that tickets came from: this month's replies, unless other days are chosen. */
export const Replies: Component<{ readonly communityId: string }> = (props) => {
  const today = localDate(Date.now(), zone());
  const [from, setFrom] = createSignal(`${today.slice(0, 7)}-01`);
  const [to, setTo] = createSignal(today);
  return (
    <section class={styles.panel}>
      <SectionHead title={t().replies} />
      <p class={styles.note}>{t().repliesLead}</p>
      <div class={styles.days}>
        <Field label={t().from}>
          <TextInput type="date" value={from()} onValue={setFrom} max={to()} />
        </Field>
        <Field label={t().to}>
          <TextInput type="date" value={to()} onValue={setTo} min={from()} />
        </Field>
        <ButtonLink
          icon="download"
          href={repliesPath(props.communityId, from(), to())}
          target="_self"
          download=""
        >
          {t().exportReplies}
        </ButtonLink>
      </div>
    </section>
  );
};
