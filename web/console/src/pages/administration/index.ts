import { type Area, page } from '../area';

/** Applications and keys, the audit log, and the server. */
export const administration: Area = {
  title: 'menu.administration',
  scope: 'ADMIN',
  menu: [
    { to: '/audit-log', label: 'audit.title', scope: 'AUDIT_READ' },
  ],
  routes: [
    page('/audit-log', () => import('./AuditLog'), 'AuditLog'),
  ],
};
