import { defineTexts } from '../../text/define';

/** Texts of the pages about users. */
export const texts = defineTexts({
  'menu.users': ['Users', 'Benutzer', 'Användare'],

  'userRoles.search': ['Start of the code', 'Anfang des Codes', 'Början av koden'],
  'userRoles.none': ['There are no roles yet.', 'Es gibt noch keine Rollen.', 'Det finns inga roller än.'],
  'userRoles.noneGrantable': ['There is no role that this key may grant. An application with the scope ADMIN can allow it.', 'Es gibt keine Rolle, die dieser Schlüssel erteilen darf. Eine Anwendung mit der Berechtigung ADMIN kann es erlauben.', 'Det finns ingen roll som nyckeln får ge. En applikation med behörigheten ADMIN kan tillåta det.'],
});
