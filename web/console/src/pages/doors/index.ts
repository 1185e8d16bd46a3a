import { type Area, page } from '../area';

/** What opens which door: rules, cards and codes, and passages. */
export const doors: Area = {
  title: 'menu.doors',
  scope: 'ACCESS_RULE_READ',
  menu: [{ to: '/access-rules', label: 'rules.title' }],
  routes: [
    page('/access-rules', () => import('./AccessRules'), 'AccessRules'),
    page('/access-rules/new', () => import('./AccessRule'), 'NewAccessRule'),
    page('/access-rules/$id', () => import('./AccessRule'), 'AccessRule'),
  ],
};
