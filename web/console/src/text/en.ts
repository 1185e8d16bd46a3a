/** The texts of the console. A text in braces is filled in. The other languages have the same keys. */
export const en = {
  'app.title': 'Accessgraph console',
  'app.skip': 'Skip to the content',
  'app.menu': 'Menu',
  'app.language': 'Language',
  'app.leave': 'Forget the key',
  'app.caller': '{application} of {company}',
  'app.loading': 'Loading …',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.save': 'Save',
  'app.retry': 'Try again',
  'app.back': 'Back',
  'app.yes': 'Yes',
  'app.no': 'No',
  'app.none': 'None',
  'app.copy': 'Copy',
  'app.copied': 'Copied',

  'key.title': 'Enter an API key',
  'key.about': 'The console does what the application of the key may do. The key is kept until you close this window, and nowhere else.',
  'key.label': 'API key',
  'key.use': 'Use this key',
  'key.checking': 'Checking the key …',

  'problem.offline': 'The server cannot be reached. Nothing that you typed is lost: check the connection, and try again.',
  'problem.key': 'The server does not accept this key: it may be wrong, expired or revoked.',
  'problem.gone': 'This does not exist, or not any more.',
  'problem.scope': 'The key lacks the scope {scope}. An application with the scope ADMIN can grant it.',
  'problem.rate': 'Too many requests. Try again in {seconds} seconds.',
  'problem.request': 'Request {id}',
  'problem.fields': 'Nothing was saved: see what is marked below.',
  'problem.page': 'There is no such page.',

  'conflict.title': 'Somebody else has changed this meanwhile',
  'conflict.about': 'Nothing was saved. Compare, and choose.',
  'conflict.field': 'Field',
  'conflict.yours': 'Yours',
  'conflict.theirs': 'Now on the server',
  'conflict.keep': 'Save mine over it',
  'conflict.take': 'Take what is on the server',

  'list.search': 'Search',
  'list.order': 'Order',
  'list.any': 'Any',
  'list.clear': 'Clear all filters',
  'list.total': '{count} in all',
  'list.rows': '{count} shown',
  'list.end': 'That is all.',
  'list.more': 'Loading more …',
  'list.nothing': 'Nothing matches these filters.',
  'list.new': 'New',

  'order.name': 'Name',
  'order.newest': 'Newest first',

  'field.name': 'Name',
  'field.description': 'Description',

  'menu.doors': 'Doors',

  'home.about': 'Choose what to look at in the menu.',

  'rules.title': 'Access rules',
  'rules.empty': 'There are no access rules yet. A rule says which relays a reader opens: create the first one, and attach it to a card.',
  'rules.search': 'Start of the name',
  'rules.readers': 'Readers',
  'rules.used': 'Cards and codes',
} as const;

export type TextKey = keyof typeof en;
