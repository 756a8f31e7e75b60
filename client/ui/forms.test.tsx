import { cleanup, render, screen } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal, untrack } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { Field } from './Field.tsx';
import { FilterChip } from './FilterChip.tsx';
import { RadioGroup } from './RadioGroup.tsx';
import { SearchBox } from './SearchBox.tsx';
import { Select } from './Select.tsx';
import { Switch } from './Switch.tsx';
import { TextArea } from './TextArea.tsx';
import { TextInput } from './TextInput.tsx';

afterEach(cleanup);

describe('forms', () => {
  it('U8: a field wires label, hint and error to the control inside it', () => {
    const [error, setError] = createSignal<string>();
    render(() => (
      <Field label="Phone" hint="11 digits" error={error()} required>
        <TextInput value="" onValue={() => {}} />
      </Field>
    ));
    const input = screen.getByRole('textbox', { name: 'Phone' });
    expect(input).toBeRequired();
    expect(input).toHaveAccessibleDescription('11 digits');
    expect(input).not.toHaveAttribute('aria-invalid');
    setError('One digit is missing.');
    expect(input).toHaveAttribute('aria-invalid', 'true');
    expect(input).toHaveAccessibleDescription('11 digits One digit is missing.');
  });

  it('U8: two fields never share ids', () => {
    const { container } = render(() => (
      <>
        <Field label="A">
          <TextArea value="" onValue={() => {}} />
        </Field>
        <Field label="B">
          <Select value="x" onValue={() => {}} options={[{ value: 'x', label: 'X' }]} />
        </Field>
      </>
    ));
    const ids = [...container.querySelectorAll('[id]')].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(screen.getByRole('combobox', { name: 'B' })).toHaveValue('x');
  });

  it('U8: past its limit a text area keeps every character and says so', async () => {
    const [text, setText] = createSignal('abc');
    render(() => (
      <Field label="Reason">
        <TextArea
          value={text()}
          onValue={setText}
          limit={4}
          counter={(used, limit) => `${used} of ${limit}`}
        />
      </Field>
    ));
    const area = screen.getByRole('textbox', { name: 'Reason' });
    expect(screen.queryByText('3 of 4')).toBeNull();
    await userEvent.setup().type(area, 'de');
    expect(untrack(text)).toBe('abcde');
    expect(screen.getByText('5 of 4')).toBeInTheDocument();
    expect(area).toHaveAttribute('aria-invalid', 'true');
  });

  it('U8: characters are counted as people count them', () => {
    render(() => (
      <TextArea value="𠮷𠮷" onValue={() => {}} limit={2} counter={(used) => `n ${used}`} aria-label="x" />
    ));
    expect(screen.getByText('n 2')).toBeInTheDocument();
  });

  it('U8: a busy button ignores presses and keeps its name', async () => {
    const press = vi.fn<() => void>();
    const [busy, setBusy] = createSignal(true);
    render(() => (
      <Button loading={busy()} onClick={press}>
        Dispatch
      </Button>
    ));
    const button = screen.getByRole('button', { name: 'Dispatch' });
    const user = userEvent.setup();
    await user.click(button);
    expect(press).not.toHaveBeenCalled();
    setBusy(false);
    await user.click(button);
    expect(press).toHaveBeenCalledTimes(1);
  });

  it('U8: a button that says why it cannot be pressed can be reached but not pressed', async () => {
    const press = vi.fn<() => void>();
    render(() => (
      <Button disabledReason="Arrive first" onClick={press}>
        Complete
      </Button>
    ));
    const user = userEvent.setup();
    await user.tab();
    const button = screen.getByRole('button', { name: 'Complete' });
    expect(button).toHaveFocus();
    expect(button).toHaveAccessibleDescription('Arrive first');
    await user.keyboard('{Enter}');
    expect(press).not.toHaveBeenCalled();
  });

  it('U8: checkbox, switch and filter say their state', async () => {
    const [on, setOn] = createSignal(false);
    render(() => (
      <>
        <Checkbox checked={on()} onChange={setOn} hint="public">
          Agree
        </Checkbox>
        <Switch on={on()} onChange={setOn}>
          On duty
        </Switch>
        <FilterChip label="Urgent" count={3} pressed={on()} onPress={setOn} />
        <Checkbox checked={false} mixed onChange={() => {}} label="All" />
      </>
    ));
    const user = userEvent.setup();
    await user.click(screen.getByRole('checkbox', { name: /Agree/ }));
    expect(screen.getByRole('switch', { name: 'On duty' })).toHaveAttribute('aria-checked', 'true');
    expect(screen.getByRole('button', { name: 'Urgent 3' })).toHaveAttribute('aria-pressed', 'true');
    await user.click(screen.getByRole('switch', { name: 'On duty' }));
    expect(screen.getByRole('checkbox', { name: /Agree/ })).not.toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'All' })).toBePartiallyChecked();
  });

  it('U8: a switch on its way to the server does not turn twice', async () => {
    const change = vi.fn<(on: boolean) => void>();
    render(() => <Switch on={false} busy onChange={change} label="On duty" />);
    await userEvent.setup().click(screen.getByRole('switch', { name: 'On duty' }));
    expect(change).not.toHaveBeenCalled();
  });

  it('U8: radios are one group with a name, an error and arrow keys', async () => {
    const [value, setValue] = createSignal('pool');
    render(() => (
      <RadioGroup
        label="To"
        value={value()}
        onValue={setValue}
        error="Choose one."
        options={[
          { value: 'pool', label: 'Pool' },
          { value: 'unit', label: 'Unit', disabled: true },
          { value: 'person', label: 'Person' },
        ]}
      />
    ));
    expect(screen.getByRole('radiogroup', { name: 'To' })).toHaveAccessibleDescription('Choose one.');
    expect(screen.getByRole('radio', { name: 'Unit' })).toBeDisabled();
    const user = userEvent.setup();
    await user.click(screen.getByRole('radio', { name: 'Person' }));
    expect(untrack(value)).toBe('person');
  });

  it('U8: Escape empties the search first and leaves it second', async () => {
    const [text, setText] = createSignal('lift');
    render(() => <SearchBox value={text()} onValue={setText} label="Search" clearLabel="Clear" kbd="/" />);
    const input = screen.getByRole('searchbox', { name: 'Search' });
    const user = userEvent.setup();
    await user.click(input);
    await user.keyboard('{Escape}');
    expect(untrack(text)).toBe('');
    expect(input).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(input).not.toHaveFocus();
  });
});
