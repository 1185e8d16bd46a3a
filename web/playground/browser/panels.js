// Checks of what is around GraphiQL: the panels of errors and documentation, and what is below an answer.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { response, step, waitForText } from './page.js';

const panel = (page, name) => page.getByRole('region', { name, exact: true });
const showStories = (page) => page.getByRole('button', { name: 'Show Stories' }).click();

export async function answersTellTheirFacts(page) {
  await step(page, '01-viewer').locator('.step-run').click();
  await waitForText(response(page), '"company"');
  const facts = page.locator('.answer-facts');
  await facts.getByText('Status 200').waitFor();
  assert.match(await facts.innerText(), /^Status 200 · \d+ ms · (\d+ bytes|\d+\.\d KB)$/);
  await step(page, '24-access-rule-not-valid').locator('.step-open').click();
  assert.match(await facts.innerText(), /^Status \d+ · \d+ ms · \d+(\.\d)? (bytes|KB)$/);
}

export async function errorsLinkToTheirEntries(page) {
  await step(page, '50-create-access-not-valid').locator('.step-run').click();
  const errors = page.locator('.answer-errors > li');
  await errors.nth(1).waitFor();
  const [line] = await errors.allInnerTexts();
  assert.match(line, /input\./, 'the path of the field');
  const link = errors.first().getByRole('button');
  const reason = await link.innerText();
  await link.click();
  const entry = panel(page, 'Errors').locator(`[data-reason="${reason}"][aria-current]`);
  await entry.waitFor();
  assert.ok(await entry.evaluate((element) => element.getBoundingClientRect().top < window.innerHeight), 'the entry is on the screen');
  await showStories(page);
}

export async function errorsAreListed(page) {
  await page.getByRole('button', { name: 'Look up errors' }).click();
  const errors = panel(page, 'Errors');
  await errors.locator('[data-reason]').nth(50).waitFor();
  assert.equal(await errors.locator('[aria-current]').count(), 0);
  await errors.getByRole('searchbox').fill('429 idempotency');
  await errors.getByText('0 errors').waitFor();
  await errors.getByRole('searchbox').fill('version changed');
  await errors.locator('[data-reason="VERSION_CONFLICT"]').waitFor();
  assert.ok((await errors.locator('[data-reason]').count()) < 10);
  await showStories(page);
}

export async function searchReadsDescriptions(page, picture) {
  await page.getByRole('button', { name: 'Read the documentation' }).click();
  const field = page.getByRole('searchbox', { name: 'Search names and descriptions' });
  await field.fill('lost card'); // in a description, and in no name
  const result = page.locator('.results li').first();
  await result.waitFor();
  assert.match(await result.locator('span').textContent(), /lost/i);
  await picture();
  const title = await result.locator('code').innerText();
  await result.getByRole('button').click();
  await page.locator('.graphiql-doc-explorer-title', { hasText: title.split(/[.(]/)[1] ?? title }).waitFor();
  await field.fill('qqqq');
  await page.getByText('0 results').waitFor();
  await field.fill('');
  await showStories(page);
}

export async function theSchemaIsSaved(page) {
  await page.getByRole('button', { name: 'Read the documentation' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the schema (SDL)' }).click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), 'schema.graphql');
  const schema = await readFile(await file.path(), 'utf8');
  assert.match(schema, /^type Query \{/m);
  assert.match(schema, /^input \w+ @oneOf \{/m);
  await showStories(page);
}

/** Copies a request whose text has quotes of a shell, and runs it. */
export async function requestsBecomeCommands(page, server) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(server.link).origin });
  await page.getByRole('button', { name: 'New tab' }).click();
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.insertText(`query Quoted { roles: userAccessRoles(filter: { codeStartsWith: "it's $HOME" }, first: 1) { nodes { id } } }`);
  await page.getByRole('button', { name: 'Copy as cURL' }).click();
  await page.locator('.curl-outcome').getByText('Copied').waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(!command.includes(server.key), 'the key is in the command');
  const answer = execFileSync('sh', ['-c', command], { env: { ...process.env, API_KEY: server.key }, encoding: 'utf8' });
  assert.deepEqual(JSON.parse(answer).data, { roles: { nodes: [] } }, `${command}\n${answer}`);
}

export async function aRunWithoutAKeySaysSo(page, seen) {
  const earlier = seen.refused;
  await page.getByLabel('API key').fill('');
  await page.keyboard.press('Enter');
  await step(page, '01-viewer').locator('.step-run').click();
  const note = page.getByRole('alert').filter({ hasText: 'Enter a key' });
  await note.waitFor();
  await note.getByRole('button').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'api-key');
  while (seen.console.length < seen.refused - earlier) await page.waitForEvent('console');
  seen.console.length = 0;
}
