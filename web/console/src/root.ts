import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from './pages/NotFound';
import { Shell } from './Shell';

/** What every page is within. */
export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
