// Apollo Client with the policies of this package, on the built program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import {
  CreateAccessRuleDocument, CreateCustomerDocument, CreateUserDocument, createFetch, CustomerDocument, CustomersDocument, DeleteAccessRuleDocument,
  AccessRulesDocument, fieldErrors, toAccessgraphError, UpdateAccessRuleDocument, UpdateUserDocument, UserDocument,
} from 'accessgraph';
import { possibleTypes, typePolicies } from 'accessgraph/apollo';
import { parse } from 'graphql';
import { filter, firstValueFrom } from 'rxjs';
import { clientOf, createCustomers, recorder, start } from './server.js';

const server = await start();
const ids = await createCustomers(clientOf(server).client, 7);

/** Returns an Apollo Client, the requests that it sent, and the warnings of the console while the action ran. */
function apollo() {
  const { sent, fetch } = recorder();
  const link = new HttpLink({ uri: server.endpoint, fetch: createFetch({ fetch }), headers: { 'X-API-Key': server.key } });
  return { sent, client: new ApolloClient({ link, cache: new InMemoryCache({ typePolicies: typePolicies(), possibleTypes }) }) };
}

/** Runs a test that fails for everything that is written to the console, and if it waits for ever. */
function quietly(name, action) {
  test(name, { timeout: 30_000 }, async (context) => {
    const remarks = ['warn', 'error'].map((method) => context.mock.method(console, method, () => {}));
    await action();
    assert.deepEqual(remarks.flatMap(({ mock }) => mock.calls.map((call) => call.arguments)), []);
  });
}

const selecting = (selection) => parse(`query List($first: Int, $after: String, $last: Int, $before: String, $filter: CustomerFilter) {
  customers(first: $first, after: $after, last: $last, before: $before, filter: $filter) { ${selection} pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }
}`);
const nodesOf = ({ nodes }) => nodes.map(({ id }) => id);
const edgesOf = ({ edges }) => edges.map(({ node }) => node.id);

for (const [name, selection, idsOf] of [
  ['nodes', 'nodes { id name }', nodesOf],
  ['edges', 'edges { cursor node { id name } }', edgesOf],
  ['edges without cursors, and nodes', 'edges { node { id } } nodes { id name }', (list) => { assert.deepEqual(edgesOf(list), nodesOf(list)); return nodesOf(list); }],
]) {
  quietly(`pages: three of ${name} are one list, in both directions`, async () => {
    for (const [size, cursor, end] of [['first', 'after', 'endCursor'], ['last', 'before', 'startCursor']]) {
      const { client } = apollo();
      const options = { query: selecting(selection), variables: { [size]: 3 } };
      const list = client.watchQuery(options);
      const subscription = list.subscribe(() => {});
      await firstValueFrom(list.pipe(filter(({ loading }) => !loading)));
      const read = () => client.readQuery(options).customers;
      for (const length of [6, 7]) {
        await list.fetchMore({ variables: { [cursor]: read().pageInfo[end] } });
        assert.deepEqual(idsOf(read()), size === 'first' ? ids.slice(0, length) : ids.slice(-length));
        assert.equal(read().totalCount, 7);
      }
      assert.deepEqual([read().pageInfo.hasNextPage, read().pageInfo.hasPreviousPage], [false, false]);
      await firstValueFrom(list.pipe(filter(({ data }) => idsOf(data.customers).length === 7)));
      subscription.unsubscribe();
    }
  });
}

quietly('pages: another filter is another list, and a page that is read again replaces those after it', async () => {
  const { client } = apollo();
  const query = selecting('nodes { id }');
  const read = async (variables) => nodesOf((await client.query({ query, variables, fetchPolicy: 'network-only' })).data.customers);
  const first = (await client.query({ query, variables: { first: 3 } })).data.customers;
  await read({ first: 3, after: first.pageInfo.endCursor });
  assert.deepEqual(await read({ first: 3, filter: { nameStartsWith: '7' } }), [ids[6]]);
  assert.deepEqual(await read({ first: 2, after: first.pageInfo.endCursor }), ids.slice(0, 5));
  assert.deepEqual(await read({ first: 3 }), ids.slice(0, 3));
});

