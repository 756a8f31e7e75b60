import { cleanup, render, screen } from '@solidjs/testing-library';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Avatar, AvatarGroup, hueOf, initialOf } from './Avatar.tsx';
import { Button } from './Button.tsx';
import { Due } from './Due.tsx';
import { Slip } from './Slip.tsx';

afterEach(cleanup);

describe('Slip', () => {
  it('U6: its name holds seal, number and title, its description the clock', () => {
    render(() => (
      <Slip
        number="26-1"
        title="Lift stuck"
        urgent="urgent"
        channel={{ icon: 'phone', label: 'by phone' }}
        age="2 h"
        stubLeft={<Due state="overdue" name="arrive" value="late 6:12" />}
        posInSet={3}
        setSize={90}
        onOpen={() => {}}
      />
    ));
    const slip = screen.getByRole('article', { name: /urgent.*26-1.*by phone.*Lift stuck/ });
    expect(slip).toHaveAccessibleDescription(/arrive.*late 6:12/);
    expect(slip).toHaveAttribute('aria-posinset', '3');
    expect(slip).toHaveAttribute('aria-setsize', '90');
    expect(screen.getByRole('heading', { level: 3, name: 'Lift stuck' })).toBeInTheDocument();
  });

  it('U6: press, Enter and Space open it; keys on a button inside do not', async () => {
    const open = vi.fn<(event: Event) => void>();
    const take = vi.fn<() => void>();
    render(() => (
      <Slip number="26-1" title="Lift stuck" onOpen={open} stubRight={<Button onClick={take}>Take</Button>} />
    ));
    const user = userEvent.setup();
    await user.tab();
    expect(screen.getByRole('article')).toHaveFocus();
    await user.keyboard('{Enter}');
    await user.keyboard(' ');
    expect(open).toHaveBeenCalledTimes(2);
    await user.click(screen.getByText('Lift stuck'));
    expect(open).toHaveBeenCalledTimes(3);
  });

  it('U6: on a phone the title is a link and the verbs on the stub stay buttons', () => {
    render(() => (
      <Slip size="field" number="26-1" title="Lift stuck" href="/field/1" stubRight={<Button>Take</Button>} />
    ));
    expect(screen.getByRole('link', { name: 'Lift stuck' })).toHaveAttribute('href', '/field/1');
    expect(screen.getByRole('button', { name: 'Take' })).toBeInTheDocument();
    expect(screen.getByRole('article')).not.toHaveAttribute('tabindex');
  });

  it('U6: an open slip is current', () => {
    render(() => <Slip number="26-1" title="Lift stuck" picked onOpen={() => {}} />);
    expect(screen.getByRole('article')).toHaveAttribute('aria-current', 'true');
  });
});

describe('Avatar', () => {
  it('U11: the same id has the same hue everywhere, and hues are spread', () => {
    expect(hueOf('member-1')).toBe(hueOf('member-1'));
    const hues = new Set(Array.from({ length: 60 }, (_, index) => hueOf(`member-${index}`)));
    expect([...hues].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('U11: people are named; beside their written name they are silent', () => {
    render(() => <Avatar id="a" name="Anna Bell" />);
    expect(screen.getByRole('img', { name: 'Anna Bell' })).toHaveTextContent('AB');
    const { container } = render(() => <Avatar id="a" name="Anna Bell" decorative />);
    expect(container.firstElementChild).toHaveAttribute('aria-hidden', 'true');
    expect([initialOf('罗小满'), initialOf(' '), initialOf('𠮷野')]).toEqual(['罗', '', '𠮷']);
  });

  it('U11: a group says who in one sentence and counts the rest', () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id.toUpperCase() }));
    render(() => <AvatarGroup people={people} label="5 online" max={3} />);
    expect(screen.getByRole('img', { name: '5 online' })).toHaveTextContent('ABC+2');
  });
});
