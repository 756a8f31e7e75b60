import { type Accessor, createEffect, onCleanup } from 'solid-js';

/** Names the tab: a count in front while there is something new, `(3) 派单台 · 桐荫里社区`. */
export function createPageTitle(title: Accessor<string>, count: Accessor<number> = () => 0): void {
  createEffect(() => {
    document.title = count() > 0 ? `(${count() > 99 ? '99+' : count()}) ${title()}` : title();
  });
}

/** Counts what happened while the page was out of sight; zero again once it is looked at. */
export function onSeen(action: () => void): void {
  const seen = (): void => {
    if (!document.hidden && document.hasFocus()) action();
  };
  document.addEventListener('visibilitychange', seen);
  globalThis.addEventListener('focus', seen);
  onCleanup(() => {
    document.removeEventListener('visibilitychange', seen);
    globalThis.removeEventListener('focus', seen);
  });
}
