import { isFault } from '../kit/fault.ts';
import type { Feedback } from '../kit/feedback.ts';

/** Runs something small; what goes wrong is said in a notice. */
export async function attemptOrSay(toast: Feedback['toast'], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isFault(error)) throw error;
    toast({ text: error.message, tone: 'ochre', duration: 0, politeness: 'assertive' });
  }
}
