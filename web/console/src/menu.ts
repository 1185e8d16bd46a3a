import type { Scope } from './gql/graphql';
import type { TextKey } from './text/en';

interface Group {
  title: TextKey;
  /** What a key needs to read what is in the group. */
  scope: Scope;
  items: readonly { to: string; label: TextKey }[];
}

/** The menu, in groups. */
export const menu: readonly Group[] = [
  { title: 'menu.doors', scope: 'ACCESS_RULE_READ', items: [{ to: '/access-rules', label: 'rules.title' }] },
];
