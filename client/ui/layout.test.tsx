import { cleanup, render, screen, within } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal, untrack } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Drawer } from './Drawer.tsx';
import { ICON_NAMES } from './icons.ts';
import { Metric } from './Metric.tsx';
import { PhotoStrip } from './PhotoStrip.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { QrCode, qrPath } from './QrCode.tsx';
import { Stepper } from './Stepper.tsx';
import { Table, type TableSort } from './Table.tsx';
import { Tabs } from './Tabs.tsx';
import { Timeline } from './Timeline.tsx';

afterEach(cleanup);

describe('layout', () => {
  it('U5: Escape inside a drawer closes it; the drawer is a named region, not a modal', async () => {
    const close = vi.fn<() => void>();
    render(() => (
      <Drawer open onClose={close} label="Order 26-1" closeLabel="Close" takeFocus>
        text
      </Drawer>
    ));
    const drawer = screen.getByRole('complementary', { name: 'Order 26-1' });
    expect(drawer).not.toHaveAttribute('aria-modal');
    const user = userEvent.setup();
    await user.click(screen.getByText('text'));
    drawer.focus();
    await user.keyboard('{Escape}');
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('U12: a table says how it is sorted and turns the order at the second press', async () => {
    const [sort, setSort] = createSignal<TableSort>({ key: 'n', direction: 'ascending' });
    render(() => (
      <Table
        caption="Ledger"
        rows={[1, 2]}
        rowKey={String}
        sort={sort()}
        onSort={setSort}
        columns={[
          { key: 'n', header: 'Minutes', cell: (row) => row, sortable: true, align: 'end' },
          { key: 'name', header: 'Name', cell: (row) => `row ${row}`, sortable: true, rowHeader: true },
        ]}
      />
    ));
    const user = userEvent.setup();
    const header = (name: string) => screen.getByRole('columnheader', { name });
    expect(header('Minutes')).toHaveAttribute('aria-sort', 'ascending');
    await user.click(within(header('Minutes')).getByRole('button'));
    expect(untrack(sort)).toEqual({ key: 'n', direction: 'descending' });
    await user.click(within(header('Name')).getByRole('button'));
    expect(header('Name')).toHaveAttribute('aria-sort', 'ascending');
    expect(header('Minutes')).toHaveAttribute('aria-sort', 'none');
    expect(screen.getByRole('rowheader', { name: 'row 1' })).toBeInTheDocument();
  });

  it('U12: a table without rows shows what it is given for that, but not while it loads', () => {
    const [loading, setLoading] = createSignal(true);
    render(() => (
      <Table
        caption="Ledger"
        rows={[] as number[]}
        rowKey={String}
        loading={loading()}
        empty={<p>No data</p>}
        columns={[{ key: 'n', header: 'Minutes', cell: (row) => row }]}
      />
    ));
    expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'true');
    expect(screen.queryByText('No data')).toBeNull();
    setLoading(false);
    expect(screen.getByText('No data')).toBeInTheDocument();
  });

  it('U12: tabs are one stop; arrows, Home and End choose', async () => {
    const [value, setValue] = createSignal('a');
    render(() => (
      <Tabs
        label="Lists"
        value={value()}
        onValue={setValue}
        items={[
          { id: 'a', label: 'All', count: 4 },
          { id: 'b', label: 'Mine' },
          { id: 'c', label: 'Pool' },
        ]}
      >
        {value()}
      </Tabs>
    ));
    const user = userEvent.setup();
    await user.tab();
    expect(screen.getByRole('tab', { name: 'All 4' })).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(untrack(value)).toBe('c');
    expect(screen.getByRole('tab', { name: 'Pool' })).toHaveFocus();
    await user.keyboard('{Home}');
    expect(untrack(value)).toBe('a');
    expect(screen.getByRole('tabpanel', { name: 'All 4' })).toHaveTextContent('a');
  });

  it('U12: the step where a thing stands is current, in timelines and steppers', () => {
    render(() => (
      <>
        <Timeline
          label="Progress"
          look="steps"
          items={[
            { id: '1', title: 'Received', time: '10:02' },
            { id: '2', title: 'On site', state: 'now' },
            { id: '3', title: 'Done', state: 'next' },
          ]}
        />
        <Stepper
          label="Import"
          doneLabel="done"
          current="map"
          steps={[
            { id: 'file', label: 'File' },
            { id: 'map', label: 'Columns' },
          ]}
        />
      </>
    ));
    const current = screen.getAllByRole('listitem').filter((item) => item.hasAttribute('aria-current'));
    expect(current.map((item) => item.textContent)).toEqual(['On site', '2Columns']);
    expect(screen.getByText('done')).toBeInTheDocument();
  });

  it('U7: a rate always stands beside its counts', () => {
    const { container } = render(() => <Metric label="Solved" value="93.5" unit="%" count="361/386" />);
    expect(container).toHaveTextContent('Solved93.5%361/386');
  });

  it('U12: progress is a number when known and none when not', () => {
    const [share, setShare] = createSignal<number | undefined>();
    render(() => <ProgressBar label="Import" share={share()} />);
    const bar = screen.getByRole('progressbar', { name: 'Import' });
    expect(bar).not.toHaveAttribute('aria-valuenow');
    setShare(0.426);
    expect(bar).toHaveAttribute('aria-valuenow', '43');
    setShare(3);
    expect(bar).toHaveAttribute('aria-valuenow', '100');
  });

  it('U12: photos beyond the most are not taken, and removing names the photo', async () => {
    const add = vi.fn<(files: File[]) => void>();
    const remove = vi.fn<(photo: { id: string }) => void>();
    render(() => (
      <PhotoStrip
        label="Photos"
        photos={[{ id: 'p', src: 'about:blank', alt: 'photo 1' }]}
        onAdd={add}
        addLabel="Add photo"
        onRemove={remove}
        removeLabel={(photo) => `Remove ${photo.alt}`}
        max={2}
      />
    ));
    const user = userEvent.setup();
    const files = ['a.png', 'b.png'].map((name) => new File(['x'], name, { type: 'image/png' }));
    await user.upload(screen.getByLabelText('Add photo'), files);
    expect(add.mock.calls[0]?.[0]).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Remove photo 1' }));
    expect(remove).toHaveBeenCalledTimes(1);
  });

  it('U12: a QR code draws exactly its dark modules', () => {
    expect(
      qrPath([
        [true, true, false, true],
        [false, false, false, false],
        [false, true, true, true],
      ]),
    ).toBe('M0 0h2v1h-2ZM3 0h1v1h-1ZM1 2h3v1h-3Z');
    render(() => <QrCode matrix={[[true]]} label="Follow your report" seal />);
    expect(screen.getByRole('img', { name: 'Follow your report' })).toBeInTheDocument();
  });

  it('U12: every channel of a report has an icon', () => {
    for (const channel of [
      'qr',
      'web',
      'phone',
      'hotline12345',
      'grid',
      'visit',
      'counter',
      'council',
      'open311',
    ])
      expect(ICON_NAMES).toContain(channel);
  });
});
