import type { TextKey } from './en';

/** The texts in Swedish. */
export const sv: Record<TextKey, string> = {
  'app.title': 'Accessgraph-konsolen',
  'app.skip': 'Till innehållet',
  'app.menu': 'Meny',
  'app.language': 'Språk',
  'app.leave': 'Glöm nyckeln',
  'app.caller': '{application} hos {company}',
  'app.loading': 'Laddar …',
  'app.close': 'Stäng',
  'app.cancel': 'Avbryt',
  'app.save': 'Spara',
  'app.retry': 'Försök igen',
  'app.back': 'Tillbaka',
  'app.yes': 'Ja',
  'app.no': 'Nej',
  'app.none': 'Ingen',
  'app.copy': 'Kopiera',
  'app.copied': 'Kopierat',

  'key.title': 'Ange en API-nyckel',
  'key.about': 'Konsolen får göra det som nyckelns applikation får göra. Nyckeln sparas tills du stänger fönstret, och ingen annanstans.',
  'key.label': 'API-nyckel',
  'key.use': 'Använd nyckeln',
  'key.checking': 'Nyckeln kontrolleras …',

  'problem.offline': 'Servern kan inte nås. Inget som du har skrivit är borta: kontrollera anslutningen och försök igen.',
  'problem.key': 'Servern godtar inte nyckeln: den är fel, har gått ut eller är återkallad.',
  'problem.gone': 'Det här finns inte, eller inte längre.',
  'problem.scope': 'Nyckeln saknar behörigheten {scope}. En applikation med behörigheten ADMIN kan ge den.',
  'problem.rate': 'För många anrop. Försök igen om {seconds} sekunder.',
  'problem.request': 'Anrop {id}',
  'problem.fields': 'Inget sparades: se de markerade fälten.',
  'problem.page': 'Sidan finns inte.',

  'conflict.title': 'Någon annan har ändrat det här under tiden',
  'conflict.about': 'Inget sparades. Jämför och välj.',
  'conflict.field': 'Fält',
  'conflict.yours': 'Ditt',
  'conflict.theirs': 'Nu på servern',
  'conflict.keep': 'Spara mitt över det',
  'conflict.take': 'Ta det som finns på servern',

  'list.search': 'Sök',
  'list.order': 'Ordning',
  'list.any': 'Alla',
  'list.clear': 'Rensa alla filter',
  'list.total': '{count} totalt',
  'list.rows': '{count} visas',
  'list.end': 'Det var allt.',
  'list.more': 'Laddar fler …',
  'list.nothing': 'Inget motsvarar filtren.',
  'list.new': 'Ny',

  'order.name': 'Namn',
  'order.newest': 'Nyast först',

  'field.name': 'Namn',
  'field.description': 'Beskrivning',

  'menu.doors': 'Dörrar',

  'home.about': 'Välj i menyn vad du vill se.',

  'rules.title': 'Åtkomstregler',
  'rules.empty': 'Det finns inga åtkomstregler än. En regel säger vilka reläer en läsare öppnar: skapa den första och koppla den till ett kort.',
  'rules.search': 'Början av namnet',
  'rules.readers': 'Läsare',
  'rules.used': 'Kort och koder',
};
