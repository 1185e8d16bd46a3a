import { defineTexts } from '../../text/define';

/** Texts of the first page. */
export const texts = defineTexts({
  'home.about': ['Choose what to look at in the menu.', 'Wählen Sie im Menü, was Sie ansehen möchten.', 'Välj i menyn vad du vill se.'],
  'home.many': ['over {count}', 'über {count}', 'över {count}'],
  'home.accesses': ['{count|access|accesses}', '{count|Zugang|Zugänge}', '{count|åtkomst|åtkomster}'],
  'home.identities': ['{count|external person|external people}', '{count|externe Person|externe Personen}', '{count|extern person|externa personer}'],
  'home.accounts': ['{count|role account|role accounts}', '{count|Rollenkonto|Rollenkonten}', '{count|rollkonto|rollkonton}'],
  'home.identifiers': ['{count|card or code|cards and codes}', '{count|Karte oder Code|Karten und Codes}', '{count|kort eller kod|kort och koder}'],
  'home.rules': ['{count|access rule|access rules}', '{count|Zugangsregel|Zugangsregeln}', '{count|åtkomstregel|åtkomstregler}'],
  'home.customers': ['{count|customer|customers}', '{count|Kunde|Kunden}', '{count|kund|kunder}'],
  'home.users': ['{count|user|users}', 'Benutzer', 'användare'],
  'home.userAccesses': ['{count|user access|user accesses}', '{count|Benutzerzugang|Benutzerzugänge}', '{count|användaråtkomst|användaråtkomster}'],
  'home.stories': ['The first minute', 'Die erste Minute', 'Första minuten'],

  'story.make': ['Show me with sample data', 'Mit Beispieldaten zeigen', 'Visa med exempeldata'],
  'story.there': ['This sample data is there now. Look at it, and remove it when you are done:', 'Diese Beispieldaten sind jetzt da. Sehen Sie sie an, und entfernen Sie sie, wenn Sie fertig sind:', 'De här exempeldata finns nu. Titta på dem och ta bort dem när du är klar:'],
  'story.remove': ['Remove the sample data', 'Beispieldaten entfernen', 'Ta bort exempeldata'],
  'story.removeAbout': ['These objects are removed: {names}.', 'Diese Objekte werden entfernt: {names}.', 'De här objekten tas bort: {names}.'],

  'story.rule': ['Access rule', 'Zugangsregel', 'Åtkomstregel'],
  'story.card': ['Card', 'Karte', 'Kort'],
  'story.role': ['Role', 'Rolle', 'Roll'],
  'story.user': ['User', 'Benutzer', 'Användare'],
  'story.userAccess': ['User access', 'Benutzerzugang', 'Användaråtkomst'],

  'story.people': ['A person gets an access', 'Eine Person erhält Zugang', 'En person får åtkomst'],
  'story.peopleAbout': ['A person of another organisation, and an access that is activated on their behalf. With “Give a person an access” you do the same step by step.', 'Eine Person einer anderen Organisation, und ein Zugang, der für sie aktiviert wird. Mit „Einer Person Zugang geben“ tun Sie dasselbe Schritt für Schritt.', 'En person i en annan organisation, och en åtkomst som aktiveras för personens räkning. Med ”Ge en person åtkomst” gör du samma sak steg för steg.'],
  'story.peopleLeft': ['People and accesses are deactivated, not deleted: the API keeps them, so that it stays clear who accepted what.', 'Personen und Zugänge werden deaktiviert, nicht gelöscht: Die API behält sie, damit klar bleibt, wer welcher Vereinbarung zugestimmt hat.', 'Personer och åtkomster inaktiveras, de tas inte bort: API:et behåller dem, så att det förblir klart vem som godkände vad.'],
  'story.doors': ['A card opens a door', 'Eine Karte öffnet eine Tür', 'Ett kort öppnar en dörr'],
  'story.doorsAbout': ['A rule for the reader at the main entrance, and a card that the rule is attached to.', 'Eine Regel für den Leser am Haupteingang, und eine Karte, der die Regel zugeordnet ist.', 'En regel för läsaren vid huvudentrén, och ett kort som regeln är kopplad till.'],
  'story.doorsLeft': ['The rule and the card are deleted. Passages that were recorded with the card stay, as all passages do.', 'Die Regel und die Karte werden gelöscht. Durchgänge, die mit der Karte aufgezeichnet wurden, bleiben wie alle Durchgänge.', 'Regeln och kortet tas bort. Passager som registrerats med kortet finns kvar, som alla passager.'],
  'story.users': ['A user gets a role', 'Ein Benutzer erhält eine Rolle', 'En användare får en roll'],
  'story.usersAbout': ['A customer, a user of it, and a user access with a role.', 'Ein Kunde, ein Benutzer des Kunden, und ein Benutzerzugang mit einer Rolle.', 'En kund, en användare hos kunden, och en användaråtkomst med en roll.'],
  'story.usersLeft': ['The user access and the role are deleted. The API deletes no customers and users: the user is disabled, and “Sample customer” stays.', 'Der Benutzerzugang und die Rolle werden gelöscht. Die API löscht keine Kunden und Benutzer: Der Benutzer wird abgeschaltet, und „Sample customer“ bleibt.', 'Användaråtkomsten och rollen tas bort. API:et tar inte bort kunder och användare: användaren stängs av, och ”Sample customer” finns kvar.'],
});
