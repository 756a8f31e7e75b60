import { cleanup, render, screen, within } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal, untrack } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import { type Grade, RatingRow } from './RatingRow.tsx';

afterEach(cleanup);

const WORDS = ['very poor', 'poor', 'fair', 'good', 'very good'] as const;

const setUp = (initial?: Grade) => {
  const [value, setValue] = createSignal<Grade | undefined>(initial);
  render(() => (
    <RatingRow label="Speed" hint="from report to done" value={value()} onValue={setValue} words={WORDS} />
  ));
  return { value, user: userEvent.setup(), row: screen.getByRole('radiogroup', { name: 'Speed' }) };
};

describe('RatingRow', () => {
  it('U4: is a named radio group of five cells, each with its figure and its word', () => {
    const { row } = setUp();
    const cells = within(row).getAllByRole('radio');
    expect(cells).toHaveLength(5);
    expect(cells.map((cell) => cell.closest('label')?.textContent)).toEqual(
      WORDS.map((word, index) => `${index + 1}${word}`),
    );
    expect(row).toHaveAccessibleDescription('from report to done');
  });

  it('U4: a figure key chooses, arrows move the choice, Tab passes the row as one stop', async () => {
    const { user, value } = setUp(3);
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: /3/ }));
    await user.keyboard('5');
    expect(untrack(value)).toBe(5);
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: /5/ }));
    await user.keyboard('{ArrowLeft}');
    expect(untrack(value)).toBe(4);
    await user.keyboard('6');
    expect(untrack(value)).toBe(4);
  });

  it('U4: a missing grade is said in words and marks the group', () => {
    render(() => (
      <RatingRow label="Effect" value={undefined} onValue={() => {}} words={WORDS} error="Choose one." />
    ));
    const row = screen.getByRole('radiogroup', { name: 'Effect' });
    expect(row).toHaveAttribute('aria-invalid', 'true');
    expect(row).toHaveAccessibleDescription('Choose one.');
  });

  it('U4: a disabled row cannot be changed', async () => {
    const [value, setValue] = createSignal<Grade | undefined>(2);
    render(() => <RatingRow label="Attitude" value={value()} onValue={setValue} words={WORDS} disabled />);
    await userEvent.setup().click(screen.getByRole('radio', { name: /4/ }));
    expect(untrack(value)).toBe(2);
  });
});
