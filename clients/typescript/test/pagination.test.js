// Lists as async iterators.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CustomersDocument, CustomerDocument, nodes, pages } from 'accessgraph';
import { clientOf, createCustomers, start } from './server.js';

const { client, sent } = clientOf(await start());
const ids = await createCustomers(client, 7);
const select = ({ customers }) => customers;

async function collect(iterator, map = (each) => each) {
  const items = [];
  for await (const item of iterator) items.push(map(item));
  return items;
}

test('nodes: forward, and backward in the reverse order', async () => {
  assert.deepEqual(await collect(nodes(client, CustomersDocument, { first: 3 }, select), ({ id }) => id), ids);
  assert.deepEqual(await collect(nodes(client, CustomersDocument, { last: 3 }, select), ({ id }) => id), ids.toReversed());
});

test('nodes: from a cursor', async () => {
  const [first] = await collect(pages(client, CustomersDocument, { first: 2 }, select));
  const after = first.pageInfo.endCursor;
  assert.deepEqual(await collect(nodes(client, CustomersDocument, { first: 3, after }, select), ({ id }) => id), ids.slice(2));
});

test('pages: each as the server returns it, with a total if it is selected', async () => {
  const sizes = await collect(pages(client, CustomersDocument, { first: 3, withTotalCount: true }, select), (page) => [page.nodes.length, page.totalCount]);
  assert.deepEqual(sizes, [[3, 7], [3, 7], [1, 7]]);
  assert.deepEqual(await collect(pages(client, CustomersDocument, { last: 4 }, select), (page) => page.nodes.map(({ id }) => id)), [ids.slice(3), ids.slice(0, 3)]);
});

test('pages: one request at a time, when the loop asks', async () => {
  const before = sent.length;
  for await (const { id } of nodes(client, CustomersDocument, { first: 2 }, select)) {
    if (id === ids[2]) break;
  }
  assert.equal(sent.length - before, 2);
});

test('pages: nothing of a list that is null, and errors as they are', async () => {
  assert.deepEqual(await collect(pages(client, CustomerDocument, { customerId: ids[0] }, ({ customer }) => customer.users)), []);
  await assert.rejects(collect(pages(client, CustomersDocument, { first: 0 }, select)), { reason: 'PAGE_SIZE_NOT_VALID' });
});
