import { administration } from './pages/administration';
import type { Area } from './pages/area';
import { doors } from './pages/doors';
import { people } from './pages/people';
import { users } from './pages/users';

/** The parts of the console, in the order of the menu. */
export const areas: readonly Area[] = [people, doors, users, administration];
