import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { menuOf, screensOf } from './menu.ts';
import { Nowhere } from './nowhere.tsx';
import { fileOf } from './screen-files.ts';
import type { Me } from './session.ts';
import { Shell } from './shell.tsx';

/** The screens of this person. Addresses of screens that they do not have lead to the page that says so. */
export function newRouter(me: Me, queries: QueryClient) {
  const root = createRootRoute({ component: Shell, notFoundComponent: Nowhere, errorComponent: Failed });
  const [first] = menuOf(me);
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => (first === undefined ? <Nowhere /> : <Navigate to={first.path} replace />),
  });
  const screens = screensOf(me);
  const routes = screens.map((screen) => {
    const component = lazyRouteComponent(() => fileOf(screen));
    return createRoute({ getParentRoute: () => root, path: screen.path, component, errorComponent: Failed });
  });
  const router = createRouter({
    routeTree: root.addChildren([home, ...routes]),
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultPendingMs: 300,
    scrollRestoration: true,
  });
  // Not by a loader: the router runs those for whatever the mouse passes over too, and reading a list is told in the log of who read what.
  router.subscribe('onBeforeNavigate', ({ toLocation: { pathname, search } }) => {
    const screen = screens.find(({ path }) => path === pathname);
    if (screen === undefined) return;
    fileOf(screen).then(
      ({ begin }) => begin?.(queries, search),
      () => undefined, // the screen itself says what is wrong
    );
  });
  return router;
}

function Failed({ error, reset }: ErrorComponentProps) {
  return <ProblemAlert error={error} onAgain={reset} />;
}
