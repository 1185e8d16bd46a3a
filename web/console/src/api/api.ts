import { QueryClient } from '@tanstack/react-query';
import { AccessgraphError, type Client, createClient, TransportError } from 'accessgraph';

/** The endpoint beside the folder of this page, so that a prefix before both holds. */
const endpoint = new URL('../graphql', document.baseURI).href;

/** Returns a client of the API, with a key or without one. */
export function connect(apiKey?: string): Client {
  return createClient({ endpoint, ...(apiKey !== undefined && { apiKey }), attempts: 3 });
}

/** Returns a cache of what was read. It belongs to one key: another key sees another company. */
export function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The client has retried what can be retried.
      queries: { retry: false, staleTime: 10_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Whether the server says that there is no such object, or no longer. */
export const isGone = (error: unknown): boolean => error instanceof AccessgraphError && error.code === 'NOT_FOUND';

/** Whether there was no usable response. */
export const isOffline = (error: unknown): boolean => error instanceof TransportError;

/** Whether the key is missing, wrong, expired or revoked. */
export const isKeyRefused = (error: unknown): boolean => error instanceof AccessgraphError && error.code === 'INVALID_AUTHENTICATION';
