import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Home } from './pages/Home';
import { NotFound } from './pages/NotFound';
import { Shell } from './Shell';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

/** A page, which is loaded when it is first opened. Its file is named beside its path. */
const page = <Name extends string>(path: string, load: () => Promise<Record<Name, unknown>>, name: NoInfer<Name>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name) });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: Home }),
  page('/access-rules', () => import('./pages/doors/AccessRules'), 'AccessRules'),
];

/** Addresses are in the fragment, which works under any path that a proxy serves the console at. */
export const router = createRouter({ routeTree: root.addChildren(routes), history: createHashHistory(), defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
