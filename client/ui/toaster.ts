import { type Accessor, createSignal } from 'solid-js';

export interface ToastInput {
  text: string;
  /** ochre: something to look at. There is no red: that colour means late or urgent. */
  tone?: 'plain' | 'ochre' | undefined;
  action?: { label: string; onSelect: () => void } | undefined;
  /** Milliseconds on screen; 0 stays until dismissed. Default 6000, or 12000 with an action. */
  duration?: number | undefined;
  /** assertive interrupts speech: only for what was lost or refused. */
  politeness?: 'polite' | 'assertive' | undefined;
}

export interface Toast extends ToastInput {
  id: number;
}

export interface Toaster {
  toasts: Accessor<readonly Toast[]>;
  show: (toast: ToastInput) => number;
  dismiss: (id: number) => void;
}

const MOST = 4;

/** Holds the short notices of a page; `<Toasts toaster={…} />` shows them. Past four the oldest goes. */
export const makeToaster = (): Toaster => {
  const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
  let last = 0;
  return {
    toasts,
    show: (toast) => {
      last += 1;
      const id = last;
      setToasts((list) => [...list, { ...toast, id }].slice(-MOST));
      return id;
    },
    dismiss: (id) => {
      setToasts((list) => list.filter((toast) => toast.id !== id));
    },
  };
};

export type Politeness = 'polite' | 'assertive';

export interface Announcer {
  said: Accessor<Readonly<Record<Politeness, string>>>;
  say: (text: string, politeness?: Politeness) => void;
}

/** Says a sentence to screen readers through `<LiveRegions announcer={…} />`, the same sentence twice included. */
export const makeAnnouncer = (): Announcer => {
  const [said, setSaid] = createSignal<Readonly<Record<Politeness, string>>>({ polite: '', assertive: '' });
  return {
    said,
    say: (text, politeness = 'polite') => {
      // A live region speaks only when its text changes: a repeated sentence gets an invisible difference.
      setSaid((now) => ({ ...now, [politeness]: now[politeness] === text ? `${text}\u00a0` : text }));
    },
  };
};
