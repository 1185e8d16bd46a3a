import type { Area } from '../area';

/** Customers, users, their accesses and roles. */
export const users: Area = { title: 'menu.users', scope: 'USER_ACCESS_READ', menu: [], routes: [] };
