import { defineTexts } from '../../text/define';

/** Texts of the pages about people. */
export const texts = defineTexts({
  'menu.people': ['Accesses', 'Zugänge', 'Åtkomster'],
});
