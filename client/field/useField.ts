import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js';
import type { OrderId } from '../../shared/ids.ts';
import type { FieldSnapshot } from '../../shared/protocol/dto.ts';
import { api } from '../kit/api.ts';
import { memberKey } from '../kit/local-data.ts';
import { PATHS } from '../kit/paths.ts';
import { useStaff } from '../kit/staff.ts';
import { localStore, readJson, writeJson } from '../kit/storage.ts';

/** A claim that was refused: who won, until it has been read. */
export interface LostClaim {
  readonly orderId: OrderId;
  readonly no: string;
  readonly title: string;
  readonly by: string;
  readonly message: string;
}

export interface FieldModel {
  readonly snapshot: Accessor<FieldSnapshot | null>;
  readonly reload: () => Promise<void>;
  readonly lost: Accessor<readonly LostClaim[]>;
  readonly dismiss: (orderId: OrderId) => void;
  /** Resolves true when the order is this member's. */
  readonly claim: (order: {
    readonly _id: OrderId;
    readonly no: string;
    readonly title: string;
  }) => Promise<boolean>;
}

export const FieldContext = createContext<FieldModel>();

export function useField(): FieldModel {
  const field = useContext(FieldContext);
  if (!field) throw new Error('useField needs the phone around it');
  return field;
}

/** Several changes within a moment are one question to the server. */
const GATHER_MS = 150;

/** The phone's lists: a snapshot, kept on the phone, asked for again whenever somebody says that it changed. */
export function createField(): FieldModel {
  const staff = useStaff();
  const key = memberKey(staff.member()._id, 'field');
  const [snapshot, setSnapshot] = createSignal<FieldSnapshot | null>(
    readJson<FieldSnapshot>(localStore, key),
  );
  const [lost, setLost] = createSignal<readonly LostClaim[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const reload = async (): Promise<void> => {
    try {
      const next = await api.get<FieldSnapshot>(PATHS.fieldSnapshot);
      writeJson(localStore, key, next);
      setSnapshot(next);
    } catch {
      // What is kept stays on the screen; the header says that it may be old, and the next hello asks again.
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), GATHER_MS);
  };
  onCleanup(() => clearTimeout(timer));
  onCleanup(staff.connection.onHello(soon));
  onCleanup(staff.connection.onChanged(soon));
  onCleanup(staff.connection.onNotice(soon));

  return {
    snapshot,
    reload,
    lost,
    dismiss: (orderId) => setLost((list) => list.filter((one) => one.orderId !== orderId)),
    claim: async ({ _id, no, title }) => {
      const answer = await staff.send('claim', _id, {}, { about: `${no} ${title}` }).answer;
      await reload();
      if (answer === null) return false;
      if (answer.ok) return true;
      setLost((list) => [
        ...list,
        { orderId: _id, no, title, by: answer.details?.by ?? '', message: answer.message },
      ]);
      return false;
    },
  };
}
