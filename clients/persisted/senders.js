// Clients as applications configure them, whose requests are recorded.

import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { createPersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Returns a fetch that sends the key, and the list of what it sent: the method, whether with the text of a document, and the status. */
export function recorder(key) {
  const sent = [];
  const recording = async (address, { method = 'GET', headers, body }) => {
    const response = await fetch(address, { method, headers: { ...Object.fromEntries(new Headers(headers)), 'x-api-key': key }, body });
    const hasText = method === 'GET' ? new URL(address).searchParams.has('query') : JSON.parse(body).query !== undefined;
    sent.push(`${method} ${hasText ? 'text' : 'hash'} ${response.status}`);
    return response;
  };
  return { sent, fetch: recording };
}

/** Returns a function that sends a document by Apollo Client with persisted queries, and returns its data. */
export function apollo(endpoint, fetch, options) {
  const link = ApolloLink.from([createPersistedQueryLink({ sha256, ...options }), new HttpLink({ uri: endpoint, fetch })]);
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  return async (document, variables) => {
    const isMutation = document.definitions.some(({ operation }) => operation === 'mutation');
    const sending = isMutation
      ? client.mutate({ mutation: document, variables })
      : client.query({ query: document, variables, fetchPolicy: 'network-only' });
    return (await sending).data;
  };
}

/** Does the same by urql. */
export function urql(endpoint, fetch, options) {
  const exchanges = [persistedExchange({ enableForMutation: true, ...options }), fetchExchange];
  const client = new Client({ url: endpoint, exchanges, fetch, preferGetMethod: false });
  return async (document, variables) => {
    const isMutation = document.definitions.some(({ operation }) => operation === 'mutation');
    const { data, error } = await (isMutation ? client.mutation(document, variables) : client.query(document, variables)).toPromise();
    if (error) throw error;
    return data;
  };
}
