import { type Area, page } from '../area';

/** People of other organisations, and the accesses that they sign with. */
export const people: Area = {
  title: 'menu.people',
  scope: 'ACCESS_READ',
  menu: [
    { to: '/accesses', label: 'accesses.title' },
    { to: '/give-access', label: 'give.title', scope: 'ACCESS_WRITE' },
    { to: '/identities', label: 'identities.title', scope: 'ROLE_ACCOUNT_READ' },
    { to: '/role-accounts', label: 'accounts.title', scope: 'ROLE_ACCOUNT_READ' },
    { to: '/external-roles', label: 'roles.title', scope: 'ROLE_ACCOUNT_READ' },
  ],
  routes: [
    page('/accesses', () => import('./Accesses'), 'Accesses'),
    page('/accesses/$id', () => import('./Access'), 'Access'),
    page('/give-access', () => import('./guide/GiveAccess'), 'GiveAccess'),
    page('/identities', () => import('./Identities'), 'Identities'),
    page('/identities/new', () => import('./Identity'), 'NewIdentity'),
    page('/identities/$id', () => import('./Identity'), 'Identity'),
    page('/role-accounts', () => import('./RoleAccounts'), 'RoleAccounts'),
    page('/role-accounts/new', () => import('./RoleAccount'), 'NewRoleAccount'),
    page('/role-accounts/$id', () => import('./RoleAccount'), 'RoleAccount'),
    page('/external-roles', () => import('./Roles'), 'Roles'),
    page('/external-roles/new', () => import('./Role'), 'NewRole'),
    page('/external-roles/$id', () => import('./Role'), 'Role'),
  ],
};
