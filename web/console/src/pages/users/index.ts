import { type Area, page } from '../area';

/** Customers, users, their accesses and roles. */
export const users: Area = {
  title: 'menu.users',
  scope: 'USER_ACCESS_READ',
  menu: [
    { to: '/customers', label: 'customers.title' },
    { to: '/users', label: 'users.title' },
    { to: '/user-accesses', label: 'userAccesses.title' },
    { to: '/user-access-roles', label: 'userRoles.title' },
  ],
  routes: [
    page('/customers', () => import('./Customers'), 'Customers'),
    page('/customers/new', () => import('./Customer'), 'NewCustomer'),
    page('/customers/$id', () => import('./Customer'), 'Customer'),
    page('/users', () => import('./Users'), 'Users'),
    page('/users/new', () => import('./User'), 'NewUser'),
    page('/users/$id', () => import('./User'), 'User'),
    page('/user-accesses', () => import('./UserAccesses'), 'UserAccesses'),
    page('/user-accesses/new', () => import('./UserAccess'), 'NewUserAccess'),
    page('/user-accesses/$id', () => import('./UserAccess'), 'UserAccess'),
    page('/user-access-roles', () => import('./UserAccessRoles'), 'UserAccessRoles'),
    page('/user-access-roles/new', () => import('./UserAccessRole'), 'NewUserAccessRole'),
    page('/user-access-roles/$id', () => import('./UserAccessRole'), 'UserAccessRole'),
  ],
};