quietly('pages: two components that select nodes and edges of one list do not take it from each other', async () => {
  const { client, sent } = apollo();
  await client.query({ query: selecting('edges { cursor node { id name } }'), variables: { first: 3 } });
  await client.query({ query: selecting('nodes { id name }'), variables: { first: 3 } });
  assert.equal(sent.length, 1);
  await client.query({ query: selecting('nodes { id name }'), variables: { first: 3 }, fetchPolicy: 'network-only' });
  await client.query({ query: selecting('edges { cursor node { id name } }'), variables: { first: 3 } });
  assert.equal(sent.length, 2);
});

quietly('lookup: an object of a list is not read again by its ID', async () => {
  const { client, sent } = apollo();
  await client.query({ query: CustomersDocument, variables: { first: 7 } });
  const { data } = await client.query({ query: CustomerDocument, variables: { customerId: ids[3] } });
  assert.equal(data.customer.name, '4');
  assert.equal(sent.length, 1);
});

quietly('parts: another selection of an object without an ID adds to it', async () => {
  const { client, sent } = apollo();
  const whole = { query: CustomerDocument, variables: { customerId: ids[0] } };
  const { data } = await client.query(whole);
  await client.query({ query: parse('query($id: ID!) { customer(customerId: $id) { id createdBy { applicationName } } }'), variables: { id: ids[0] }, fetchPolicy: 'network-only' });
  assert.deepEqual((await client.query(whole)).data, data);
  assert.equal(sent.length, 2);
});

quietly('mutation: an update reaches what shows the object, a creation and a deletion the list', async () => {
  const { client, sent } = apollo();
  const { data: { createUser: { user } } } = await client.mutate({ mutation: CreateUserDocument, variables: { input: { firstName: 'Nora', lastName: 'Operator', customerId: ids[0] } } });
  await client.query({ query: UserDocument, variables: { userId: user.id } });
  await client.mutate({ mutation: UpdateUserDocument, variables: { input: { userId: user.id, lastName: 'Byron' } } });
  assert.equal(client.readQuery({ query: UserDocument, variables: { userId: user.id } }).user.lastName, 'Byron');
  assert.ok(sent.every(({ key }) => /^[0-9a-f]{32}$/.test(key)));

  const settings = [{ reader: 'a', relays: [1] }, { reader: 'b', relays: [1, 2] }];
  const query = { query: AccessRulesDocument, variables: { first: 25 } };
  await client.query(query);
  const { data: { createAccessRule: { accessRule } } } = await client.mutate({
    mutation: CreateAccessRuleDocument, variables: { input: { name: 'Gate', description: '', settings } },
    update: (cache, { data }) => cache.updateQuery(query, ({ accessRules }) => ({ accessRules: { ...accessRules, nodes: [...accessRules.nodes, data.createAccessRule.accessRule] } })),
  });
  assert.deepEqual(nodesOf(client.readQuery(query).accessRules), [accessRule.id]);
  await client.mutate({ mutation: UpdateAccessRuleDocument, variables: { input: { accessRuleId: accessRule.id, settings: settings.slice(1) } } });
  assert.deepEqual(client.readQuery(query).accessRules.nodes[0].settings.map(({ reader }) => reader), ['b']);
  await client.mutate({
    mutation: DeleteAccessRuleDocument, variables: { input: { accessRuleId: accessRule.id } },
    update: (cache, { data }) => cache.evict({ id: cache.identify({ __typename: 'AccessRule', id: data.deleteAccessRule.deletedAccessRuleId }) }),
  });
  assert.deepEqual(nodesOf(client.readQuery(query).accessRules), []);
});

quietly('errors: those of Apollo Client are read as well', async () => {
  const { client } = apollo();
  const error = await client.mutate({ mutation: CreateCustomerDocument, variables: { input: { name: '' } } }).catch((each) => each);
  assert.deepEqual(Object.keys(fieldErrors(error)), ['input.name']);
  const missing = await client.query({ query: UserDocument, variables: { userId: 'none' } }).catch((each) => each);
  assert.equal(toAccessgraphError(missing).code, 'NOT_FOUND');
});
