import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {
  type Component,
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import type { BoardEntry } from '../../shared/protocol/board.ts';
import { cardFace, isCardOverdue } from '../kit/clock-view.ts';
import { now } from '../kit/now.ts';
import { useStaff } from '../kit/staff.ts';
import { age, dayTime } from '../kit/timing.ts';
import { word } from '../kit/words.ts';
import { Avatar, Due, Holder, hueOf, largeType, Slip, StubNote, Tag, titleLines } from '../ui/index.ts';
import type { BoardModel } from './useBoard.ts';
import { t } from './words.ts';

interface CardProps {
  readonly board: BoardModel;
  readonly entry: BoardEntry;
  readonly width: number;
  readonly picked: boolean;
  readonly focused: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
  /** Let go while the session had ended. */
  readonly onInterrupted: () => void;
  /** Being dragged from now on, or no longer. */
  readonly onHold: (holding: boolean) => void;
  readonly posInSet: number;
  readonly setSize: number;
}

const NEW_MS = 10 * 60_000;
const FRESH_MS = 4000;

/** One slip: what it is, where, how long it has, whose it is, who looks at it. */
export const Card: Component<CardProps> = (props) => {
  const staff = useStaff();
  const [element, setElement] = createSignal<HTMLElement>();
  const [dragging, setDragging] = createSignal(false);
  const card = () => props.entry.card;
  const state = () => props.entry.state;
  const pending = () => props.board.store.state.pending[props.entry.id];
  const others = createMemo(() => props.board.presence.lookingAt(props.entry.id));
  const drag = createMemo(() => props.board.presence.drags().find((one) => one.orderId === props.entry.id));
  const face = createMemo(() =>
    cardFace(state(), card().createdAt, staff.directory.item(card().itemId)?.deadline ?? null, now()),
  );
  const tint = () => {
    if (pending()) return 'hold';
    if (isCardOverdue(state(), now())) return 'over';
    return face().state === 'warning' ? 'warn' : 'none';
  };

  createEffect(() => {
    const slip = element();
    if (!slip) return;
    onCleanup(
      draggable({
        element: slip,
        canDrag: () => state()[0] === 'new' || state()[0] === 'dispatched',
        getInitialData: () => ({ orderId: props.entry.id }),
        onDragStart: () => {
          setDragging(true);
          props.onHold(true);
          props.board.presence.say({ dragging: { orderId: props.entry.id, over: null } });
        },
        onDrop: () => {
          setDragging(false);
          props.onHold(false);
          props.board.presence.say({ dragging: null });
          // The sign-in dialog lies over the columns: what was dragged is opened, so that one goes on where one was.
          if (staff.session.state() === 'over') props.onInterrupted();
        },
      }),
    );
  });
  createEffect(
    on(
      () => props.focused,
      (focused) => focused && element()?.focus({ preventScroll: false }),
      { defer: true },
    ),
  );

  return (
    <Slip
      ref={setElement}
      number={card().no}
      title={card().title}
      lines={titleLines(card().title, props.width, largeType())}
      place={[props.board.names.areaName(card().areaId), card().address]
        .filter((part) => part !== '')
        .join(' ')}
      item={staff.directory.itemName(card().itemId)}
      {...(card().urgent ? { urgent: t().urgent } : {})}
      tags={<Tags entry={props.entry} />}
      channel={{ icon: card().channel, label: word.channel(card().channel) }}
      age={
        state()[0] === 'done' && state()[5] !== null
          ? dayTime(state()[5] ?? 0, now())
          : age(card().createdAt, now())
      }
      tint={tint()}
      picked={props.picked}
      fresh={now() - (props.board.store.state.arrived[props.entry.id] ?? 0) < FRESH_MS}
      {...(dragging() || drag() ? { drag: 'ghost' as const } : {})}
      {...(drag() ? { hue: hueOf(drag()?.by.id ?? '') } : {})}
      {...(others().length > 0
        ? { looking: { people: others().map((one) => ({ id: one.id, name: one.name })), label: t().looking } }
        : {})}
      stubLeft={
        <Show when={!pending()} fallback={<StubNote>{t().sending}</StubNote>}>
          <Due state={face().state} share={face().share} name={face().name} value={face().value} />
        </Show>
      }
      stubRight={
        <Show when={drag()} fallback={<Whose entry={props.entry} />}>
          {(one) => <StubNote>{t().draggedBy(one().by.name)}</StubNote>}
        </Show>
      }
      onOpen={() => props.onOpen()}
      onFocus={() => props.onFocus()}
      tabIndex={props.picked || props.focused || props.posInSet === 1 ? 0 : -1}
      posInSet={props.posInSet}
      setSize={props.setSize}
    />
  );
};

const Tags: Component<{ readonly entry: BoardEntry }> = (props) => (
  <>
    <Show when={props.entry.state[0] === 'new' && now() - props.entry.card.createdAt < NEW_MS}>
      <Tag tone="teal">{t().fresh}</Tag>
    </Show>
    <Show when={props.entry.card.returns > 0}>
      <Tag>{t().returned(props.entry.card.returns)}</Tag>
    </Show>
  </>
);

/** Right of the stub: the holder, whom it is offered to, or what it waits for. */
const Whose: Component<{ readonly entry: BoardEntry }> = (props) => {
  const staff = useStaff();
  const shown = (): JSX.Element => {
    const [status, , holderId, , , , offer] = props.entry.state;
    if (status === 'done') return <StubNote>{t().waitRating}</StubNote>;
    if (status === 'dispatched' && offer === 'pool') return <StubNote>{t().pool}</StubNote>;
    const [kind, id] = status === 'dispatched' ? (offer ?? '').split(':') : ['m', holderId ?? ''];
    const party = id
      ? staff.directory.party(kind === 't' ? 'team' : kind === 'd' ? 'department' : 'member', id)
      : null;
    return party ? (
      <Holder name={party.name}>
        <Avatar id={party.id} name={party.name} kind={party.kind} decorative />
      </Holder>
    ) : null;
  };
  return <>{shown()}</>;
};
