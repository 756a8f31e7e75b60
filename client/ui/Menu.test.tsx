import { cleanup, render, screen } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Menu } from './Menu.tsx';

afterEach(cleanup);

const setUp = () => {
  const chosen = vi.fn<(id: string) => void>();
  render(() => (
    <Menu
      label="More"
      items={[
        { id: 'up', label: 'Escalate', onSelect: () => chosen('up') },
        {
          id: 'done',
          label: 'Complete',
          hint: 'Arrive first',
          disabled: true,
          onSelect: () => chosen('done'),
        },
        { id: 'me', label: 'Mine', checked: true, onSelect: () => chosen('me') },
        { id: 'sound', label: 'Sound', on: false, onSelect: () => chosen('sound') },
      ]}
    />
  ));
  return { chosen, user: userEvent.setup(), button: screen.getByRole('button', { name: 'More' }) };
};

describe('Menu', () => {
  it('U8: an icon alone is named; opening says so and shows why something cannot be done', async () => {
    const { user, button } = setUp();
    expect(button).toHaveAttribute('aria-haspopup', 'true');
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const item = await screen.findByRole('menuitem', { name: /Complete/ });
    expect(item).toHaveAttribute('aria-disabled', 'true');
    expect(item).toHaveTextContent('Arrive first');
    expect(screen.getByRole('menuitemradio', { name: 'Mine' })).toHaveAttribute('aria-checked', 'true');
    expect(screen.getByRole('menuitemcheckbox', { name: 'Sound' })).toHaveAttribute('aria-checked', 'false');
  });

  it('U8: the keyboard opens it and chooses; what is disabled is not chosen', async () => {
    const { user, chosen, button } = setUp();
    button.focus();
    await user.keyboard('{ArrowDown}');
    await screen.findByRole('menu');
    await user.click(screen.getByRole('menuitem', { name: /Complete/ }));
    expect(chosen).not.toHaveBeenCalled();
    await user.click(screen.getByRole('menuitem', { name: 'Escalate' }));
    expect(chosen).toHaveBeenCalledWith('up');
  });
});
