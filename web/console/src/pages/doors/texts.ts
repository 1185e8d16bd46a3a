import { defineTexts } from '../../text/define';
import { identifierTexts } from './identifierTexts';
import { passageTexts } from './passageTexts';

const ruleTexts = defineTexts({
  'menu.doors': ['Doors', 'Türen', 'Dörrar'],

  'rules.title': ['Access rules', 'Zugangsregeln', 'Åtkomstregler'],
  'rules.empty': ['There are no access rules yet. A rule says which relays a reader opens: create the first one, and attach it to a card.', 'Es gibt noch keine Zugangsregeln. Eine Regel sagt, welche Relais ein Leser schaltet: Legen Sie die erste an, und ordnen Sie sie einer Karte zu.', 'Det finns inga åtkomstregler än. En regel säger vilka reläer en läsare öppnar: skapa den första och koppla den till ett kort.'],
  'rules.search': ['Start of the name', 'Anfang des Namens', 'Början av namnet'],
  'rules.readers': ['Readers', 'Leser', 'Läsare'],
  'rules.used': ['Cards and codes', 'Karten und Codes', 'Kort och koder'],
  'rules.unused': ['It is not attached to anything yet: search a card or code, and attach it.', 'Sie ist noch nichts zugeordnet: Suchen Sie eine Karte oder einen Code, und ordnen Sie sie zu.', 'Den är inte kopplad till något än: sök ett kort eller en kod och koppla den.'],
  'rules.attach': ['Attach to a card or code: start of its name', 'Einer Karte oder einem Code zuordnen: Anfang des Namens', 'Koppla till ett kort eller en kod: början av namnet'],
  'rules.new': ['New access rule', 'Neue Zugangsregel', 'Ny åtkomstregel'],
  'rules.grid': ['What each reader opens', 'Was jeder Leser schaltet', 'Vad varje läsare öppnar'],
  'rules.reader': ['Reader', 'Leser', 'Läsare'],
  'rules.readerOf': ['Reader {row}', 'Leser {row}', 'Läsare {row}'],
  'rules.relay': ['Relay {relay}', 'Relais {relay}', 'Relä {relay}'],
  'rules.opens': ['{reader} opens relay {relay}', '{reader} schaltet Relais {relay}', '{reader} öppnar relä {relay}'],
  'rules.addReader': ['Add a reader', 'Leser hinzufügen', 'Lägg till en läsare'],
  'rules.addRelays': ['Show more relays', 'Mehr Relais zeigen', 'Visa fler reläer'],
  'rules.removeReader': ['Remove {reader}', '{reader} entfernen', 'Ta bort {reader}'],
  'rules.deleteAbout': ['The rule is detached from {count} {count|card or code|cards and codes}, and deleted. This cannot be taken back.', 'Die Regel wird von {count} {count|Karte oder Code|Karten und Codes} gelöst und gelöscht. Das kann nicht rückgängig gemacht werden.', 'Regeln kopplas loss från {count} kort och koder och tas bort. Det kan inte ångras.'],
});

/** Texts of the pages about doors. */
export const texts = { ...ruleTexts, ...identifierTexts, ...passageTexts };
