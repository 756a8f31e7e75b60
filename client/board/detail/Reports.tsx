import { type Component, For, Show } from 'solid-js';
import type { DetailReport, OrderDetail } from '../../../shared/protocol/dto.ts';
import { scoreText } from '../../../shared/texts/index.ts';
import { language } from '../../kit/i18n.ts';
import { now } from '../../kit/now.ts';
import { timestamp } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import { Dotted } from '../../ui/index.ts';
import { t } from '../words.ts';
import { Contact } from './Contact.tsx';
import styles from './detail.module.css';

/** What residents wrote, how to reach them, and how they rated. */
export const Reports: Component<{ readonly order: OrderDetail }> = (props) => {
  /** The title says it already. */
  const isTitle = (report: DetailReport): boolean => report.text.trim() === props.order.title.trim();
  const joined = (report: DetailReport): boolean => report.orderNo !== props.order.no;
  return (
    <section class={styles.reports} aria-label={t().reports}>
      <For each={props.order.reports}>
        {(report) => (
          <article>
            <Show when={joined(report) || report.externalNo}>
              <p class={styles.said}>
                <Dotted
                  items={[
                    ...(joined(report) ? [t().joinedFrom(report.orderNo)] : []),
                    ...(report.externalNo ? [t().externalNo(report.externalNo)] : []),
                    word.channel(report.channel),
                    timestamp(report.at, now()),
                  ]}
                />
              </p>
            </Show>
            <Show when={!isTitle(report)}>
              <p class={styles.text}>{report.text}</p>
            </Show>
            <Show when={report.contact}>
              {(contact) => (
                <Contact
                  orderId={props.order._id}
                  reportId={report._id}
                  name={contact().name}
                  phone={contact().phone}
                />
              )}
            </Show>
            <For each={report.ratings}>
              {(rating) => (
                <p class={styles.said}>
                  <Dotted
                    items={[
                      `${t().speed} ${rating.speed}`,
                      `${t().effect} ${rating.effect}`,
                      `${t().attitude} ${rating.attitude}`,
                      rating.comment ?? scoreText(language(), rating.effect).replace('\n', ''),
                    ]}
                  />
                </p>
              )}
            </For>
          </article>
        )}
      </For>
    </section>
  );
};
