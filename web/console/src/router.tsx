import { createHashHistory, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { areas } from './areas';
import { root } from './root';

const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./pages/home/Home'), 'Home') });

/** Addresses are in the fragment, which works under any path that a proxy serves the console at. */
export const router = createRouter({
  routeTree: root.addChildren([home, ...areas.flatMap(({ routes }) => routes)]),
  history: createHashHistory(),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
