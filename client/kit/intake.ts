import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Item } from '../../shared/catalogue/catalogue.ts';
import { suggestItems } from '../../shared/catalogue/suggest.ts';
import type { SubmitPayload } from '../../shared/order/commands.ts';
import { BOUNDS } from '../../shared/order/settings.ts';
import type { Channel } from '../../shared/order/state.ts';
import type { CommandAck, Receipt } from '../../shared/protocol/socket.ts';
import { makeDraft } from './drafts.ts';
import { type DraftPhotos, makeDraftPhotos } from './photo-field/draft-photos.ts';
import { useStaff } from './staff.ts';

/** A report that somebody of the staff takes in, half typed. */
export interface IntakeDraft {
  readonly text: string;
  readonly areaId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly itemId: string;
  readonly name: string;
  readonly phone: string;
  readonly urgent: boolean;
  readonly wish: boolean;
  readonly callback: boolean;
}

export const emptyIntake = (areaId: string, channel: Channel): IntakeDraft => ({
  text: '',
  areaId,
  channel,
  address: '',
  itemId: '',
  name: '',
  phone: '',
  urgent: false,
  wish: false,
  callback: false,
});

/** What the server is told: empty fields are left out. */
export function intakePayload(draft: IntakeDraft): SubmitPayload {
  const name = draft.name.trim();
  const phone = draft.phone.trim();
  const contact = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
  return {
    areaId: draft.areaId,
    text: draft.text.trim(),
    channel: draft.channel,
    ...(draft.address.trim() ? { address: draft.address.trim() } : {}),
    ...(draft.itemId ? { itemId: draft.itemId } : {}),
    ...(draft.wish ? { kind: 'wish' } : draft.urgent ? { urgent: true } : {}),
    ...(name || phone ? { contact } : {}),
    ...(draft.callback ? { rateByCallback: true } : {}),
  };
}

/** What is missing or too much, by the field it belongs to. */
export type IntakeFault = 'text' | 'length' | 'areaId';

export interface IntakeModel {
  readonly value: Accessor<IntakeDraft>;
  readonly change: (part: Partial<IntakeDraft>) => void;
  readonly photos: DraftPhotos;
  readonly items: Accessor<readonly Item[]>;
  /** Items the words sound like, at most three. */
  readonly suggested: Accessor<readonly Item[]>;
  readonly wrong: Accessor<IntakeFault | null>;
  /** The server's sentence, when it refused. */
  readonly problem: Accessor<string>;
  readonly sending: Accessor<boolean>;
  /** Whether the server would answer at once. */
  readonly live: Accessor<boolean>;
  readonly taken: Accessor<{ readonly orderId: string; readonly receipt: Receipt } | null>;
  readonly submit: () => Promise<void>;
  readonly next: () => void;
}

export interface IntakeParts {
  /** Under which key the draft is kept. */
  readonly key: string;
  readonly areaId: () => string;
  readonly channel: Channel;
  /** @param watched whether this form still shows the answer itself */
  readonly send: (
    report: { readonly payload: SubmitPayload; readonly files: readonly File[]; readonly about: string },
    watched: () => boolean,
  ) => Promise<CommandAck | null>;
  /** Nobody answers now: the report waits in the outbox and the form is free for the next one. */
  readonly kept: () => void;
}

/** Taking in what a resident says at the counter, by telephone or in the street (rule U68). */
export function createIntake(parts: IntakeParts): IntakeModel {
  const staff = useStaff();
  const memberId = staff.member()._id;
  const draft = makeDraft<IntakeDraft>(memberId, parts.key, () => emptyIntake(parts.areaId(), parts.channel));
  const photos = makeDraftPhotos(memberId, parts.key);
  const { value } = draft;
  const [wrong, setWrong] = createSignal<IntakeFault | null>(null);
  const [problem, setProblem] = createSignal('');
  const [sending, setSending] = createSignal(false);
  const [taken, setTaken] = createSignal<{ orderId: string; receipt: Receipt } | null>(null);
  let here = true;
  onCleanup(() => {
    here = false;
  });
  const live = () => staff.connection.link().state === 'live' && staff.connection.writable();
  const items = createMemo(() => (staff.directory.data()?.items ?? []).filter((item) => item.active));
  const empty = (): void => {
    const { areaId, channel } = value();
    draft.discard();
    // The next report is mostly from the same place and came the same way.
    draft.set({ areaId, channel });
    photos.discard();
  };
  const faultOf = ({ text, areaId }: IntakeDraft): IntakeFault | null => {
    if (text.trim() === '') return 'text';
    if (Array.from(text.trim()).length > BOUNDS.text) return 'length';
    return areaId === '' ? 'areaId' : null;
  };

  return {
    value,
    change: (part) => {
      draft.set(part);
      setWrong(null);
      setProblem('');
    },
    photos,
    items,
    suggested: createMemo(() => suggestItems(value().text, items(), 3)),
    wrong,
    problem,
    sending,
    live,
    taken,
    next: () => setTaken(null),
    submit: async () => {
      if (sending()) return;
      const fault = faultOf(value());
      setWrong(fault);
      if (fault) return;
      const waits = !live();
      const about = Array.from(value().text.trim()).slice(0, 30).join('');
      const answer = parts.send(
        { payload: intakePayload(value()), files: photos.files(), about },
        () => here && !waits,
      );
      if (waits) {
        empty();
        parts.kept();
        return;
      }
      setSending(true);
      const ack = await answer;
      if (!here) return;
      setSending(false);
      if (ack?.ok) {
        empty();
        if (ack.receipt) setTaken({ orderId: ack.order._id, receipt: ack.receipt });
      } else if (ack) setProblem(ack.message);
    },
  };
}
