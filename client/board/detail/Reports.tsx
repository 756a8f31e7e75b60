import { type Component, For, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { scoreText } from '../../../shared/texts/index.ts';
import { language } from '../../kit/i18n.ts';
import { Dotted } from '../../ui/index.ts';
import styles from '../board.module.css';
import { t } from '../words.ts';
import { Contact } from './Contact.tsx';

/** What residents wrote, how to reach them, and how they rated. */
export const Reports: Component<{ readonly order: OrderDetail }> = (props) => (
  <section class={styles.reports}>
    <For each={props.order.reports}>
      {(report) => (
        <article>
          <p class={styles.text}>{report.text}</p>
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
              <p class={styles.meta}>
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
