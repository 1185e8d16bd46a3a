// The client on the built program: results, refusals, partial updates.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  AccessgraphError, CreateAccessDocument, CreateCustomerDocument, CreateIdentifierDocument, CreateUserAccessDocument, CreateUserDocument, createClient,
  CustomersDocument, fieldErrors, TransportError, UpdateIdentifierDocument, UpdateUserDocument, UserDocument, ViewerDocument,
} from 'accessgraph';
import { clientOf, recorder, start } from './server.js';

const server = await start();
const { client } = clientOf(server);

const { createCustomer } = await client.mutate(CreateCustomerDocument, { input: { name: 'Example Networks' } });
const customerId = createCustomer.customer.id;
const newUser = async () => (await client.mutate(CreateUserDocument, { input: { firstName: 'Nora', lastName: 'Operator', customerId } })).createUser.user;

test('query: without variables, and with the whole response', async () => {
  const { viewer } = await client.query(ViewerDocument);
  assert.ok(viewer.scopes.includes('ADMIN'));
  const response = await client.execute(ViewerDocument);
  assert.deepEqual(response.data.viewer, viewer);
  assert.match(response.requestId, /^[0-9a-f-]{36}$/);
});

test('query: headers of a function, and no key', async () => {
  const other = createClient({ endpoint: server.endpoint, headers: async () => ({ Authorization: `Bearer ${server.key}` }) });
  assert.equal((await other.query(ViewerDocument)).viewer.application.id, (await client.query(ViewerDocument)).viewer.application.id);
  await assert.rejects(createClient({ endpoint: server.endpoint }).query(ViewerDocument), { name: 'AccessgraphError', reason: 'AUTHENTICATION_REQUIRED', code: 'INVALID_AUTHENTICATION' });
});

test('query and mutate: each refuses the other kind', async () => {
  await assert.rejects(client.query(CreateCustomerDocument, { input: { name: 'x' } }), TypeError);
  await assert.rejects(client.mutate(CustomersDocument), TypeError);
});

test('error: everything that the server says', async () => {
  const error = await client.query(UserDocument, { userId: 'none' }).catch((each) => each);
  assert.ok(error instanceof AccessgraphError);
  const { reason, code, status, retryable, path, message, result } = error;
  assert.deepEqual({ reason, code, status, retryable, path, result }, { reason: 'USER_NOT_FOUND', code: 'NOT_FOUND', status: 404, retryable: false, path: ['user'], result: { user: null } });
  assert.match(message, /user/i);
  assert.match(error.requestId, /^[0-9a-f-]{36}$/);
});

test('error: a reason and a code of a newer server', async () => {
  const errors = [{ message: 'Full moon', extensions: { reason: 'MOON_FULL', code: 'ASTRONOMY' } }];
  const other = createClient({ endpoint: server.endpoint, fetch: async () => Response.json({ errors }) });
  await assert.rejects(other.query(ViewerDocument), { reason: 'UNKNOWN', code: 'UNKNOWN', serverReason: 'MOON_FULL', message: 'Full moon' });
});

test('error: a response that is not GraphQL', async () => {
  const { client: other, sent } = clientOf(server, { fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }) });
  await assert.rejects(other.query(ViewerDocument), (error) => error instanceof TransportError && error.status === 502);
  assert.equal(sent.length, 4);
});

test('fieldErrors: every field of several violations', async () => {
  const error = await client.mutate(CreateAccessDocument, { input: { state: 'ACTIVE', lastName: ' ' } }).catch((each) => each);
  assert.equal(error.reason, 'ACCESS_NAME_REQUIRED');
  assert.ok(error.violations.length >= 3);
  assert.deepEqual(fieldErrors(error), {
    'input.firstName': 'must be specified', 'input.lastName': 'must be specified', 'input.state': 'must not be specified',
    'input.type': 'must be specified', 'input.privateId': 'must be specified', 'input.managed': 'must be specified',
  });
});

test('fieldErrors: an entry of a list', async () => {
  const { id: userId } = await newUser();
  const error = await client.mutate(CreateUserAccessDocument, { input: { userId, roles: ['EVENT_R'], type: { profile: { name: 'Desk' } } } }).catch((each) => each);
  assert.deepEqual(Object.keys(fieldErrors(error)), ['input.roles[0]']);
});

test('fieldErrors: nothing for what is no refusal of a field', async () => {
  const error = await client.query(UserDocument, { userId: 'none' }).catch((each) => each);
  for (const other of [error, new Error('x'), null, 'x', { errors: 'x' }]) assert.deepEqual(fieldErrors(other), {});
});

test('update: a conflict has the current version', async () => {
  const { id: userId, version } = await newUser();
  await client.mutate(UpdateUserDocument, { input: { userId, expectedVersion: version, lastName: 'Byron' } });
  await assert.rejects(client.mutate(UpdateUserDocument, { input: { userId, expectedVersion: version, lastName: 'King' } }), {
    reason: 'VERSION_CONFLICT', code: 'CONFLICT', data: { currentVersion: version + 1, 'input.expectedVersion': 'must be the current version' },
  });
});

test('update: absent keeps, a value sets, null clears or is refused', async () => {
  const { id: userId } = await newUser();
  const { updateUser } = await client.mutate(UpdateUserDocument, { input: { userId, firstName: undefined, lastName: 'Byron' } });
  assert.deepEqual([updateUser.user.firstName, updateUser.user.lastName, updateUser.user.language], ['Nora', 'Byron', 'en']);
  const refused = await client.mutate(UpdateUserDocument, { input: { userId, lastName: null } }).catch((each) => each);
  assert.deepEqual(Object.keys(fieldErrors(refused)), ['input.lastName']);

  const input = { name: 'Card', affiliation: 'OWNER', type: 'CARD', number: '1234', holderId: userId };
  const { createIdentifier } = await client.mutate(CreateIdentifierDocument, { input });
  const update = async (change) => (await client.mutate(UpdateIdentifierDocument, { input: { identifierId: createIdentifier.identifier.id, ...change } })).updateIdentifier.identifier;
  assert.equal((await update({ name: 'Blue card' })).holderId, userId);
  assert.equal((await update({ holderId: null })).holderId, null);
  assert.equal((await update({ holderId: userId })).holderId, userId);
});

test('signal: an aborted request throws the reason, and is not sent again', async () => {
  const controller = new AbortController();
  const { client: other, sent } = clientOf(server, { waitMs: 60_000, maxWaitMs: 60_000, fetch: async () => { controller.abort(new Error('enough')); return new Response('', { status: 503 }); } });
  await assert.rejects(other.query(ViewerDocument, {}, { signal: controller.signal }), { message: 'enough' });
  assert.equal(sent.length, 1);
  const { fetch, sent: none } = recorder();
  await assert.rejects(createClient({ endpoint: server.endpoint, fetch }).query(ViewerDocument, {}, { signal: AbortSignal.abort(new Error('never')) }), { message: 'never' });
  assert.equal(none.length, 1);
});

test('documents: all of them are trusted by their IDs, and no others', async () => {
  const manifest = fileURLToPath(import.meta.resolve('accessgraph/persisted-documents.json'));
  const strict = await start({ ACCESSGRAPH_TRUSTED_DOCUMENTS: manifest, ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE: 'enforce' });
  const { client: byId, sent } = clientOf(strict, { documentIds: true });
  assert.ok((await byId.query(ViewerDocument)).viewer);
  assert.equal(sent[0].body.query, undefined);
  await assert.rejects(clientOf(strict).client.query(ViewerDocument), { reason: 'OPERATION_NOT_ALLOWED' });
});
