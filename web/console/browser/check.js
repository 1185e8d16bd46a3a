// Drives the console of the built program in Chromium:
//
//   node check.js PATH-OF-THE-PROGRAM [FOLDER-FOR-SCREENSHOTS]
import assert from 'node:assert/strict';
import { inBrowser } from '../../playground/browser/browser.js';
import { startServer } from '../../playground/browser/server.js';
import { Person } from './page.js';
import { aCardOpensTheDoor, aDeletedRowSaysSo, aKeyIsRotated, aLeaverGoes, aPersonGetsAnAccess, aRoleIsTakenAway, theConnectionIsLost, theFirstMinute, twoEditorsMeet } from './stories.js';
import { aCardOpensTheDoorByKeyboard, aPersonGetsAnAccessByKeyboard } from './keyboard.js';
import { underPrefix } from './prefix.js';
import { addresses, everyPageFits, everyPageIsAccessible, longListsScroll, theMenuSpeaks } from './pages.js';

const [binary] = process.argv.slice(2);
if (binary === undefined) {
  throw new Error('name the program to check');
}

let passed = 0;

async function check(name, work) {
  await work();
  passed++;
  console.log(`ok ${name}`);
}

/** A failed request is written to the console by the browser itself: those of a story that wants them are dropped. */
async function withNoise(seen, pattern, work) {
  const before = seen.console.length;
  await work();
  const noise = seen.console.splice(before);
  assert.deepEqual(noise.filter((line) => !pattern.test(line)), []);
}

async function aWrongKeySaysSo(person) {
  const { page } = person;
  await person.presses('Forget the key');
  await person.types('API key', 'accessgraph_wrong');
  await person.presses('Use this key');
  await person.sees('The server does not accept this key');
  await person.isAccessible('the page for a key');
  await person.picture('wrong-key');
  await person.types('API key', person.server.key);
  await person.presses('Use this key');
  await person.sees('First company');
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.ok(!kept.includes(person.server.key), 'the key is kept beyond the session');
}

/** A key that may do little sees little, and no page is broken. */
async function aWeakKeyIsTold(page) {
  const admin = new Person(page, server);
  const { createApplication } = await admin.api('mutation { createApplication(input: { name: "Reader of rules", scopes: [ACCESS_RULE_READ] }) { apiKey } }');
  const person = new Person(page, { ...server, key: createApplication.apiKey, console: server.console.replace(/#.*/, `#key=${createApplication.apiKey}`) });
  await person.arrive();
  await person.goes('/access-rules');
  await person.sees('Day shift');
  assert.equal(await page.getByRole('link', { name: 'New', exact: true }).count(), 0, 'what the key may not do is not offered');
  await person.goes('/accesses');
  await person.sees('The key lacks the scope ACCESS_READ');
  await person.isAccessible('a page that the key may not read');
}

/** A refusal that lasts says when to try again, and what was typed stays. It is written here, in the server's form: the client waits out those of seconds. */
async function tooManyRequestsSaySo(person) {
  const { page } = person;
  await person.goes('/external-roles/new');
  await person.types('Name', 'Patient');
  const refusal = {
    message: 'Too many requests',
    extensions: { code: 'RATE_LIMITED', reason: 'REQUEST_RATE_EXCEEDED', status: 429, retryable: true, data: {}, violations: [] },
  };
  await page.route('**/graphql', (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '40', 'Content-Type': 'application/json' }, body: JSON.stringify({ errors: [refusal] }) }));
  await person.presses('Save');
  await person.sees('Too many requests. Try again in 40 seconds.');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Patient');
  await person.picture('rate-limit');
  await page.unroute('**/graphql');
  await person.presses('Save');
  await person.reads('Patient');
}

/** The language is chosen at the top of every page. */
async function theLanguageChanges(person) {
  await person.goes('/accesses');
  for (const [label, language, title] of [['Language', 'Deutsch', 'Zugänge'], ['Sprache', 'Svenska', 'Åtkomster'], ['Språk', 'English', 'Accesses']]) {
    await person.picks(label, language);
    await person.reads(title);
  }
}

const server = await startServer(binary);
try {
  let paths = [];
  await inBrowser({ viewport: { width: 1280, height: 800 } }, async (page, seen) => {
    const person = new Person(page, server);
    await check('it takes the key from the link', async () => {
      await person.arrive();
      assert.ok(!(await page.evaluate(() => location.hash)).includes('key'), 'the key is still in the address');
    });
    await check('the first minute: each story is made and removed', () => theFirstMinute(person));
    await check('a person gets an access', () => aPersonGetsAnAccess(person));
    await check('a card gets a rule and opens the door', () => aCardOpensTheDoor(person));
    await check('a person gets an access, by the keyboard alone', () => aPersonGetsAnAccessByKeyboard(person));
    await check('a card gets a rule and opens the door, by the keyboard alone', () => aCardOpensTheDoorByKeyboard(person));
    await check('a role is taken away', () => aRoleIsTakenAway(person));
    await check('a key is rotated', () => aKeyIsRotated(person));
    await check('two editors meet, and both versions are shown', () => twoEditorsMeet(person));
    await check('a lost connection loses nothing that was typed', () => withNoise(seen, /ERR_INTERNET_DISCONNECTED/, () => theConnectionIsLost(person)));
    await check('too many requests say when to try again', () => withNoise(seen, /429/, () => tooManyRequestsSaySo(person)));
    await check('a row that was deleted says so', () => aDeletedRowSaysSo(person));
    await check('a leaver goes', () => aLeaverGoes(person));
    await check('a long list scrolls', () => longListsScroll(person));
    paths = await addresses(person);
    await check('every page is accessible', () => everyPageIsAccessible(person, paths, ''));
    await check('the language changes at once', () => theLanguageChanges(person));
    await check('a wrong key says so', () => withNoise(seen, /40[01]/, () => aWrongKeySaysSo(person)));
  });
  for (const language of ['de', 'sv', 'en']) {
    await inBrowser({ colorScheme: language === 'sv' ? 'dark' : 'light', reducedMotion: 'reduce' }, async (page) => {
      const person = new Person(page, server);
      await page.addInitScript((chosen) => localStorage.setItem('accessgraph.console.language', chosen), language);
      await person.arrive();
      await check(`the menu speaks ${language} only`, () => theMenuSpeaks(person, language));
      await check(`every page fits, from a phone to a wide screen, in ${language}`, () => everyPageFits(person, paths, language));
      if (language === 'sv') await check('every page is accessible in the dark on a phone', () => everyPageIsAccessible(person, paths, 'dark '));
    });
  }
  await inBrowser({}, (page, seen) => check('a key that may do little sees little', () => withNoise(seen, /403/, () => aWeakKeyIsTold(page))));
  const proxy = await underPrefix('/doors', server.endpoint);
  await inBrowser({}, async (page) => {
    await check('it works under a prefix of a proxy', async () => {
      const fragment = server.console.replace(/^[^#]*/, '');
      const person = new Person(page, { ...server, console: `${proxy.site}/console${fragment}` });
      await person.arrive();
      assert.equal(new URL(page.url()).pathname, '/doors/console/');
      await person.goes('/access-rules');
      await person.sees('Day shift');
    });
  });
  proxy.close();
  assert.ok(!server.log().includes(server.key), 'the key reached the log');
} finally {
  await server.stop();
}
console.log('no request to another machine, no policy violation, nothing on the console');
console.log(`${passed} passed, 0 failed`);
