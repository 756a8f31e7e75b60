import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Whether the window is at most `width` pixels wide; follows it. */
export function createNarrow(width: number): Accessor<boolean> {
  const query = window.matchMedia(`(max-width: ${width}px)`);
  const [narrow, setNarrow] = createSignal(query.matches);
  const changed = (): void => void setNarrow(query.matches);
  query.addEventListener('change', changed);
  onCleanup(() => query.removeEventListener('change', changed));
  return narrow;
}
