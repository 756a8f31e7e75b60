import { useLocation } from '@solidjs/router';
import { type Component, lazy, Match, Suspense, Switch } from 'solid-js';
import { Submit } from './Submit.tsx';

const Progress = lazy(() => import('./Progress.tsx').then(({ Progress }) => ({ default: Progress })));
const ReceiptPage = lazy(() =>
  import('./ReceiptPage.tsx').then(({ ReceiptPage }) => ({ default: ReceiptPage })),
);
const Results = lazy(() => import('./Results.tsx').then(({ Results }) => ({ default: Results })));
const Wishes = lazy(() => import('./Wishes.tsx').then(({ Wishes }) => ({ default: Wishes })));

/** The pages anyone may read. The submit page comes at once; the others when they are asked for. */
const Resident: Component = () => {
  const location = useLocation();
  const at = (path: string): boolean =>
    location.pathname === path || location.pathname.startsWith(`${path}/`);
  return (
    <Suspense>
      <Switch fallback={<Submit />}>
        <Match when={at('/receipt')}>
          <ReceiptPage />
        </Match>
        <Match when={at('/track') || at('/r')}>
          <Progress />
        </Match>
        <Match when={at('/results')}>
          <Results />
        </Match>
        <Match when={at('/wishes')}>
          <Wishes />
        </Match>
      </Switch>
    </Suspense>
  );
};

export default Resident;
