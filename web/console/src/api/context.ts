import { createContext, useContext } from 'react';
import type { Client } from 'accessgraph';
import type { ViewerQuery } from '../gql/graphql';

/** What every page knows: the client of the API, and who is calling. */
export interface Session {
  client: Client;
  viewer: ViewerQuery['viewer'];
  /** Forgets the key. */
  leave: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('A page is shown outside of a session.');
  }
  return session;
}

export type Scope = ViewerQuery['viewer']['scopes'][number];

/** Whether a key may do what a scope allows: a scope to write includes the one to read. The server decides; this hides what it would refuse. */
export const isAllowed = (scopes: readonly Scope[], scope: Scope): boolean => scopes.includes(scope) || scopes.includes(scope.replace(/_READ$/, '_WRITE') as Scope);

/** Whether the key of this session may do what a scope allows. */
export function useMay(scope: Scope): boolean {
  return isAllowed(useSession().viewer.scopes, scope);
}
