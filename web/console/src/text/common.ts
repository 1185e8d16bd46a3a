import { defineTexts } from './define';

/** Texts that any page can show. */
export const texts = defineTexts({
  'app.title': ['Accessgraph console', 'Accessgraph-Konsole', 'Accessgraph-konsolen'],
  'app.skip': ['Skip to the content', 'Zum Inhalt', 'Till innehållet'],
  'app.menu': ['Menu', 'Menü', 'Meny'],
  'app.language': ['Language', 'Sprache', 'Språk'],
  'app.leave': ['Forget the key', 'Schlüssel vergessen', 'Glöm nyckeln'],
  'app.caller': ['{application} of {company}', '{application} von {company}', '{application} hos {company}'],
  'app.loading': ['Loading …', 'Wird geladen …', 'Laddar …'],
  'app.close': ['Close', 'Schließen', 'Stäng'],
  'app.cancel': ['Cancel', 'Abbrechen', 'Avbryt'],
  'app.save': ['Save', 'Speichern', 'Spara'],
  'app.retry': ['Try again', 'Erneut versuchen', 'Försök igen'],
  'app.back': ['Back', 'Zurück', 'Tillbaka'],
  'app.yes': ['Yes', 'Ja', 'Ja'],
  'app.no': ['No', 'Nein', 'Nej'],
  'app.none': ['None', 'Keine', 'Ingen'],
  'app.copy': ['Copy', 'Kopieren', 'Kopiera'],
  'app.copied': ['Copied', 'Kopiert', 'Kopierat'],
  'app.edit': ['Edit', 'Bearbeiten', 'Redigera'],
  'app.delete': ['Delete', 'Löschen', 'Ta bort'],

  'key.title': ['Enter an API key', 'API-Schlüssel eingeben', 'Ange en API-nyckel'],
  'key.about': ['The console does what the application of the key may do. The key is kept until you close this window, and nowhere else.', 'Die Konsole darf, was die Anwendung des Schlüssels darf. Der Schlüssel wird behalten, bis Sie dieses Fenster schließen, und nirgends sonst.', 'Konsolen får göra det som nyckelns applikation får göra. Nyckeln sparas tills du stänger fönstret, och ingen annanstans.'],
  'key.label': ['API key', 'API-Schlüssel', 'API-nyckel'],
  'key.use': ['Use this key', 'Diesen Schlüssel verwenden', 'Använd nyckeln'],
  'key.checking': ['Checking the key …', 'Der Schlüssel wird geprüft …', 'Nyckeln kontrolleras …'],

  'problem.offline': ['The server cannot be reached. Nothing that you typed is lost: check the connection, and try again.', 'Der Server ist nicht erreichbar. Nichts von Ihren Eingaben ist verloren: Prüfen Sie die Verbindung und versuchen Sie es erneut.', 'Servern kan inte nås. Inget som du har skrivit är borta: kontrollera anslutningen och försök igen.'],
  'problem.key': ['The server does not accept this key: it may be wrong, expired or revoked.', 'Der Server nimmt diesen Schlüssel nicht an: Er ist falsch, abgelaufen oder widerrufen.', 'Servern godtar inte nyckeln: den är fel, har gått ut eller är återkallad.'],
  'problem.gone': ['This does not exist, or not any more.', 'Das gibt es nicht, oder nicht mehr.', 'Det här finns inte, eller inte längre.'],
  'problem.scope': ['The key lacks the scope {scope}. An application with the scope ADMIN can grant it.', 'Dem Schlüssel fehlt die Berechtigung {scope}. Eine Anwendung mit der Berechtigung ADMIN kann sie erteilen.', 'Nyckeln saknar behörigheten {scope}. En applikation med behörigheten ADMIN kan ge den.'],
  'problem.rate': ['Too many requests. Try again in {seconds} seconds.', 'Zu viele Anfragen. Versuchen Sie es in {seconds} Sekunden erneut.', 'För många anrop. Försök igen om {seconds} sekunder.'],
  'problem.request': ['Request {id}', 'Anfrage {id}', 'Anrop {id}'],
  'problem.fields': ['Nothing was saved: see what is marked below.', 'Nichts wurde gespeichert: siehe die markierten Felder.', 'Inget sparades: se de markerade fälten.'],
  'problem.page': ['There is no such page.', 'Diese Seite gibt es nicht.', 'Sidan finns inte.'],

  'conflict.title': ['Somebody else has changed this meanwhile', 'Jemand anderes hat das inzwischen geändert', 'Någon annan har ändrat det här under tiden'],
  'conflict.about': ['Nothing was saved. Compare, and choose.', 'Nichts wurde gespeichert. Vergleichen Sie, und wählen Sie.', 'Inget sparades. Jämför och välj.'],
  'conflict.field': ['Field', 'Feld', 'Fält'],
  'conflict.yours': ['Yours', 'Ihre Eingabe', 'Ditt'],
  'conflict.theirs': ['Now on the server', 'Jetzt auf dem Server', 'Nu på servern'],
  'conflict.keep': ['Save mine over it', 'Meine Eingabe darüber speichern', 'Spara mitt över det'],
  'conflict.take': ['Take what is on the server', 'Den Stand des Servers übernehmen', 'Ta det som finns på servern'],

  'list.search': ['Search', 'Suchen', 'Sök'],
  'list.order': ['Order', 'Reihenfolge', 'Ordning'],
  'list.any': ['Any', 'Alle', 'Alla'],
  'list.clear': ['Clear all filters', 'Alle Filter entfernen', 'Rensa alla filter'],
  'list.total': ['{count} in all', '{count} insgesamt', '{count} totalt'],
  'list.rows': ['{count} shown', '{count} angezeigt', '{count} visas'],
  'list.end': ['That is all.', 'Das ist alles.', 'Det var allt.'],
  'list.more': ['Loading more …', 'Weitere werden geladen …', 'Laddar fler …'],
  'list.showMore': ['Show more', 'Mehr zeigen', 'Visa fler'],
  'list.nothing': ['Nothing matches these filters.', 'Nichts entspricht diesen Filtern.', 'Inget motsvarar filtren.'],
  'list.new': ['New', 'Neu', 'Ny'],

  'search.nothing': ['Nothing begins like that.', 'Nichts beginnt so.', 'Inget börjar så.'],
  'search.more': ['The first {count}: type more of the name to see others.', 'Die ersten {count}: Geben Sie mehr vom Namen ein, um andere zu sehen.', 'De första {count}: skriv mer av namnet för att se andra.'],

  'time.zone': ['Time zone: {zone}', 'Zeitzone: {zone}', 'Tidszon: {zone}'],

  'order.name': ['Name', 'Name', 'Namn'],
  'order.newest': ['Newest first', 'Neueste zuerst', 'Nyast först'],

  'field.name': ['Name', 'Name', 'Namn'],
  'field.description': ['Description', 'Beschreibung', 'Beskrivning'],
  'field.changed': ['Last change', 'Letzte Änderung', 'Senast ändrad'],

  'history.title': ['History', 'Verlauf', 'Historik'],
  'history.more': ['Show earlier', 'Früheres zeigen', 'Visa tidigare'],
  'history.before': ['before', 'vorher', 'före'],
  'history.after': ['after', 'nachher', 'efter'],

  'home.about': ['Choose what to look at in the menu.', 'Wählen Sie im Menü, was Sie ansehen möchten.', 'Välj i menyn vad du vill se.'],
});
