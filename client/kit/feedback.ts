import { createContext, useContext } from 'solid-js';

export interface Said {
  readonly text: string;
  readonly tone?: 'plain' | 'ochre';
  readonly action?: { readonly label: string; readonly onSelect: () => void };
  /** Milliseconds; 0 stays until dismissed. */
  readonly duration?: number;
  readonly politeness?: 'polite' | 'assertive';
}

/** How a page tells people what happened: a short notice to see and hear, or words for screen readers alone. */
export interface Feedback {
  readonly toast: (said: Said) => number;
  readonly dismiss: (id: number) => void;
  readonly announce: (text: string, politeness?: 'polite' | 'assertive') => void;
}

const silent: Feedback = { toast: () => 0, dismiss: () => undefined, announce: () => undefined };

export const FeedbackContext = createContext<Feedback>(silent);
export const useFeedback = (): Feedback => useContext(FeedbackContext);
