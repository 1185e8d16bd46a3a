import { texts as administration } from '../pages/administration/texts';
import { texts as doors } from '../pages/doors/texts';
import { texts as home } from '../pages/home/texts';
import { texts as people } from '../pages/people/texts';
import { texts as users } from '../pages/users/texts';
import { texts as common } from './common';
import { texts as fields } from './fields';

/** All texts of the console. */
export const catalogue = { ...common, ...fields, ...home, ...people, ...doors, ...users, ...administration };

export type TextKey = keyof typeof catalogue;

/** Whether there is a text with a key that the server has a part in, such as the name of a type. */
export const isText = (key: string): key is TextKey => Object.hasOwn(catalogue, key);
