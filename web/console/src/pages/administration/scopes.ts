import type { Scope } from '../../gql/graphql';

/** The scopes, in the order of the schema. A scope to write includes the one to read. */
export const scopes = [
  'ACCESS_READ',
  'ACCESS_WRITE',
  'ROLE_ACCOUNT_READ',
  'ROLE_ACCOUNT_WRITE',
  'USER_ACCESS_READ',
  'USER_ACCESS_WRITE',
  'ACCESS_RULE_READ',
  'ACCESS_RULE_WRITE',
  'PASSAGE',
  'ACT_AS_USER',
  'AUDIT_READ',
  'ADMIN',
] as const satisfies readonly Scope[];
