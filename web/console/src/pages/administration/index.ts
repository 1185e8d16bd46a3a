import type { Area } from '../area';

/** Applications and keys, the audit log, and the server. */
export const administration: Area = { title: 'menu.administration', scope: 'AUDIT_READ', menu: [], routes: [] };
