// Drives the playground of the built program in Chromium:
//
//   node check.js PATH-OF-THE-PROGRAM [FOLDER-FOR-SCREENSHOTS]
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inBrowser } from './browser.js';
import { open, response, step, waitForText } from './page.js';
import { answersTellTheirFacts, aRunWithoutAKeySaysSo, errorsAreListed, errorsLinkToTheirEntries, requestsBecomeCommands, searchReadsDescriptions, theSchemaIsSaved } from './panels.js';
import { startServer } from './server.js';

const [binary, pictures] = process.argv.slice(2);
if (binary === undefined) {
  throw new Error('name the program to check');
}
if (pictures !== undefined) {
  await mkdir(pictures, { recursive: true });
}

const largest = 2_000_000;
const workers = ['editor.worker', 'graphql.worker', 'json.worker'];
const wide = { viewport: { width: 1280, height: 800 } };
let passed = 0;

async function check(name, work) {
  await work();
  passed++;
  console.log(`ok ${name}`);
}

async function picture(page, name) {
  if (pictures !== undefined) {
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

async function loads(page, server) {
  const time = await open(page, server.link);
  await page.locator('#key-state.good').waitFor();
  assert.equal(await page.evaluate(() => location.hash), '', 'the key is still in the address');
  const kept = await page.evaluate(() => ({ session: { ...sessionStorage }, local: JSON.stringify({ ...localStorage }) }));
  assert.equal(kept.session['accessgraph.key'], server.key);
  assert.ok(!kept.local.includes(server.key), 'the key is kept beyond the session');
  // The workers start when the editor is used; all there is to load is loaded after this.
  await page.locator('.graphiql-query-editor .view-line').first().click();
  await page.waitForFunction((wanted) => wanted.every((name) => performance.getEntriesByType('resource').some((file) => file.name.includes(name))), workers);
  await page.waitForLoadState('networkidle');
  const files = await page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(({ name, transferSize }) => ({ name, transferSize })),
  );
  const bytes = files.reduce((sum, { transferSize }) => sum + transferSize, 0);
  assert.ok(bytes > 0 && bytes < largest, `${bytes} bytes were transferred`);
  console.log(`   editor after ${time} ms, ${bytes} bytes in ${files.filter(({ transferSize }) => transferSize > 0).length} answers`);
}

async function documentationOpens(page) {
  await page.getByRole('button', { name: 'Read the documentation' }).click();
  await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query', exact: true }).click();
  await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'viewer', exact: true }).waitFor();
  await picture(page, 'documentation');
  await page.getByRole('button', { name: 'Show Stories' }).click();
}

async function completionAppears(page) {
  await page.getByRole('button', { name: 'New tab' }).click();
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.type('query Mine { view');
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'viewer' }).first().waitFor();
  await picture(page, 'completion');
  await page.keyboard.press('Escape');
}

async function keyboardRuns(page) {
  await step(page, '01-viewer').locator('.step-open').click();
  await page.locator('.graphiql-query-editor .view-line', { hasText: /^query\sViewer/ }).click();
  await page.keyboard.press('Control+Enter');
  await waitForText(response(page), '"company"');
}

async function aStepNamesWhatItNeeds(page) {
  await step(page, '11-create-user').locator('.step-run').click();
  const text = await waitForText(response(page), 'Nothing is known');
  assert.match(text, /run the step “Create the customer that the user belongs to\.” first/);
}

async function aStepThatIsLeftAtOnceKeepsItsText(page) {
  const name = '51-error-catalog'; // none of the tabs that are there from the start
  await page.evaluate(async (again) => {
    for (const button of [`[data-step="${again}"] .step-open`, '[data-step="01-viewer"] .step-open', `[data-step="${again}"] .step-run`]) {
      document.querySelector(button).click();
      await new Promise(requestAnimationFrame);
    }
  }, name);
  await answeredAsExpected(page, name);
}

async function answeredAsExpected(page, name) {
  await page.locator(`[data-step="${name}"]:not([data-outcome="new"])`).waitFor();
  assert.equal(await step(page, name).getAttribute('data-outcome'), 'good', `${name}: ${await step(page, name).innerText()}`);
}

async function storiesRun(page) {
  const names = await page.locator('[data-step]').evaluateAll((found) => found.map((each) => each.dataset.step));
  assert.ok(names.length > 20, `${names.length} steps`);
  for (const name of names) {
    await step(page, name).locator('.step-run').click();
    await answeredAsExpected(page, name);
    if (name === '14-create-user-access') {
      await step(page, name).locator('.step-value').first().scrollIntoViewIfNeeded();
      await waitForText(response(page), '"userAccess"');
      await picture(page, 'story');
    }
  }
  console.log(`   ${names.length} steps`);
}

