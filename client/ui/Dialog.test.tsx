import { cleanup, render, screen, waitFor } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import { Button } from './Button.tsx';
import { BottomSheet, Dialog } from './Dialog.tsx';
import { Field } from './Field.tsx';
import { TextInput } from './TextInput.tsx';

afterEach(cleanup);

const setUp = (shape: typeof Dialog = Dialog) => {
  const [open, setOpen] = createSignal(false);
  const close = () => setOpen(false);
  const Shape = shape;
  render(() => (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Shape
        open={open()}
        onClose={close}
        title="Decline"
        description="The resident reads the reason."
        closeLabel="Close"
        footer={<Button onClick={close}>Send</Button>}
      >
        <Field label="Reason">
          <TextInput value="" onValue={() => {}} />
        </Field>
      </Shape>
    </>
  ));
  return { open, user: userEvent.setup(), opener: screen.getByRole('button', { name: 'Open' }) };
};

describe.each([
  ['Dialog', Dialog],
  ['BottomSheet', BottomSheet],
])('%s', (_, shape) => {
  it('U5: takes its name and description from its title and sentence', async () => {
    const { user, opener } = setUp(shape);
    await user.click(opener);
    const dialog = await screen.findByRole('dialog', { name: 'Decline' });
    expect(dialog).toHaveAccessibleDescription('The resident reads the reason.');
  });

  it('U5: focus begins at the first thing to fill in and stays inside', async () => {
    const { user, opener } = setUp(shape);
    await user.click(opener);
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveFocus());
    for (let step = 0; step < 5; step += 1) {
      await user.tab();
      expect(dialog.contains(document.activeElement)).toBe(true);
    }
  });

  it('U5: Escape closes it and gives focus back to what opened it', async () => {
    const { user, opener, open } = setUp(shape);
    await user.click(opener);
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveFocus());
    await user.keyboard('{Escape}');
    expect(open()).toBe(false);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('U5: the close button closes it', async () => {
    const { user, opener, open } = setUp(shape);
    await user.click(opener);
    await user.click(await screen.findByRole('button', { name: 'Close' }));
    expect(open()).toBe(false);
  });
});
