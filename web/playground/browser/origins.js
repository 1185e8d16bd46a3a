// Calls the API of the built program in Chromium from pages of other origins, one of which the setting allows:
//
//   node origins.js PATH-OF-THE-PROGRAM
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { inBrowser } from './browser.js';
import { startServer } from './server.js';

const [binary] = process.argv.slice(2);
if (binary === undefined) {
  throw new Error('name the program to check');
}

/** Serves an empty page on a port of its own, which makes it an origin of its own. */
async function servePage() {
  const server = createServer((_, response) => response.end('<!doctype html><title>page</title>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Sends a query from the page, and returns what its script can read of the response. */
function send(page, endpoint, key) {
  return page.evaluate(
    async ([endpoint, key]) => {
      try {
        const response = await fetch(endpoint, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-API-Key': key, 'Idempotency-Key': 'a' },
          body: JSON.stringify({ query: '{ viewer { company { name } } }' }),
        });
        return { status: response.status, requestId: response.headers.get('X-Request-Id'), body: await response.json() };
      } catch (error) {
        return { refused: error.name };
      }
    },
    [endpoint, key],
  );
}

const allowed = await servePage();
const foreign = await servePage();
const server = await startServer(binary, { ACCESSGRAPH_ORIGINS: allowed.origin });
const endpoint = server.link.replace(/\/#.*/, '/graphql');
try {
  await inBrowser({}, async (page, seen) => {
    await page.goto(allowed.origin);
    const answered = await send(page, endpoint, server.key);
    assert.equal(answered.status, 200);
    assert.equal(answered.body.data.viewer.company.name, 'First company');
    assert.match(answered.requestId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(seen.console, []);

    const refused = await send(page, endpoint, 'unknown');
    assert.equal(refused.status, 401);
    assert.equal(refused.body.errors[0].extensions.reason, 'API_KEY_NOT_VALID');
    assert.equal(refused.body.errors[0].extensions.requestId, refused.requestId);

    await page.goto(foreign.origin);
    assert.deepEqual(await send(page, endpoint, server.key), { refused: 'TypeError' });
    assert.ok(seen.console.some((message) => message.includes('blocked by CORS policy')), seen.console.join('\n'));
    seen.console.length = 0; // Chromium tells of both refusals
  });
} finally {
  await server.stop();
  allowed.close();
  foreign.close();
}
console.log('a page of an allowed origin reads responses and errors; one of another origin reads nothing');
