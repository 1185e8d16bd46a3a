import type { TextKey } from './en';

/** The texts in German. */
export const de: Record<TextKey, string> = {
  'app.title': 'Accessgraph-Konsole',
  'app.skip': 'Zum Inhalt',
  'app.menu': 'Menü',
  'app.language': 'Sprache',
  'app.leave': 'Schlüssel vergessen',
  'app.caller': '{application} von {company}',
  'app.loading': 'Wird geladen …',
  'app.close': 'Schließen',
  'app.cancel': 'Abbrechen',
  'app.save': 'Speichern',
  'app.retry': 'Erneut versuchen',
  'app.back': 'Zurück',
  'app.yes': 'Ja',
  'app.no': 'Nein',
  'app.none': 'Keine',
  'app.copy': 'Kopieren',
  'app.copied': 'Kopiert',

  'key.title': 'API-Schlüssel eingeben',
  'key.about': 'Die Konsole darf, was die Anwendung des Schlüssels darf. Der Schlüssel wird behalten, bis Sie dieses Fenster schließen, und nirgends sonst.',
  'key.label': 'API-Schlüssel',
  'key.use': 'Diesen Schlüssel verwenden',
  'key.checking': 'Der Schlüssel wird geprüft …',

  'problem.offline': 'Der Server ist nicht erreichbar. Nichts von Ihren Eingaben ist verloren: Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  'problem.key': 'Der Server nimmt diesen Schlüssel nicht an: Er ist falsch, abgelaufen oder widerrufen.',
  'problem.gone': 'Das gibt es nicht, oder nicht mehr.',
  'problem.scope': 'Dem Schlüssel fehlt die Berechtigung {scope}. Eine Anwendung mit der Berechtigung ADMIN kann sie erteilen.',
  'problem.rate': 'Zu viele Anfragen. Versuchen Sie es in {seconds} Sekunden erneut.',
  'problem.request': 'Anfrage {id}',
  'problem.fields': 'Nichts wurde gespeichert: siehe die markierten Felder.',
  'problem.page': 'Diese Seite gibt es nicht.',

  'conflict.title': 'Jemand anderes hat das inzwischen geändert',
  'conflict.about': 'Nichts wurde gespeichert. Vergleichen Sie, und wählen Sie.',
  'conflict.field': 'Feld',
  'conflict.yours': 'Ihre Eingabe',
  'conflict.theirs': 'Jetzt auf dem Server',
  'conflict.keep': 'Meine Eingabe darüber speichern',
  'conflict.take': 'Den Stand des Servers übernehmen',

  'list.search': 'Suchen',
  'list.order': 'Reihenfolge',
  'list.any': 'Alle',
  'list.clear': 'Alle Filter entfernen',
  'list.total': '{count} insgesamt',
  'list.rows': '{count} angezeigt',
  'list.end': 'Das ist alles.',
  'list.more': 'Weitere werden geladen …',
  'list.nothing': 'Nichts entspricht diesen Filtern.',
  'list.new': 'Neu',

  'order.name': 'Name',
  'order.newest': 'Neueste zuerst',

  'field.name': 'Name',
  'field.description': 'Beschreibung',

  'menu.doors': 'Türen',

  'home.about': 'Wählen Sie im Menü, was Sie ansehen möchten.',

  'rules.title': 'Zugangsregeln',
  'rules.empty': 'Es gibt noch keine Zugangsregeln. Eine Regel sagt, welche Relais ein Leser schaltet: Legen Sie die erste an, und ordnen Sie sie einer Karte zu.',
  'rules.search': 'Anfang des Namens',
  'rules.readers': 'Leser',
  'rules.used': 'Karten und Codes',
};
