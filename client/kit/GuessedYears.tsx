import { type Component, createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { Banner, ButtonLink, IconButton } from '../ui/index.ts';
import { api } from './api.ts';
import { createLoaded } from './loaded.ts';
import { PATHS } from './paths.ts';
import { useStaff } from './staff.ts';
import { kitTexts } from './texts/index.ts';

const DESK = ['officer', 'leader', 'admin'] as const;

/** Says at the desk that deadlines reach into a year whose holidays nobody has entered (C26). */
export const GuessedYears: Component = () => {
  const { member, connection } = useStaff();
  const atDesk = createMemo(() => DESK.some((role) => member().roles.includes(role)));
  const guessed = createLoaded(async () =>
    atDesk() ? (await api.get<{ years: number[] }>(PATHS.guessedYears)).years : [],
  );
  onCleanup(connection.onHello(() => void guessed.reload()));
  const [putAway, setPutAway] = createSignal('');
  const years = (): string => guessed.value()?.join(kitTexts().comma) ?? '';
  return (
    <Show when={years() !== '' && years() !== putAway()}>
      <Banner
        icon="calendar"
        title={kitTexts().guessed.title(years())}
        action={
          <>
            <Show when={member().roles.includes('admin')}>
              <ButtonLink href="/admin/calendar" size="small">
                {kitTexts().guessed.enter}
              </ButtonLink>
            </Show>
            <IconButton
              size="small"
              icon="close"
              label={kitTexts().guessed.later}
              onClick={() => setPutAway(years())}
            />
          </>
        }
      >
        {kitTexts().guessed.detail}
      </Banner>
    </Show>
  );
};
