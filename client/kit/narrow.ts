import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Whether the window is too narrow for things side by side; follows it. The width is that of `client/ui`'s drawer. */
export function createNarrow(): Accessor<boolean> {
  const query = window.matchMedia('(max-width: 900px)');
  const [narrow, setNarrow] = createSignal(query.matches);
  const changed = (): void => void setNarrow(query.matches);
  query.addEventListener('change', changed);
  onCleanup(() => query.removeEventListener('change', changed));
  return narrow;
}
