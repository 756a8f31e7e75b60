import { useLocation } from '@solidjs/router';
import { type Component, Show } from 'solid-js';
import { useStaff } from '../kit/staff.ts';
import { Frame } from './frame/Frame.tsx';
import { NotYours } from './frame/NotYours.tsx';
import { Office } from './frame/Office.tsx';
import { Setup } from './setup/Setup.tsx';

/** Administration, and the set-up page of the first run. */
const Admin: Component = () => {
  const location = useLocation();
  return (
    <Show when={location.pathname !== '/setup'} fallback={<Setup />}>
      <Entrance />
    </Show>
  );
};

/** Leaders read, administrators change; the others are told so instead of being refused call by call (U55). */
const Entrance: Component = () => {
  const { member } = useStaff();
  const mayRead = (): boolean => member().roles.some((role) => role === 'admin' || role === 'leader');
  return (
    <Frame>
      <Show when={mayRead()} fallback={<NotYours />}>
        <Office />
      </Show>
    </Frame>
  );
};

export default Admin;
