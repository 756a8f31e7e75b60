import { type Component, createMemo, For, Show } from 'solid-js';
import type { HistoryRow, OrderDetail } from '../../../shared/protocol/dto.ts';
import { eventText } from '../../../shared/texts/index.ts';
import { historyDetail } from '../../kit/history-detail.ts';
import { language } from '../../kit/i18n.ts';
import { now } from '../../kit/now.ts';
import type { OutboxEntry } from '../../kit/outbox/entry.ts';
import { useStaff } from '../../kit/staff.ts';
import { timestamp } from '../../kit/timing.ts';
import { Dotted, Icon, SectionHead, Timeline } from '../../ui/index.ts';
import { typedText } from '../model/refused.ts';
import { t } from '../words.ts';
import styles from './order.module.css';
import { Photos } from './Says.tsx';

/** Steps of work on the spot; everything else is in the whole course. */
const WORK: ReadonlySet<string> = new Set(['arrived', 'fed_back', 'completed', 'urged', 'reopened']);

/** What was done, oldest first, with what waits to be sent at the end. */
export const Course: Component<{ readonly order: OrderDetail }> = (props) => {
  const staff = useStaff();
  const unsent = createMemo(() =>
    staff.outbox.entries().filter((entry) => entry.orderId === props.order._id && entry.state === 'waiting'),
  );
  const rows = createMemo(() => props.order.history.toSorted((a, b) => a.at - b.at));
  const work = createMemo(() => rows().filter((row) => WORK.has(row.type)));
  return (
    <>
      <Show when={work().length + unsent().length > 0}>
        <section>
          <SectionHead title={t().records} />
          <ol class={styles.log}>
            <For each={work()}>{(row) => <Done row={row} />}</For>
            <For each={unsent()}>{(entry) => <Unsent entry={entry} />}</For>
          </ol>
        </section>
      </Show>
      <details class={styles.whole}>
        <summary class={styles.summary}>
          {t().wholeCourse} <Icon class={styles.chevron} name="chevron-down" size={20} />
        </summary>
        <Timeline
          label={t().wholeCourse}
          items={rows().map((row) => ({
            id: row.id,
            time: timestamp(row.at, now()),
            dateTime: new Date(row.at).toISOString(),
            title: <Dotted items={[titleOf(row), row.by ?? undefined]} />,
            detail: historyDetail(row),
          }))}
        />
      </details>
    </>
  );
};

const titleOf = (row: HistoryRow): string =>
  row.target === undefined
    ? eventText(language(), row.type)
    : `${eventText(language(), row.type)} ${t().to(row.target)}`;

const Done: Component<{ readonly row: HistoryRow }> = (props) => (
  <li class={styles.line}>
    <time class={styles.when} dateTime={new Date(props.row.at).toISOString()}>
      {timestamp(props.row.at, now())}
    </time>
    <div class={styles.did}>
      <p>
        <Dotted items={[eventText(language(), props.row.type), props.row.by ?? undefined]} />
      </p>
      <Show when={props.row.text}>{(text) => <p class={styles.didText}>{text()}</p>}</Show>
      <Show when={(props.row.photoIds?.length ?? 0) > 0}>
        <Photos ids={props.row.photoIds ?? []} />
      </Show>
    </div>
  </li>
);

const Unsent: Component<{ readonly entry: OutboxEntry }> = (props) => (
  <li class={styles.line}>
    <time class={styles.when}>{timestamp(props.entry.at, now())}</time>
    <div class={styles.did}>
      <p>
        <Dotted
          items={[
            t().verb[props.entry.type] ?? props.entry.type,
            props.entry.files?.length ? t().photosN(props.entry.files.length) : undefined,
          ]}
        />
      </p>
      <Show when={typedText(props.entry.type, props.entry.payload)}>
        {(text) => <p class={styles.didText}>{text()}</p>}
      </Show>
    </div>
    <span class={styles.unsent}>
      <Icon name="clock" size={12} />
      {t().notSent}
    </span>
  </li>
);
