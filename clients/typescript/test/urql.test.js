// urql with graphcache as this package configures it, on the built program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import * as kit from 'accessgraph';
import { cacheOptions } from 'accessgraph/urql';
import { clientOf, createCustomers, recorder, start } from './server.js';

const server = await start();
const ids = await createCustomers(clientOf(server).client, 7);

/** Returns a client of urql, and the requests that it sent. */
function urql() {
  const { sent, fetch } = recorder();
  const exchanges = [cacheExchange(cacheOptions), fetchExchange];
  const client = new Client({ url: server.endpoint, exchanges, preferGetMethod: false, fetch: kit.createFetch({ fetch }), fetchOptions: { headers: { 'X-API-Key': server.key } } });
  return { sent, client };
}

/** Runs a test that fails for everything that is written to the console, and if it waits for ever. */
function quietly(name, action) {
  test(name, { timeout: 30_000 }, async (context) => {
    const remarks = ['warn', 'error'].map((method) => context.mock.method(console, method, () => {}));
    await action();
    assert.deepEqual(remarks.flatMap(({ mock }) => mock.calls.map((call) => call.arguments)), []);
  });
}

const nodesOf = ({ nodes }) => nodes.map(({ id }) => id);

for (const [size, cursor, end] of [['first', 'after', 'endCursor'], ['last', 'before', 'startCursor']]) {
  quietly(`pages: three are one list, by ${size}`, async () => {
    const { client } = urql();
    let position = {};
    for (const length of [3, 6, 7]) {
      const { data, error } = await client.query(kit.CustomersDocument, { [size]: 3, ...position, withTotalCount: true }).toPromise();
      assert.equal(error, undefined);
      assert.deepEqual(nodesOf(data.customers), size === 'first' ? ids.slice(0, length) : ids.slice(-length));
      assert.equal(data.customers.totalCount, 7);
      position = { [cursor]: data.customers.pageInfo[end] };
    }
  });
}

quietly('lookup: an object of a list is not read again by its ID', async () => {
  const { client, sent } = urql();
  await client.query(kit.CustomersDocument, { first: 7 }).toPromise();
  const { data } = await client.query(kit.CustomerDocument, { customerId: ids[3] }).toPromise();
  assert.equal(data.customer.name, '4');
  assert.equal(sent.length, 1);
});

quietly('lookup: an object that does not exist is an error, once', async () => {
  const { client, sent } = urql();
  const { error } = await client.query(kit.CustomerDocument, { customerId: 'none' }).toPromise();
  assert.equal(kit.toAccessgraphError(error).reason, 'CUSTOMER_NOT_FOUND');
  assert.equal(sent.length, 1);
});

quietly('mutation: an update reaches the list, a creation and a deletion read it anew', async () => {
  const { client, sent } = urql();
  const names = [];
  client.query(kit.AccessRulesDocument, { first: 25 }).subscribe(({ data, stale }) => { if (!stale) names.push(data.accessRules.nodes.map(({ name }) => name)); });
  const until = (expected) => new Promise((resolve) => {
    const { unsubscribe } = client.query(kit.AccessRulesDocument, { first: 25 }).subscribe(({ data, stale }) => {
      if (!stale && JSON.stringify(data.accessRules.nodes.map(({ name }) => name)) === JSON.stringify(expected)) queueMicrotask(() => { unsubscribe(); resolve(); });
    });
  });
  await until([]);
  const { data: { createAccessRule: { accessRule } } } = await client.mutation(kit.CreateAccessRuleDocument, { input: { name: 'Gate', description: '', settings: [{ reader: 'a', relays: [1] }] } }).toPromise();
  await until(['Gate']);
  await client.mutation(kit.UpdateAccessRuleDocument, { input: { accessRuleId: accessRule.id, name: 'Front gate' } }).toPromise();
  await until(['Front gate']);
  await client.mutation(kit.DeleteAccessRuleDocument, { input: { accessRuleId: accessRule.id } }).toPromise();
  await until([]);
  assert.deepEqual(names.at(-1), []);
  assert.ok(sent.every(({ key }) => /^[0-9a-f]{32}$/.test(key)));
});

quietly('every list and the viewer, with everything that the documents select', async () => {
  const { client } = urql();
  const { createUser } = await clientOf(server).client.mutate(kit.CreateUserDocument, { input: { firstName: 'Nora', lastName: 'Operator', customerId: ids[0] } });
  await clientOf(server).client.mutate(kit.CreateUserAccessDocument, { input: { userId: createUser.user.id, type: { api: { name: 'Backup' } } } });
  for (const [name, document] of Object.entries(kit).filter(([, value]) => value?.kind === 'Document')) {
    const [operation] = document.definitions.filter(({ kind, operation: kindOfOperation }) => kind === 'OperationDefinition' && kindOfOperation === 'query');
    if (operation === undefined || operation.variableDefinitions?.some(({ type, defaultValue }) => type.kind === 'NonNullType' && defaultValue === undefined)) continue;
    const { error } = await client.query(document, {}).toPromise();
    assert.equal(error, undefined, name);
  }
});

quietly('errors: those of urql are read as well', async () => {
  const { client } = urql();
  const { error } = await client.mutation(kit.CreateCustomerDocument, { input: { name: '' } }).toPromise();
  assert.deepEqual(Object.keys(kit.fieldErrors(error)), ['input.name']);
  assert.equal(kit.toAccessgraphError(error).reason, 'DATA_NOT_VALID');
});
