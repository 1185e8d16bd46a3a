// Sends persisted operations to the built program as real clients do, and gives it the manifests that real generators write:
//
//   node check.js PATH-OF-THE-PROGRAM
//
// The manifests of GraphQL Code Generator and Relay are those of clients/typescript and clients/relay, whose builds write them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists';
import { getIntrospectionQuery, parse } from 'graphql';
import { startServer } from '../../web/playground/browser/server.js';
import { apollo, recorder, urql } from './senders.js';

const [program] = process.argv.slice(2);
if (program === undefined) throw new Error('name the program to check');
const folder = fileURLToPath(new URL('.', import.meta.url));
const manifests = `${folder}generated`;

const parsed = (...names) => parse(names.map((name) => readFileSync(`${folder}operations/${name}.graphql`, 'utf8')).join('\n'));
const viewer = parsed('viewer');
const customers = parsed('customers', 'customer-name');
const createCustomer = parsed('create-customer', 'customer-name');
const input = { name: 'Example Networks' };

/** Sends operations by their hashes: the first time the server asks for the text, the second time it has it. */
async function automatic({ endpoint, key }) {
  for (const [name, method, client, document, variables] of [
    ['Apollo Client', 'POST', (fetch) => apollo(endpoint, fetch), viewer, {}],
    ['Apollo Client', 'GET', (fetch) => apollo(endpoint, fetch, { useGETForHashedQueries: true }), customers, { first: 5 }],
    ['Apollo Client, a mutation', 'POST', (fetch) => apollo(endpoint, fetch, { useGETForHashedQueries: true }), createCustomer, { input }],
    ['urql', 'POST', (fetch) => urql(endpoint, fetch, { preferGetForPersistedQueries: false }), viewer, {}],
    ['urql', 'GET', (fetch) => urql(endpoint, fetch, { preferGetForPersistedQueries: 'force' }), customers, { first: 5 }],
    ['urql, a mutation', 'POST', (fetch) => urql(endpoint, fetch, {}), createCustomer, { input }],
  ]) {
    const { sent, fetch } = recorder(key);
    const send = client(fetch);
    assert.ok(await send(document, variables));
    assert.ok(await send(document, variables));
    assert.equal(sent.length, 3, sent.join(', '));
    assert.equal(sent[0], `${method} hash 400`);
    assert.match(sent[1], /^(GET|POST) text 200$/);
    assert.equal(sent[2], `${method} hash 200`);
    console.log(`ok ${name}: ${sent.join(', ')}`);
  }
}

/** Writes the manifest of Apollo's generator, and puts it beside those of the others. */
function gatherManifests() {
  rmSync(manifests, { recursive: true, force: true });
  mkdirSync(manifests);
  const generator = spawnSync(`${folder}../node_modules/.bin/generate-persisted-query-manifest`, [], { cwd: folder, encoding: 'utf8' });
  assert.equal(generator.status, 0, generator.stdout + generator.stderr);
  copyFileSync(`${folder}../typescript/dist/persisted-documents.json`, `${manifests}/codegen.json`);
  copyFileSync(`${folder}../relay/generated/persisted.json`, `${manifests}/relay.json`);
}

const manifest = (name) => JSON.parse(readFileSync(`${manifests}/${name}.json`, 'utf8'));

/** Returns the ID of the operation in a manifest that maps IDs to texts. */
function idOf(documents, operation) {
  return Object.keys(documents).find((id) => new RegExp(`${operation}\\b`).test(documents[id]));
}

/** Sends trusted operations by their IDs. */
async function trusted({ endpoint, key }) {
  const byManifest = generatePersistedQueryIdsFromManifest({ loadManifest: async () => manifest('apollo') });
  for (const [name, client] of [
    ['Apollo Client', (fetch) => apollo(endpoint, fetch, byManifest)],
    ['urql', (fetch) => urql(endpoint, fetch, { generateHash: (_, document) => byManifest.generateHash(document), enforcePersistedQueries: true, preferGetForPersistedQueries: false })],
  ]) {
    const { sent, fetch } = recorder(key);
    const send = client(fetch);
    assert.ok((await send(viewer, {})).viewer.application);
    assert.ok((await send(createCustomer, { input })).createCustomer.customer.id);
    assert.ok((await send(customers, { first: 5 })).customers.edges.length > 0);
    assert.deepEqual(sent, ['POST hash 200', 'POST hash 200', 'POST hash 200'], name);
    console.log(`ok ${name}, trusted: ${sent.join(', ')}`);
  }
  const updateUser = await post({ endpoint, key }, { documentId: idOf(manifest('codegen'), 'mutation UpdateUser'), variables: { input: { userId: 'none' } } });
  assert.equal(updateUser.errors[0].extensions.reason, 'USER_NOT_FOUND', JSON.stringify(updateUser));
  const accesses = await post({ endpoint, key }, { documentId: idOf(manifest('relay'), 'query AccessListQuery') });
  assert.equal(accesses.data.accesses.totalCount, 0, JSON.stringify(accesses));
  console.log('ok documents of GraphQL Code Generator and Relay by documentId');
}

async function post({ endpoint, key }, request) {
  const response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': key }, body: JSON.stringify(request) });
  return response.json();
}

/** Sends what is not in the manifests. */
async function others({ endpoint, key }) {
  for (const query of ['{ viewer { scopes } }', getIntrospectionQuery()]) {
    assert.equal((await post({ endpoint, key }, { query })).errors[0].extensions.reason, 'OPERATION_NOT_ALLOWED');
  }
  const unknown = parse('query Unknown { viewer { scopes } }');
  for (const client of [apollo, urql]) {
    const { sent, fetch } = recorder(key);
    const reason = (error) => (error.errors ?? error.graphQLErrors)[0].extensions.reason === 'OPERATION_NOT_ALLOWED';
    await assert.rejects(client(endpoint, fetch, { preferGetForPersistedQueries: false })(unknown, {}), reason);
    assert.deepEqual(sent, ['POST hash 400'], 'the text was sent as well');
  }
  console.log('ok others are refused, introspection and registrations too');
}

async function on(settings, ...checks) {
  const server = await startServer(program, settings);
  try {
    for (const check of checks) await check(server);
  } finally {
    await server.stop();
  }
}

gatherManifests();
await on({}, automatic);
await on({ ACCESSGRAPH_TRUSTED_DOCUMENTS: manifests, ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE: 'enforce' }, trusted, others);
