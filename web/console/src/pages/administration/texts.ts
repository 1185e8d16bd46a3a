import { defineTexts } from '../../text/define';

/** Texts of the pages about administration. */
export const texts = defineTexts({
  'menu.administration': ['Administration', 'Verwaltung', 'Administration'],
});
