import type { Status } from '../../shared/order/state.ts';

/** What a resident still waits for. */
export type StepAhead = 'dispatch' | 'claim' | 'complete' | 'rate';

/** The steps that come after those taken, in their order; none once it is finished, declined or merged. */
export function stepsAhead(status: Status): readonly StepAhead[] {
  switch (status) {
    case 'new':
      return ['dispatch', 'claim', 'complete', 'rate'];
    case 'dispatched':
      return ['claim', 'complete', 'rate'];
    case 'handling':
      return ['complete', 'rate'];
    case 'done':
      return ['rate'];
    case 'closed':
    case 'declined':
    case 'merged':
      return [];
  }
}
