import { type Component, createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { DispatchTo } from '../../../shared/order/commands.ts';
import type { Candidate, OrderDetail } from '../../../shared/protocol/dto.ts';
import { api } from '../../kit/api.ts';
import { useFeedback } from '../../kit/feedback.ts';
import { language } from '../../kit/i18n.ts';
import { createLoaded } from '../../kit/loaded.ts';
import { PATHS } from '../../kit/paths.ts';
import { createShownOrder } from '../../kit/shown-order.ts';
import { useStaff } from '../../kit/staff.ts';
import { word } from '../../kit/words.ts';
import {
  AvatarGroup,
  Button,
  Drawer,
  EmptyState,
  IconButton,
  largeType,
  Menu,
  SectionHead,
  Skeleton,
  StatusChip,
  Timeline,
} from '../../ui/index.ts';
import type { BoardModel } from '../useBoard.ts';
import { faultText, t } from '../words.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { type Action, actionsFor } from './actions.ts';
import { Candidates } from './Candidates.tsx';
import styles from './detail.module.css';
import { Extension } from './Extension.tsx';
import { Facts } from './Facts.tsx';
import { historyItem } from './history.tsx';
import { Merged } from './Merged.tsx';
import { Notes } from './Notes.tsx';
import { Offered, offeredTo } from './Offered.tsx';
import { Photos } from './Photos.tsx';
import { Reports } from './Reports.tsx';

interface DetailProps {
  readonly board: BoardModel;
  readonly orderId: string;
  /** Opened to dispatch: the button that names the best candidate has the focus, so that Enter is enough. */
  readonly aimed: boolean;
  readonly onClose: () => void;
  /** Another order in this drawer: what it was merged into, or what was merged into it. */
  readonly onOpen: (orderId: string) => void;
  readonly onStep: (by: 1 | -1) => void;
}

const MERGEABLE: ReadonlySet<string> = new Set(['new', 'dispatched', 'handling']);

/** Everything about one order beside the board; follows it as it changes. */
export const Detail: Component<DetailProps> = (props) => {
  const staff = useStaff();
  const feedback = useFeedback();
  const read = createLoaded(() => api.get<OrderDetail>(PATHS.order(props.orderId)));
  const [best, setBest] = createSignal<Candidate>();
  const [action, setAction] = createSignal<Action | null>(null);
  const [busy, setBusy] = createSignal(false);
  const shown = read.value;
  createShownOrder(staff.connection, {
    orderId: props.orderId,
    rev: () => shown()?.rev,
    elsewhere: () => props.board.store.state.cards[props.orderId]?.state[1] ?? 0,
    reload: () => void read.reload(),
  });
  // Signed in again, or back after a cut: what was missed or refused in between is asked for anew.
  onCleanup(staff.connection.onHello(() => void read.reload()));
  createEffect(() => props.board.presence.say({ looking: props.orderId }));
  onCleanup(() => props.board.presence.say({ looking: null }));

  const [main, setMain] = createSignal<HTMLButtonElement>();
  createEffect(on([main, () => props.aimed], ([button, aimed]) => aimed && button?.focus()));
  const parted = () => {
    const one = shown();
    return actionsFor(
      one?.status ?? 'new',
      one?.allowed ?? [],
      can('dispatch') && (largeType() || language() === 'en'),
    );
  };
  const more = () => parted().more;

  /** It lies with somebody, or in the pool: what is dispatched now goes to somebody else instead. */
  const instead = (): boolean => shown()?.status !== 'new';
  const can = (type: string): boolean => shown()?.allowed.includes(type) ?? false;
  const dispatch = async (to: DispatchTo, name: string): Promise<void> => {
    const seen = shown();
    if (!seen) return;
    setBusy(true);
    const offeredAt = seen.offer?.at ?? null;
    const answer = await props.board.send('dispatch', props.orderId, { to, offeredAt }, 'dispatched');
    setBusy(false);
    if (answer?.ok)
      feedback.toast({ text: `${t().dispatchName(name)} · ${answer.order.no}`, ...undoOf(answer.eventId) });
    else if (answer)
      feedback.toast({ text: t().lost(answer.message), tone: 'ochre', politeness: 'assertive' });
    void read.reload();
  };
  const undo = async (eventId: string): Promise<void> => {
    const answer = await staff.send('undo', props.orderId, { eventId }).answer;
    if (answer && !answer.ok) feedback.toast({ text: answer.message, tone: 'ochre' });
    void read.reload();
  };
  const undoOf = (eventId: string | undefined) =>
    eventId ? { action: { label: t().undo, onSelect: () => void undo(eventId) } } : {};
  const colleagues = () => props.board.presence.lookingAt(props.orderId);
  const others = () =>
    props.board.store
      .all()
      .filter(({ id, state }) => id !== props.orderId && MERGEABLE.has(state[0]))
      .map(({ id, card }) => ({ value: id, label: `${card.no} ${card.title}`, hint: card.address }));

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
          <Show when={colleagues().length > 0}>
            <AvatarGroup
              people={colleagues().map((one) => ({ id: one.id, name: one.name }))}
              label={t().looking}
              size={24}
            />
          </Show>
          <IconButton icon="chevron-up" label={t().previous} onClick={() => props.onStep(-1)} />
          <IconButton icon="chevron-down" label={t().next} onClick={() => props.onStep(1)} />
          <Show when={more().length > 0}>
            <Menu
              label={t().more}
              placement="bottom-end"
              items={more().map((entry) => ({
                id: entry.type,
                label: entry.label(t()),
                onSelect: () => setAction(entry),
              }))}
            />
          </Show>
        </>
      }
      footer={
        <Show when={shown()}>
          {(one) => (
            <div class={styles.footer} classList={{ [styles.oneRow ?? '']: can('dispatch') }}>
              <Show when={can('dispatch')}>
                <Show when={best()}>
                  {(candidate) => (
                    <Button
                      ref={setMain}
                      variant={instead() && !props.aimed ? 'plain' : 'primary'}
                      {...(props.aimed ? { kbd: '↵' } : {})}
                      loading={busy()}
                      onClick={() => void dispatch(candidate().target, candidate().name)}
                    >
                      {instead() ? t().insteadName(candidate().name) : t().dispatchName(candidate().name)}
                    </Button>
                  )}
                </Show>
                <Show when={one().offer?.to.kind !== 'pool'}>
                  <Button disabled={busy()} onClick={() => void dispatch({ pool: true }, t().pool)}>
                    {t().toPool}
                  </Button>
                </Show>
              </Show>
              <div class={can('dispatch') ? styles.near : styles.footer}>
                <For each={parted().near}>
                  {(entry) => (
                    <Button variant={can('dispatch') ? 'ghost' : 'plain'} onClick={() => setAction(entry)}>
                      {entry.label(t())}
                    </Button>
                  )}
                </For>
              </div>
            </div>
          )}
        </Show>
      }
    >
      <Show
        when={shown()}
        fallback={
          read.fault() ? (
            <EmptyState icon="error" tone="error" title={faultText(read.fault())} />
          ) : (
            <Skeleton count={8} />
          )
        }
      >
        {(one) => (
          <>
            <Facts order={one()} areaName={props.board.names.areaName} />
            <Offered order={one()} />
            <Merged order={one()} onOpen={props.onOpen} />
            <Reports order={one()} />
            <Extension order={one()} onDecided={() => void read.reload()} />
            <Show when={can('dispatch')}>
              <Candidates
                orderId={one()._id}
                rev={one().rev}
                busy={busy()}
                present={offeredTo(one())}
                instead={instead()}
                onBest={setBest}
                onChoose={(to, name) => void dispatch(to, name)}
              />
            </Show>
            <Notes orderId={one()._id} canWrite={one().canEditNotes} />
            <Show when={one().result}>
              {(result) => (
                <section class={styles.section}>
                  <SectionHead title={t().result} />
                  <p class={styles.text}>{result()}</p>
                </section>
              )}
            </Show>
            <Photos order={one()} onChanged={() => void read.reload()} />
            <section class={styles.section}>
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
                others={others()}
                onClose={() => {
                  setAction(null);
                  void read.reload();
                }}
              />
            )}
          </Show>
        )}
      </Show>
    </Drawer>
  );
};
