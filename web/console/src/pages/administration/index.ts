import { type Area, page } from '../area';

/** Applications and keys, the audit log, and the server. */
export const administration: Area = {
  title: 'menu.administration',
  scope: 'ADMIN',
  menu: [
    { to: '/applications', label: 'applications.title' },
    { to: '/audit-log', label: 'audit.title', scope: 'AUDIT_READ' },
    { to: '/server', label: 'server.title', scope: null },
  ],
  routes: [
    page('/applications', () => import('./Applications'), 'Applications'),
    page('/applications/new', () => import('./Application'), 'NewApplication'),
    page('/applications/$id', () => import('./Application'), 'Application'),
    page('/server', () => import('./Server'), 'Server'),
    page('/audit-log', () => import('./AuditLog'), 'AuditLog'),
  ],
};
