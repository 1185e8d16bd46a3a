import type { Area } from '../area';

/** People who sign, and the accesses that they sign with. */
export const people: Area = { title: 'menu.people', scope: 'ACCESS_READ', menu: [], routes: [] };
