import { defineTexts } from '../../text/define';

/** Texts of the pages about users. */
export const texts = defineTexts({
  'menu.users': ['Users', 'Benutzer', 'Användare'],
});
