// The built program that PROGRAM names, on an empty store, for the tests of a file.
import { after } from 'node:test';
import { createClient, CreateCustomerDocument } from 'accessgraph';
import { startServer } from '../../../web/playground/browser/server.js';

const program = process.env.PROGRAM;
if (program === undefined) throw new Error('PROGRAM must be the path of the built program');

/** Starts a server that ends with the tests of the file. */
export async function start(settings) {
  const server = await startServer(program, settings);
  after(() => server.stop());
  return server;
}

/** Returns a fetch, and the requests that it sent. */
export function recorder(send = fetch) {
  const sent = [];
  const recording = (address, init) => {
    sent.push({ key: init.headers.get('Idempotency-Key'), body: JSON.parse(init.body) });
    return send(address, init, sent.length);
  };
  return { sent, fetch: recording };
}

/** Returns a client of a server, and the requests that it sent. */
export function clientOf({ endpoint, key }, options = {}) {
  const { sent, fetch } = recorder(options.fetch);
  return { sent, client: createClient({ endpoint, apiKey: key, waitMs: 1, ...options, fetch }) };
}

/** Creates customers with the names 1, 2, 3 and so on, and returns their IDs. */
export async function createCustomers(client, count) {
  const ids = [];
  for (let i = 1; i <= count; i++) ids.push((await client.mutate(CreateCustomerDocument, { input: { name: String(i) } })).createCustomer.customer.id);
  return ids;
}
