import { Route, Router } from '@solidjs/router';
import { type Component, ErrorBoundary, lazy, type ParentComponent, Suspense } from 'solid-js';
import Resident from '../resident/index.tsx';
import { Broken } from './Broken.tsx';

const Board = lazy(() => import('../board/index.tsx'));
const Field = lazy(() => import('../field/index.tsx'));
const Admin = lazy(() => import('../admin/index.tsx'));
const NotFound = lazy(() => import('../resident/NotFound.tsx'));
const SignIn = lazy(() => import('../signin/index.tsx'));
const StaffGate = lazy(() => import('./StaffGate.tsx'));
/** The design system in all its states, while developing only. */
const Gallery = import.meta.env.DEV
  ? lazy(() => import('../ui/gallery/Gallery.tsx').then((module) => ({ default: module.Gallery })))
  : null;

const Frame: ParentComponent = (props) => (
  <ErrorBoundary fallback={(error: unknown) => <Broken error={error} />}>
    <Suspense>{props.children}</Suspense>
  </ErrorBoundary>
);

/** Every address of the product. Residents' pages come at once; what staff work with comes when they ask for it. */
export const App: Component = () => (
  <Router root={Frame}>
    <Route
      path={['/', '/q/:areaCode', '/track', '/r', '/receipt', '/results', '/wishes']}
      component={Resident}
    />
    <Route path="/signin" component={SignIn} />
    <Route path="/setup" component={Admin} />
    <Route path="/" component={StaffGate}>
      <Route path="/board" component={Board} />
      <Route path="/field/*rest" component={Field} />
      <Route path="/admin/*rest" component={Admin} />
    </Route>
    {Gallery && <Route path="/ui" component={Gallery} />}
    <Route path="*" component={NotFound} />
  </Router>
);
