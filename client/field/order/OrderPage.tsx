import { useNavigate, useSearchParams } from '@solidjs/router';
import { type Component, createMemo, createSignal, Show } from 'solid-js';
import type { OrderDetail } from '../../../shared/protocol/dto.ts';
import { createNotes } from '../../kit/notes.ts';
import { now, ticker } from '../../kit/now.ts';
import { createPageTitle } from '../../kit/page-title.ts';
import { useStaff } from '../../kit/staff.ts';
import { clockTime, timestamp } from '../../kit/timing.ts';
import { word } from '../../kit/words.ts';
import {
  Banner,
  Button,
  Dotted,
  EmptyState,
  IconButton,
  OrderTitle,
  Page,
  PhoneHeader,
  Skeleton,
  StatusChip,
} from '../../ui/index.ts';
import { AskSheet } from '../ask/AskSheet.tsx';
import type { AskKind } from '../ask/payload.ts';
import { useField } from '../model/field.ts';
import { OutboxBand } from '../outbox/OutboxBand.tsx';
import { t } from '../words.ts';
import { Clocks } from './Clocks.tsx';
import { Course } from './Course.tsx';
import { createOrder, lastEventAt } from './detail.ts';
import { More } from './More.tsx';
import { Notes } from './Notes.tsx';
import { OrderDock } from './OrderDock.tsx';
import styles from './order.module.css';
import { Rows } from './Rows.tsx';
import { Says } from './Says.tsx';

/** One order in the hand: clocks, place, contact, what happened; the main verb lowest. */
export const OrderPage: Component<{ readonly orderId: string }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const navigate = useNavigate();
  const { orderId } = props;
  const model = createOrder(orderId);
  const notes = createNotes(orderId, (lost) => {
    const one = model.order();
    field.refused.add({
      id: `notes-${ticker().instant()}`,
      at: ticker().instant(),
      type: 'notes',
      orderId,
      about: one ? `${one.no} ${one.title}` : '',
      text: lost,
      message: t().notesLost,
    });
  });
  const [search] = useSearchParams();
  // The wish wall leads straight to letting one go.
  const [asking, setAsking] = createSignal<AskKind | null>(search['ask'] === 'release' ? 'release' : null);
  createPageTitle(() => (model.order() ? `${model.order()?.no} ${model.order()?.title}` : t().todo));
  const back = (): void => navigate(model.order()?.status === 'handling' ? '/field/mine' : '/field');
  const away = () => staff.connection.link().state === 'offline';
  const asked = createMemo(() => {
    const order = model.order();
    const kind = asking();
    return order && kind ? { order, kind } : null;
  });

  return (
    <Page
      width="field"
      skipLabel={t().skip}
      header={
        <>
          <PhoneHeader
            heading={false}
            start={<IconButton icon="back" size="field" label={t().back} onClick={back} />}
            title={
              <Show when={model.order()}>
                {(order) => (
                  <span class={styles.number}>
                    {order().no} <StatusChip status={order().status} label={word.status(order().status)} />
                  </span>
                )}
              </Show>
            }
          >
            <Show when={model.order()}>
              {(order) => <More order={order()} model={model} onAsk={setAsking} />}
            </Show>
          </PhoneHeader>
          <OutboxBand />
        </>
      }
      footer={
        <Show when={model.order()}>
          {(order) => <OrderDock order={order()} model={model} onAsk={setAsking} />}
        </Show>
      }
    >
      <Show when={model.order()} fallback={<Missing model={model} />}>
        {(order) => (
          <div class={styles.page}>
            <OrderTitle size="field" urgent={order().urgent ? t().urgent : undefined}>
              {order().title}
            </OrderTitle>
            <Facts order={order()} />
            <Show when={away() && model.fromCopy()}>
              <p class={styles.facts}>{t().copyShown(timestamp(lastEventAt(order()), now()))}</p>
            </Show>
            <Clocks order={order()} />
            <Rows
              order={order()}
              mayCall={
                order().holder?.memberId === staff.member()._id || order().allowed.includes('dispatch')
              }
            />
            <Outcome order={order()} />
            <Says order={order()} />
            <Course order={order()} />
            <Show when={order().canEditNotes || notes.items().length > 0 || notes.box().value() !== ''}>
              <Notes notes={notes} canWrite={order().canEditNotes} />
            </Show>
          </div>
        )}
      </Show>
      <Show when={asked()}>
        {(one) => (
          <AskSheet
            kind={one().kind}
            order={one().order}
            open={notes.open().map((item) => item.text)}
            onClose={() => {
              setAsking(null);
              void model.reload();
            }}
          />
        )}
      </Show>
    </Page>
  );
};

/** What a handler should know before going: given back, urged, more time asked for. */
const Facts: Component<{ readonly order: OrderDetail }> = (props) => {
  const facts = () =>
    [
      props.order.returns > 0 ? t().returned(props.order.returns) : '',
      props.order.urges > 0 ? t().urged(props.order.urges) : '',
      props.order.extension ? t().extensionAsked(timestamp(props.order.extension.until, now())) : '',
      props.order.heldUntil ? t().heldUntil(clockTime(props.order.heldUntil)) : '',
      props.order.mergedInto ? t().mergedInto(props.order.mergedInto.no) : '',
    ].filter((fact) => fact !== '');
  return (
    <Show when={facts().length > 0}>
      <p class={styles.facts}>
        <Dotted items={facts()} />
      </p>
    </Show>
  );
};

const Outcome: Component<{ readonly order: OrderDetail }> = (props) => (
  <Show when={props.order.result ?? props.order.declineReason}>
    {(text) => (
      <div class={styles.result}>
        <p class={styles.saidMeta}>{props.order.result === null ? t().declined : t().result}</p>
        <p class={styles.said}>{text()}</p>
      </div>
    )}
  </Show>
);

const Missing: Component<{ readonly model: ReturnType<typeof createOrder> }> = (props) => {
  const again = (
    <Button size="field" icon="refresh" onClick={() => void props.model.reload()}>
      {t().reload}
    </Button>
  );
  return (
    <Show when={props.model.fault()} fallback={<Skeleton count={8} />}>
      {(fault) => (
        <Show
          when={fault().status === 404 || fault().status === 403}
          fallback={
            <Show
              when={fault().code === 'offline'}
              fallback={<Banner icon="alert" title={fault().message} action={again} />}
            >
              <EmptyState icon="offline" title={t().notKept} detail={t().notKeptNote} action={again} />
            </Show>
          }
        >
          <EmptyState icon="info" title={t().gone} detail={t().goneNote} />
        </Show>
      )}
    </Show>
  );
};
