import { type Area, page } from '../area';

/** What opens which door: rules, cards and codes, and passages. */
export const doors: Area = {
  title: 'menu.doors',
  scope: 'ACCESS_RULE_READ',
  menu: [
    { to: '/access-rules', label: 'rules.title' },
    { to: '/identifiers', label: 'identifiers.title' },
    { to: '/readers', label: 'rules.readers' },
    { to: '/passages', label: 'passages.title' },
    { to: '/check', label: 'check.title' },
  ],
  routes: [
    page('/access-rules', () => import('./AccessRules'), 'AccessRules'),
    page('/access-rules/new', () => import('./AccessRule'), 'NewAccessRule'),
    page('/access-rules/$id', () => import('./AccessRule'), 'AccessRule'),
    page('/identifiers', () => import('./Identifiers'), 'Identifiers'),
    page('/identifiers/new', () => import('./Identifier'), 'NewIdentifier'),
    page('/identifiers/$id', () => import('./Identifier'), 'Identifier'),
    page('/readers', () => import('./Readers'), 'Readers'),
    // A reader is told by its text, which can have any character: it is in the search of the address.
    page('/reader', () => import('./Reader'), 'Reader'),
    page('/passages', () => import('./Passages'), 'Passages'),
    page('/check', () => import('./CheckPassage'), 'CheckPassage'),
    page('/passages/day', () => import('./PassageDay'), 'PassageDay'),
    page('/passages/$id', () => import('./Passage'), 'Passage'),
  ],
};
