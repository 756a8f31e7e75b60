import {
  type Component,
  createEffect,
  createResource,
  createSignal,
  For,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import type { DispatchTo } from '../../shared/order/commands.ts';
import type { Candidate, HistoryRow, OrderDetail } from '../../shared/protocol/dto.ts';
import { eventText, scoreText } from '../../shared/texts/index.ts';
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
  AvatarGroup,
  Button,
  ClockCells,
  Dotted,
  Drawer,
  EmptyState,
  Icon,
  IconButton,
  Menu,
  OrderTitle,
  PhotoStrip,
  SectionHead,
  Skeleton,
  StatusChip,
  Timeline,
} from '../ui/index.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { ACTIONS, type Action } from './actions.ts';
import styles from './board.module.css';
import { Candidates } from './Candidates.tsx';
import { Notes } from './Notes.tsx';
import type { BoardModel } from './useBoard.ts';
import { faultText, t } from './words.ts';

interface DetailProps {
  readonly board: BoardModel;
  readonly orderId: string;
  readonly onClose: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** Everything about one order beside the board; follows it as it changes. */
export const Detail: Component<DetailProps> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const [order, { refetch }] = createResource(
    () => props.orderId,
    (id) => api.get<OrderDetail>(PATHS.order(id)),
  );
  const [best, setBest] = createSignal<Candidate>();
  const [action, setAction] = createSignal<Action | null>(null);
  const [busy, setBusy] = createSignal(false);
  const shown = () => (order.latest?._id === props.orderId ? order.latest : undefined);
  const boardRev = () => props.board.store.state.cards[props.orderId]?.state[1] ?? 0;
  createEffect(on(boardRev, (rev) => rev > (shown()?.rev ?? rev) && void refetch()));
  onCleanup(
    staff.connection.onChanged((change) => {
      if (change.orderId === props.orderId && change.rev > (shown()?.rev ?? 0)) void refetch();
    }),
  );
  createEffect(() => props.board.presence.say({ looking: props.orderId }));
  onCleanup(() => props.board.presence.say({ looking: null }));

  const can = (type: string): boolean => shown()?.allowed.includes(type) ?? false;
  const dispatch = async (to: DispatchTo, name: string): Promise<void> => {
    setBusy(true);
    const answer = await props.board.send('dispatch', props.orderId, { to }, 'dispatched');
    setBusy(false);
    if (answer?.ok)
      feedback.toast({ text: `${t().dispatchName(name)} · ${answer.order.no}`, ...undoOf(answer.eventId) });
    else if (answer)
      feedback.toast({ text: t().lost(answer.message), tone: 'ochre', politeness: 'assertive' });
    void refetch();
  };
  const undo = async (eventId: string): Promise<void> => {
    const answer = await staff.send('undo', props.orderId, { eventId }).answer;
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    void refetch();
  };
  const undoOf = (eventId: string | undefined) =>
    eventId ? { action: { label: t().undo, onSelect: () => void undo(eventId) } } : {};
  const others = () => props.board.presence.lookingAt(props.orderId);

  return (
    <Drawer
      open
      onClose={props.onClose}
      label={t().order(shown()?.no ?? '')}
      closeLabel={t().close}
      focusKey={props.orderId}
      header={
        <>
          <span>{shown()?.no}</span>
          <Show when={shown()}>
            {(one) => <StatusChip status={one().status} label={word.status(one().status)} />}
          </Show>
        </>
      }
      tools={
        <>
          <Show when={others().length > 0}>
            <AvatarGroup
              people={others().map((one) => ({ id: one.id, name: one.name }))}
              label={t().looking}
              size={24}
            />
          </Show>
          <IconButton icon="chevron-up" label={t().previous} onClick={() => props.onStep(-1)} />
          <IconButton icon="chevron-down" label={t().next} onClick={() => props.onStep(1)} />
        </>
      }
      footer={
        <Show when={shown()}>
          {(one) => (
            <div class={styles.footer}>
              <Show when={can('dispatch')}>
                <Show when={best()}>
                  {(candidate) => (
                    <Button
                      variant="primary"
                      loading={busy()}
                      onClick={() => void dispatch(candidate().target, candidate().name)}
                    >
                      {t().dispatchName(candidate().name)}
                    </Button>
                  )}
                </Show>
                <Button disabled={busy()} onClick={() => void dispatch({ pool: true }, t().pool)}>
                  {t().toPool}
                </Button>
              </Show>
              <span class={styles.grow} />
              <Menu
                label={t().more}
                trigger={t().more}
                variant="ghost"
                placement="top-end"
                items={ACTIONS.filter((entry) => one().allowed.includes(entry.type)).map((entry) => ({
                  id: entry.type,
                  label: entry.label(t()),
                  onSelect: () => setAction(entry),
                }))}
              />
            </div>
          )}
        </Show>
      }
    >
      <Show
        when={shown()}
        fallback={
          order.error ? (
            <EmptyState icon="error" tone="error" title={faultText(order.error)} />
          ) : (
            <Skeleton count={8} />
          )
        }
      >
        {(one) => (
          <>
            <Facts order={one()} />
            <Reports order={one()} />
            <Show when={one().extension}>
              {(asked) => (
                <div class={styles.asked}>
                  <p>{t().extensionAsked(asked().name, timestamp(asked().until, now()))}</p>
                  <p>{asked().reason}</p>
                  <Show when={can('approve')}>
                    <Button size="small" variant="primary" onClick={() => void decide(one(), true)}>
                      {t().approve}
                    </Button>
                    <Button size="small" onClick={() => void decide(one(), false)}>
                      {t().reject}
                    </Button>
                  </Show>
                </div>
              )}
            </Show>
            <Show when={can('dispatch')}>
              <Candidates
                orderId={one()._id}
                rev={one().rev}
                busy={busy()}
                onBest={setBest}
                onChoose={(to, name) => void dispatch(to, name)}
              />
            </Show>
            <Notes orderId={one()._id} canWrite={one().canEditNotes} />
            <Show when={one().result}>
              {(result) => (
                <section>
                  <SectionHead title={t().result} />
                  <p class={styles.text}>{result()}</p>
                </section>
              )}
            </Show>
            <Photos order={one()} onChanged={() => void refetch()} />
            <section>
              <SectionHead title={t().history} />
              <Timeline
                label={t().history}
                items={one().history.map((row) => historyItem(row, () => void undo(row.id)))}
              />
            </section>
          </>
        )}
      </Show>
      <Show when={action() && shown()}>
        {(one) => (
          <Show when={action()}>
            {(entry) => (
              <ActionDialog
                action={entry()}
                order={one()}
                onClose={() => {
                  setAction(null);
                  void refetch();
                }}
              />
            )}
          </Show>
        )}
      </Show>
    </Drawer>
  );

