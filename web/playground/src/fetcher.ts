import type { Fetcher } from '@graphiql/toolkit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Carried } from './carried';
import type { Json } from './start';

/** Sends operations with the key, introspection included, and fills the placeholders of their variables. */
export function createFetcher(key: string, carried: Carried): Fetcher {
  return async ({ query, operationName, variables }, options) => {
    try {
      const filled = carried.fill(variables as Json | undefined);
      const answer = await send(key, { query, operationName, variables: filled }, options?.headers);
      carried.note(operationName, answer as Json);
      return answer as ExecutionResult;
    } catch (why) {
      // GraphiQL would show where in this page an error came from, which helps nobody.
      return { errors: [new GraphQLError(why instanceof TypeError || why instanceof SyntaxError ? unreachable : (why as Error).message)] };
    }
  };
}

const unreachable = 'The server cannot be reached, or its answer cannot be read.';

interface Answer {
  data?: Record<string, unknown>;
  errors?: { message: string }[];
}

async function send(key: string, body: object, more: Record<string, string> = {}): Promise<Answer> {
  const headers = new Headers({ Accept: 'application/json', 'Content-Type': 'application/json' });
  if (key !== '') {
    headers.set('X-API-Key', key);
  }
  for (const [name, value] of Object.entries(more)) {
    headers.set(name, value);
  }
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Answer;
}

/** What the server says about a key. */
export type Verdict = { good: true; caller: string } | { good: false; why: string };

export async function checkKey(key: string): Promise<Verdict> {
  try {
    const { data, errors } = await send(key, { query: '{ viewer { application { name } company { name } } }' });
    const viewer = data?.viewer as { application: { name: string }; company: { name: string } } | undefined;
    if (viewer === undefined || errors !== undefined) {
      return { good: false, why: errors?.[0]?.message ?? 'The server did not say why.' };
    }
    return { good: true, caller: `${viewer.application.name}, ${viewer.company.name}` };
  } catch {
    return { good: false, why: unreachable };
  }
}
