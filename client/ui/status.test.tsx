import { cleanup, render, screen } from '@solidjs/testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { CountdownRing, type RingState } from './CountdownRing.tsx';
import { Due } from './Due.tsx';
import { FreshMark } from './FreshMark.tsx';
import { type PieStatus, StatusChip } from './StatusPie.tsx';

afterEach(cleanup);

const STATUSES: readonly PieStatus[] = [
  'new',
  'dispatched',
  'handling',
  'done',
  'closed',
  'declined',
  'merged',
];
const shapeOf = (container: HTMLElement): string => container.querySelector('svg')?.innerHTML ?? '';

describe('status and clocks', () => {
  it('U1: every status has its own drawing and its word, so colour never speaks alone', () => {
    const shapes = STATUSES.map((status) => {
      const { container, unmount } = render(() => <StatusChip status={status} label={`word ${status}`} />);
      expect(container).toHaveTextContent(`word ${status}`);
      const shape = shapeOf(container);
      unmount();
      return shape;
    });
    expect(new Set(shapes).size).toBe(STATUSES.length);
  });

  it('U1: every look of a clock has its own drawing', () => {
    const looks: readonly [RingState, number][] = [
      ['not-started', 1],
      ['running', 0.6],
      ['warning', 0.2],
      ['overdue', 0],
      ['paused', 0.5],
      ['met', 0],
    ];
    const shapes = looks.map(([state, share]) => {
      const { container, unmount } = render(() => <CountdownRing state={state} share={share} />);
      // Without its arc's length a warning ring still differs by the dot in its centre.
      const shape = shapeOf(container).replaceAll(/stroke-dasharray="\d+ 100"/g, '');
      unmount();
      return shape;
    });
    expect(new Set(shapes).size).toBe(looks.length);
  });

  it.each([
    [1.7, '100 100'],
    [-0.2, '0 100'],
    [Number.NaN, '0 100'],
    [0.734, '73 100'],
  ])('U1: a share of %d is drawn within the circle', (share, dashes) => {
    const { container } = render(() => <CountdownRing state="running" share={share} />);
    expect(container.querySelector('[pathLength]')).toHaveAttribute('stroke-dasharray', dashes);
  });

  it('U1: a ring alone is an image with a name; beside words it is silent', () => {
    render(() => <CountdownRing state="overdue" label="12 minutes late" />);
    expect(screen.getByRole('img', { name: '12 minutes late' })).toBeInTheDocument();
    const { container } = render(() => <Due state="running" share={0.4} name="respond" value="12:00" />);
    expect(container.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
    expect(container).toHaveTextContent('respond 12:00');
  });

  it('U1: freshness is said in words and drawn differently in each state', () => {
    const marks = (['live', 'stale', 'offline'] as const).map((state) => {
      const { container, unmount } = render(() => <FreshMark state={state} text={state} age="2 s" />);
      expect(container).toHaveTextContent(`${state}, 2 s`);
      const mark = container.querySelector('[data-state]')?.className;
      unmount();
      return mark;
    });
    expect(new Set(marks).size).toBe(3);
  });
});