  async function decide(one: OrderDetail, approved: boolean): Promise<void> {
    if (!one.extension) return;
    const answer = await staff.send('approve', one._id, { requestId: one.extension.eventId, approved })
      .answer;
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    void refetch();
  }
};

const Facts: Component<{ readonly order: OrderDetail }> = (props) => {
  const staff = useStaff();
  return (
    <header class={styles.facts}>
      <OrderTitle level={2} {...(props.order.urgent ? { urgent: t().urgent } : {})}>
        {props.order.title}
      </OrderTitle>
      <p class={styles.meta}>
        <Icon name="pin" size={14} /> {staff.directory.areaName(props.order.areaId)} {props.order.address}{' '}
        <Dotted
          items={[
            staff.directory.categoryName(staff.directory.item(props.order.itemId)?.categoryId ?? null),
            staff.directory.itemName(props.order.itemId),
            word.channel(props.order.channel),
            timestamp(props.order.createdAt, now()),
          ]}
        />
      </p>
      <Show when={clockRow(props.order.clocks, props.order.urgent).length > 0}>
        <ClockCells
          label={t().history}
          clocks={clockRow(props.order.clocks, props.order.urgent).map((name) => {
            const face = clockFace(name, props.order.clocks[name], now());
            return {
              key: name,
              state: face.state,
              share: face.share,
              name: word.clock(name),
              value: face.value,
              current: face.state === 'running',
            };
          })}
        />
      </Show>
    </header>
  );
};

const Reports: Component<{ readonly order: OrderDetail }> = (props) => (
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

/** Masked until somebody opens it, which is recorded. */
const Contact: Component<{
  readonly orderId: string;
  readonly reportId: string;
  readonly name: string;
  readonly phone: string;
}> = (props) => {
  const [opened, setOpened] = createSignal<{ name: string; phone: string }>();
  const [problem, setProblem] = createSignal('');
  const open = async (): Promise<void> => {
    try {
      setOpened(
        await api.post<{ name: string; phone: string }>(PATHS.contact(props.orderId, props.reportId)),
      );
    } catch (error) {
      setProblem(faultText(error));
    }
  };
  return (
    <p class={styles.contact}>
      <Icon name="lock" size={14} /> {opened()?.name ?? props.name}{' '}
      <span>{opened()?.phone ?? props.phone}</span>{' '}
      <Show when={!opened()}>
        <Button variant="link" onClick={() => void open()}>
          {t().show}
        </Button>
      </Show>
      <span class={styles.grow} />
      <small>{problem() || t().logged}</small>
    </p>
  );
};

const Photos: Component<{ readonly order: OrderDetail; readonly onChanged: () => void }> = (props) => {
  const publish = async (id: string, published: boolean): Promise<void> => {
    await api.put(PATHS.publishPhoto(id), { published });
    props.onChanged();
  };
  return (
    <Show when={props.order.photos.length > 0}>
      <section>
        <SectionHead title={t().photos} aside={props.order.photos.length} />
        <PhotoStrip
          size="large"
          label={t().photos}
          photos={props.order.photos.map((photo, i) => ({
            id: photo._id,
            src: PATHS.photo(photo._id),
            alt: `${t().photos} ${i + 1}`,
          }))}
          onOpen={(photo) => void window.open(photo.src, '_blank', 'noopener')}
        />
        <div class={styles.publish}>
          <For each={props.order.photos}>
            {(photo, i) => (
              <Button
                size="small"
                aria-pressed={photo.published}
                onClick={() => void publish(photo._id, !photo.published)}
              >
                {`${i() + 1} ${photo.published ? t().unpublish : t().publish}`}
              </Button>
            )}
          </For>
        </div>
      </section>
    </Show>
  );
};

function historyItem(row: HistoryRow, undo: () => void) {
  const target = row.target === 'pool' ? t().pool : row.target;
  return {
    id: row.id,
    time: timestamp(row.at, now()),
    dateTime: new Date(row.at).toISOString(),
    title: (
      <>
        <Show when={row.by}>{(name) => <strong>{name()} </strong>}</Show>
        {eventText(language(), row.type)} {target}
        <Show when={row.undoable}>
          {' '}
          <Button variant="link" onClick={undo}>
            {t().undo}
          </Button>
        </Show>
      </>
    ),
    ...(row.text ? { detail: row.text } : {}),
  };
}