async function anErrorShowsItsExtensions(page) {
  await step(page, '45-activate-twice').locator('.step-open').click();
  const text = await waitForText(response(page), '"extensions"');
  // The editor wraps a long line within a word.
  assert.match(text, /"reason": "[A-Z_ ]+"/);
  await picture(page, 'error');
}

async function aWrongKeySaysSo(page, seen) {
  assert.deepEqual(seen.console, []);
  await page.getByLabel('API key').fill('accessgraph_wrong');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.getByText('This key does not work').waitFor();
  await page.waitForLoadState('networkidle');
  await picture(page, 'wrong-key');
  // The browser itself writes down every answer of 401, a little after it.
  while (seen.console.length < seen.refused) await page.waitForEvent('console');
  assert.ok(seen.console.every((line) => line.includes('401 (Unauthorized)')), seen.console.join('\n'));
  seen.console.length = 0;
}

/** Runs a step that is refused, and sees that everything that a person needs is within the screen and wide enough to read. */
async function fitsAScreen(page, server, width) {
  await open(page, server.link);
  await page.locator('#key-state.good').waitFor();
  await picture(page, `${width}`);
  const contents = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(contents <= width, `the page is ${contents} wide`);
  await step(page, '24-access-rule-not-valid').locator('.step-run').click();
  await waitForText(response(page), '"errors"');
  await picture(page, `${width}-editor`);
  for (const part of ['.stories', '.graphiql-query-editor', '.graphiql-response', '.answer', '.answer-errors']) {
    const box = await page.locator(part).boundingBox();
    assert.ok(box.width > 300 && box.x >= 0 && box.x + box.width <= width, `${part} is at ${JSON.stringify(box)}`);
  }
  await page.locator('.answer').scrollIntoViewIfNeeded();
  await picture(page, `${width}-answer`);
  const [list, answer] = await Promise.all(['.answer-errors', '.answer'].map((part) => page.locator(part).boundingBox()));
  assert.ok(list.y + list.height <= answer.y + answer.height, 'two short lines of an error are cut off');
}

async function isDarkInTheDark(page, server) {
  await open(page, server.link);
  await step(page, '01-viewer').locator('.step-run').click();
  await waitForText(response(page), '"company"');
  await picture(page, 'dark');
  for (const part of ['#root', '.graphiql-container']) {
    const colour = await page.locator(part).evaluate((element) => getComputedStyle(element).backgroundColor);
    const brightest = Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number));
    assert.ok(brightest < 100, `${part} is ${colour}`);
  }
}

const server = await startServer(binary);
try {
  await inBrowser(wide, async (page, seen) => {
    await check('it loads, and takes the key from the link', () => loads(page, server));
    await picture(page, 'welcome');
    await check('the documentation of the schema opens', () => documentationOpens(page));
    await check('completion appears', () => completionAppears(page));
    await check('the keyboard runs an operation', () => keyboardRuns(page));
    await check('a step says which one has to run first', () => aStepNamesWhatItNeeds(page));
    await check('a step that is left at once keeps its text', () => aStepThatIsLeftAtOnceKeepsItsText(page));
    await check('every step of the stories is answered as expected', () => storiesRun(page));
    await check('an error shows its extensions', () => anErrorShowsItsExtensions(page));
    await check('an answer tells its status, time and size', () => answersTellTheirFacts(page));
    await check('an error is text, and links to its entry', async () => {
      await errorsLinkToTheirEntries(page);
      await picture(page, 'error-entry');
    });
    await check('the errors are a list that can be searched', () => errorsAreListed(page));
    await check('a search reads descriptions', async () => {
      await searchReadsDescriptions(page, () => picture(page, 'search'));
    });
    await check('the schema is saved as a file', () => theSchemaIsSaved(page));
    await check('a request becomes a command that works', () => requestsBecomeCommands(page, server));
    await check('a wrong key says so', () => aWrongKeySaysSo(page, seen));
    await check('a run without a key asks for one', async () => {
      await aRunWithoutAKeySaysSo(page, seen);
      await picture(page, 'no-key');
    });
  });
  for (const [width, height] of [
    [390, 844],
    [820, 1180],
    [1440, 900],
  ]) {
    await inBrowser({ viewport: { width, height } }, (page) => check(`it fits a screen of ${width} pixels`, () => fitsAScreen(page, server, width)));
  }
  await inBrowser({ ...wide, colorScheme: 'dark' }, (page) => check('it is dark in the dark', () => isDarkInTheDark(page, server)));
  assert.ok(!server.log().includes(server.key), 'the key reached the log');
} finally {
  await server.stop();
}
console.log('no request to another machine, no policy violation, nothing on the console');
console.log(`${passed} passed, 0 failed`);
