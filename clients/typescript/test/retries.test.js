// Retries: what is sent again, with which key, and how often a mutation is carried out.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, test } from 'node:test';
import { CreateCustomerDocument, CustomersDocument, ViewerDocument } from 'accessgraph';
import { clientOf, start } from './server.js';

const server = await start();

/** Starts a proxy that cuts the first connection once its response arrives. */
async function cuttingProxy(endpoint) {
  const target = new URL(endpoint);
  let connections = 0;
  const proxy = createServer((socket) => {
    const isFirst = ++connections === 1;
    const upstream = connect(Number(target.port), target.hostname);
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream);
    if (isFirst) upstream.once('data', () => socket.destroy());
    else upstream.pipe(socket);
    socket.on('close', () => upstream.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  after(() => proxy.close());
  return `http://127.0.0.1:${proxy.address().port}/graphql`;
}

const input = (name) => ({ input: { name } });
const named = async (nameStartsWith) => (await clientOf(server).client.query(CustomersDocument, { filter: { nameStartsWith } })).customers.nodes;
const failing = (times, failure) => (address, init, attempt) => (attempt <= times ? failure() : fetch(address, init));
const cut = () => Promise.reject(new TypeError('fetch failed'));
const refusal = (extensions) => () => Response.json({ errors: [{ message: 'Refused', extensions }] });

test('mutation: replayed after a cut connection, and carried out once', async () => {
  const { client, sent } = clientOf({ ...server, endpoint: await cuttingProxy(server.endpoint) });
  const { data, extensions } = await client.execute(CreateCustomerDocument, input('Cut'));
  assert.equal(sent.length, 2);
  assert.match(sent[0].key, /^[0-9a-f]{32}$/);
  assert.equal(sent[1].key, sent[0].key);
  assert.deepEqual(extensions.idempotency.replayed, ['createCustomer']);
  assert.deepEqual((await named('Cut')).map(({ id }) => id), [data.createCustomer.customer.id]);
});

test('mutation: without a key it is sent once, and its outcome is unknown', async () => {
  const { client, sent } = clientOf({ ...server, endpoint: await cuttingProxy(server.endpoint) });
  await assert.rejects(client.mutate(CreateCustomerDocument, input('Once'), { idempotencyKey: false }), { name: 'TransportError' });
  assert.deepEqual(sent.map(({ key }) => key), [null]);
  assert.equal((await named('Once')).length, 1);
});

test('mutation: each call has a key of its own, or that of the caller', async () => {
  const { client, sent } = clientOf(server);
  await client.mutate(CreateCustomerDocument, input('Twice'));
  await client.mutate(CreateCustomerDocument, input('Twice'));
  assert.notEqual(sent[0].key, sent[1].key);
  assert.equal((await named('Twice')).length, 2);
  await client.mutate(CreateCustomerDocument, input('Mine'), { idempotencyKey: 'form-1' });
  await client.mutate(CreateCustomerDocument, input('Mine'), { idempotencyKey: 'form-1' });
  assert.equal((await named('Mine')).length, 1);
  await assert.rejects(client.mutate(CreateCustomerDocument, input('Other'), { idempotencyKey: 'form-1' }), { reason: 'IDEMPOTENCY_KEY_CONFLICT' });
});

test('retries: a failed connection and what the server calls retryable', async () => {
  for (const failure of [cut, refusal({ retryable: true }), () => new Response('', { status: 503 })]) {
    const { client, sent } = clientOf(server, { fetch: failing(2, failure) });
    await client.query(ViewerDocument);
    assert.equal(sent.length, 3);
  }
});

test('retries: nothing that is final', async () => {
  const partly = () => Response.json({ errors: [{ extensions: { retryable: true } }, { extensions: { retryable: false } }] });
  for (const failure of [refusal({ retryable: false }), partly, () => new Response('', { status: 404 })]) {
    const { client, sent } = clientOf(server, { fetch: failing(9, failure) });
    await assert.rejects(client.mutate(CreateCustomerDocument, input('Final')));
    assert.equal(sent.length, 1);
  }
});

test('retries: at most as many as the client allows', async () => {
  const { client, sent } = clientOf(server, { attempts: 3, fetch: failing(9, cut) });
  await assert.rejects(client.query(ViewerDocument), { name: 'TransportError' });
  assert.equal(sent.length, 3);
});

test('retries: an attempt that takes too long counts as failed', async () => {
  const hanging = (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const { client, sent } = clientOf(server, { timeoutMs: 10, attempts: 2, fetch: hanging });
  // A signal that times out does not keep the process alive, and nothing else here does.
  const alive = setInterval(() => {}, 1000);
  await assert.rejects(client.query(ViewerDocument), ({ name, cause }) => name === 'TransportError' && cause.name === 'TimeoutError');
  clearInterval(alive);
  assert.equal(sent.length, 2);
});

test('rate limit: an error that says when, or a wait', async () => {
  const limited = await start({ ACCESSGRAPH_LIMITS: 'cost=3000,pointsPerApplicationAndMinute=3000' });
  const { client: hasty, sent } = clientOf(limited, { maxWaitMs: 0 });
  const exhaust = async () => { for (;;) await hasty.query(ViewerDocument); };
  const error = await exhaust().catch((each) => each);
  assert.deepEqual([error.reason, error.code, error.retryable], ['REQUEST_RATE_EXCEEDED', 'RATE_LIMITED', true]);
  assert.ok(error.retryAfterSeconds >= 1);
  assert.equal(error.retryAfterSeconds, error.data.retryAfterSeconds);
  assert.ok(sent.length > 10);

  const { client: patient, sent: retried } = clientOf(limited);
  assert.ok((await patient.query(ViewerDocument)).viewer);
  assert.ok(retried.length >= 2);
});
