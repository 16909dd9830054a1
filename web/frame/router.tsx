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
import type { Me } from './session.ts';
import { Shell } from './shell.tsx';

/** The screens of this person. Addresses of screens that they do not have lead to the page that says so. */
export function newRouter(me: Me) {
  const root = createRootRoute({ component: Shell, notFoundComponent: Nowhere, errorComponent: Failed });
  const [first] = menuOf(me);
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => (first === undefined ? <Nowhere /> : <Navigate to={first.path} replace />),
  });
  const screens = screensOf(me).map(({ path, load }) =>
    createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load), errorComponent: Failed }),
  );
  return createRouter({
    routeTree: root.addChildren([home, ...screens]),
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultPendingMs: 300,
    scrollRestoration: true,
  });
}

function Failed({ error, reset }: ErrorComponentProps) {
  return <ProblemAlert error={error} onAgain={reset} />;
}
