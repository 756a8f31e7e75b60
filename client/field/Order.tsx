import { useNavigate } from '@solidjs/router';
import { type Component, createResource, createSignal, For, onCleanup, Show } from 'solid-js';
import type { OrderDetail } from '../../shared/protocol/dto.ts';
import { eventText } from '../../shared/texts/index.ts';
import { api } from '../kit/api.ts';
import { clockFace, clockRow } from '../kit/clock-view.ts';
import { useFeedback } from '../kit/feedback.ts';
import { language } from '../kit/i18n.ts';
import { now } from '../kit/now.ts';
import { PATHS } from '../kit/paths.ts';
import { useStaff } from '../kit/staff.ts';
import { timestamp } from '../kit/timing.ts';
import { word } from '../kit/words.ts';
import {
  Button,
  ClockCells,
  Dock,
  EmptyState,
  Icon,
  IconButton,
  Menu,
  OrderTitle,
  Page,
  PhoneHeader,
  PhotoStrip,
  SectionHead,
  Skeleton,
  StatusChip,
  Timeline,
} from '../ui/index.ts';
import { Checklist } from './Checklist.tsx';
import styles from './field.module.css';
import { Report, type ReportKind } from './Report.tsx';
import { useField } from './useField.ts';
import { faultText, t } from './words.ts';

/** One order in the hand: clocks, place, contact, what happened; the main verb lowest. */
export const Order: Component<{ readonly orderId: string }> = (props) => {
  const staff = useStaff();
  const field = useField();
  const feedback = useFeedback();
  const navigate = useNavigate();
  const [order, { refetch }] = createResource(
    () => props.orderId,
    (id) => api.get<OrderDetail>(PATHS.order(id)),
  );
  const [asking, setAsking] = createSignal<ReportKind | null>(null);
  const shown = () => order.latest;
  const can = (type: string): boolean => shown()?.allowed.includes(type) ?? false;
  onCleanup(
    staff.connection.onChanged((change) => {
      if (change.orderId === props.orderId && change.rev > (shown()?.rev ?? 0)) void refetch();
    }),
  );
  onCleanup(staff.connection.onHello(() => void refetch()));
  const unsent = () => staff.outbox.entries().filter((entry) => entry.orderId === props.orderId);

  const arrive = async (): Promise<void> => {
    const answer = await staff.send('arrive', props.orderId, {}, { about: shown()?.no ?? '' }).answer;
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    void refetch();
  };
  const claim = async (): Promise<void> => {
    const one = shown();
    if (one && !(await field.claim(one))) navigate('/field');
    void refetch();
  };
  const undo = async (): Promise<void> => {
    const event = shown()?.history.find((row) => row.undoable);
    if (!event) return;
    const answer = await staff.send('undo', props.orderId, { eventId: event.id }).answer;
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    await field.reload();
    void refetch();
  };
  const main = (): 'claim' | 'arrive' | 'complete' | null => {
    if (can('claim') && shown()?.status === 'dispatched') return 'claim';
    if (
      can('arrive') &&
      !shown()?.history.some((row) => row.type === 'arrived' && row.at >= (shown()?.holder?.since ?? 0))
    )
      return 'arrive';
    return can('complete') ? 'complete' : null;
  };

  return (
    <Page
      width="field"
      skipLabel={t().skip}
      header={
        <PhoneHeader
          heading={false}
          start={<IconButton icon="back" size="field" label={t().back} onClick={() => navigate('/field')} />}
          title={
            <span class={styles.number}>
              {shown()?.no}{' '}
              <Show when={shown()}>
                {(one) => <StatusChip status={one().status} label={word.status(one().status)} />}
              </Show>
            </span>
          }
        >
          <Show when={can('return') || can('release') || can('extend') || can('undo')}>
            <Menu
              label={t().more}
              icon="more"
              size="field"
              placement="bottom-end"
              items={[
                ...(can('undo') ? [{ id: 'undo', label: t().undo, onSelect: () => void undo() }] : []),
                ...(['return', 'release', 'extend'] as const)
                  .filter((type) => can(type))
                  .map((type) => ({ id: type, label: t()[type], onSelect: () => setAsking(type) })),
              ]}
            />
          </Show>
        </PhoneHeader>
      }
      footer={
        <Show when={main()}>
          {(verb) => (
            <Dock
              pair={
                <Show when={can('feedback')}>
                  <Button size="field" icon="camera" onClick={() => setAsking('feedback')}>
                    {t().feedback}
                  </Button>
                  <Show when={verb() === 'arrive'}>
                    <Button size="field" icon="check" onClick={() => setAsking('complete')}>
                      {t().complete}
                    </Button>
                  </Show>
                </Show>
              }
            >
              <Button
                variant="primary"
                size="thumb"
                block
                icon={verb() === 'arrive' ? 'pin' : 'check'}
                onClick={() =>
                  void (verb() === 'claim' ? claim() : verb() === 'arrive' ? arrive() : setAsking('complete'))
                }
              >
                {t()[verb()]}
              </Button>
            </Dock>
          )}
        </Show>
      }
    >
      <Show
        when={shown()}
        fallback={
          order.error ? (
            <EmptyState icon="info" tone="error" title={faultText(order.error)} />
          ) : (
            <Skeleton count={8} />
          )
        }
      >
        {(one) => (
          <div class={styles.order}>
            <OrderTitle size="field" {...(one().urgent ? { urgent: t().urgent } : {})}>
              {one().title}
            </OrderTitle>
            <Show when={clockRow(one().clocks, one().urgent).length > 0}>
              <ClockCells
                size="field"
                label={t().clocks}
                clocks={clockRow(one().clocks, one().urgent).map((name) => {
                  const face = clockFace(name, one().clocks[name], now());
                  return {
                    key: name,
                    state: face.state,
                    share: face.share,
                    name: face.name,
                    value: face.value,
                    current: face.state === 'running',
                  };
                })}
              />
            </Show>
            <Place order={one()} />
            <For each={one().reports}>
              {(report) => (
                <>
                  <Show when={report.contact}>
                    {(contact) => (
                      <Contact
                        order={one()}
                        reportId={report._id}
                        name={contact().name}
                        phone={contact().phone}
                      />
                    )}
                  </Show>
                  <p class={styles.text}>{report.text}</p>
                </>
              )}
            </For>
            <Show when={one().photos.length > 0}>
              <PhotoStrip
                size="large"
                label={t().photos}
                photos={one().photos.map((photo, i) => ({
                  id: photo._id,
                  src: PATHS.photo(photo._id),
                  alt: `${t().photos} ${i + 1}`,
                }))}
              />
            </Show>
            <Show when={one().canEditNotes}>
              <Checklist orderId={one()._id} />
            </Show>
            <SectionHead title={t().course} />
            <Timeline
              label={t().course}
              items={[
                ...unsent().map((entry) => ({
                  id: entry.id,
                  title: eventTitle(entry.type),
                  detail: `${t().notSent} ${String(entry.payload['text'] ?? '')}`,
                })),
                ...one().history.map((row) => ({
                  id: row.id,
                  time: timestamp(row.at, now()),
                  title: `${eventText(language(), row.type)}${row.by ? ` · ${row.by}` : ''}`,
                  ...(row.text ? { detail: row.text } : {}),
                })),
              ]}
            />
          </div>
        )}
      </Show>
      <Show when={asking() && shown()}>
        {(one) => (
          <Show when={asking()}>
            {(kind) => (
              <Report
                kind={kind()}
                order={one()}
                onClose={() => {
                  setAsking(null);
                  void field.reload();
                  void refetch();
                }}
              />
            )}
          </Show>
        )}
      </Show>
    </Page>
  );
};

