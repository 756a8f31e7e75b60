import { cleanup, render, screen, within } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal, untrack } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import { spotFor } from './anchor.ts';
import { Combobox } from './Combobox.tsx';
import { Field } from './Field.tsx';
import { ancestorsOf, bestRow, matches, pathOf, type TreeNode, treeRows } from './optionRows.ts';
import { TreeSelect } from './TreeSelect.tsx';

afterEach(cleanup);

const NODES: readonly TreeNode[] = [
  { id: 's', label: 'Street', parentId: null, disabled: true },
  { id: 'a', label: 'Acacia', parentId: 's' },
  { id: 'a1', label: 'Grid one', parentId: 'a', hint: 'houses 1 to 4' },
  { id: 'a2', label: 'Grid two', parentId: 'a' },
  { id: 'b', label: 'Birch', parentId: 's' },
];

const tree = (initial = '') => {
  const [value, setValue] = createSignal(initial);
  render(() => (
    <Field label="Area">
      <TreeSelect label="Areas" nodes={NODES} value={value()} onValue={setValue} emptyText="Nothing found" />
    </Field>
  ));
  return { value, user: userEvent.setup(), box: screen.getByRole('combobox', { name: 'Area' }) };
};

const activeText = (box: HTMLElement): string | null | undefined =>
  document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent;

describe('TreeSelect', () => {
  it('U10: shows the path when closed and the chosen place with what is above it when open', async () => {
    const { user, box } = tree('a1');
    expect(box).toHaveValue('Acacia / Grid one');
    await user.click(box);
    const rows = within(screen.getByRole('tree', { name: 'Areas' })).getAllByRole('treeitem');
    expect(rows.map((row) => [row.getAttribute('aria-level'), row.getAttribute('aria-expanded')])).toEqual([
      ['1', 'true'],
      ['2', 'true'],
      ['3', null],
      ['3', null],
      ['2', null],
    ]);
    expect(activeText(box)).toContain('Grid one');
  });

  it('U10: arrows walk, open and fold; Enter chooses; a disabled place is passed but not chosen', async () => {
    const { user, box, value } = tree();
    await user.click(box);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(untrack(value)).toBe('');
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowDown}{Enter}');
    expect(untrack(value)).toBe('a1');
    expect(box).toHaveAttribute('aria-expanded', 'false');
    await user.keyboard('{ArrowDown}{ArrowLeft}{ArrowLeft}');
    expect(screen.queryByRole('treeitem', { name: /Grid one/ })).toBeNull();
  });

  it('U10: typing finds, says when nothing is found, and Escape brings the chosen text back', async () => {
    const { user, box, value } = tree('b');
    await user.click(box);
    await user.keyboard('houses');
    expect(screen.getAllByRole('treeitem').map((row) => row.textContent)).toEqual([
      'Street',
      'Acacia',
      expect.stringContaining('Grid one'),
    ]);
    await user.keyboard('zzz');
    expect(screen.getByRole('status')).toHaveTextContent('Nothing found');
    await user.keyboard('{Escape}');
    expect(box).toHaveValue('Birch');
    expect(untrack(value)).toBe('b');
  });
});

describe('bestRow', () => {
  it('U10: a typed name means the place of that name, not one below it', () => {
    const rows = [
      { id: 'c', label: '桐荫里社区', expanded: true },
      { id: 'g', label: '三网格', expanded: true },
      { id: 'g1', label: '三网格1组' },
    ];
    expect(bestRow('三网格', rows)?.id).toBe('g');
    expect(bestRow(' 三网格１', rows)?.id).toBe('g1');
    expect(bestRow('1组', rows)?.id).toBe('g1');
    expect(bestRow('桐荫里', rows)?.id).toBe('c');
  });
});

describe('Combobox', () => {
  it('U10: filters by label and hint and chooses with the keyboard alone', async () => {
    const [value, setValue] = createSignal('noise');
    render(() => (
      <Combobox
        label="Item"
        value={value()}
        onValue={setValue}
        emptyText="Nothing found"
        options={[
          { value: 'noise', label: 'Noise' },
          { value: 'light', label: 'Light', hint: 'public' },
          { value: 'lift', label: 'Lift', hint: 'public' },
        ]}
      />
    ));
    const box = screen.getByRole('combobox', { name: 'Item' });
    const user = userEvent.setup();
    await user.click(box);
    await user.keyboard('public');
    expect(screen.getAllByRole('option')).toHaveLength(2);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(untrack(value)).toBe('lift');
    expect(box).toHaveValue('Lift');
  });
});

describe('option rows', () => {
  it('U10: a parent cycle or a missing parent never hangs or hides a place', () => {
    const odd: readonly TreeNode[] = [
      { id: 'x', label: 'X', parentId: 'y' },
      { id: 'y', label: 'Y', parentId: 'x' },
      { id: 'z', label: 'Z', parentId: 'gone' },
    ];
    expect(treeRows(odd, new Set(), '').map((row) => row.id)).toEqual(['z']);
    expect(pathOf(odd, 'x')).toEqual(['Y', 'X']);
    expect(ancestorsOf(odd, 'x')).toEqual(['y', 'x']);
  });

  it('U10: full-width letters and case make no difference', () => {
    expect(matches('ａ１', 'A1 gate')).toBe(true);
    expect(matches('gate a1', 'A1 Gate')).toBe(true);
    expect(matches('gate b', 'A1 Gate')).toBe(false);
  });

  it('U10: an open list stays inside the window and turns upward when there is more room', () => {
    const view = { width: 390, height: 800 };
    expect(spotFor({ left: 16, right: 374, top: 100, bottom: 148 }, view)).toMatchObject({
      top: 152,
      left: 16,
    });
    const up = spotFor({ left: 16, right: 374, top: 700, bottom: 748 }, view);
    expect(up).toMatchObject({ bottom: 104, maxHeight: 320 });
    expect(up.top).toBeUndefined();
    expect(spotFor({ left: -40, right: 500, top: 100, bottom: 148 }, view)).toMatchObject({
      left: 8,
      width: 374,
    });
  });
});