const eventTitle = (type: string): string =>
  type === 'feedback'
    ? t().feedback
    : type === 'complete'
      ? t().complete
      : type === 'arrive'
        ? t().arrive
        : type;

const Place: Component<{ readonly order: OrderDetail }> = (props) => {
  const staff = useStaff();
  const place = () =>
    [staff.directory.areaName(props.order.areaId), props.order.address]
      .filter((part) => part !== '')
      .join(' ');
  return (
    <div class={styles.line}>
      <Icon name="pin" size={24} />
      <div>
        <strong>{place()}</strong>
      </div>
      <a class={styles.lineAction} href={`geo:0,0?q=${encodeURIComponent(place())}`}>
        <Icon name="navigate" size={20} /> {t().navigate}
      </a>
    </div>
  );
};

/** Opening the number is recorded; the phone dials it without showing it. */
const Contact: Component<{
  readonly order: OrderDetail;
  readonly reportId: string;
  readonly name: string;
  readonly phone: string;
}> = (props) => {
  const feedback = useFeedback();
  const call = async (): Promise<void> => {
    try {
      const { phone } = await api.post<{ phone: string }>(PATHS.contact(props.order._id, props.reportId));
      window.location.href = `tel:${phone}`;
    } catch (error) {
      feedback.toast({ text: faultText(error), tone: 'ochre' });
    }
  };
  return (
    <div class={styles.line}>
      <Icon name="phone" size={24} />
      <div>
        <strong>
          {props.name} {props.phone}
        </strong>
        <small>{t().callNote}</small>
      </div>
      <Button size="field" icon="phone" onClick={() => void call()}>
        {t().call}
      </Button>
    </div>
  );
};
