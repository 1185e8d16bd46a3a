import type { Fetcher } from '@graphiql/toolkit';
import { buildClientSchema, type ExecutionResult, getIntrospectionQuery, GraphQLError, type IntrospectionQuery, printSchema } from 'graphql';
import { type Answers, errorsOf } from './answers';
import type { Carried } from './carried';
import type { Json } from './start';

/** Sends operations with the key, introspection included, fills the placeholders of their variables, and notes what came of them. */
export function createFetcher(key: string, carried: Carried, answers: Answers): Fetcher {
  return async ({ query, operationName, variables }, options) => {
    try {
      const filled = carried.fill(variables as Json | undefined);
      const { body, ...facts } = await send(key, { query, operationName, variables: filled }, options?.headers);
      carried.note(operationName, body as Json);
      answers.note(operationName, { ...facts, errors: errorsOf(body as Json) });
      return body as ExecutionResult;
    } catch (why) {
      // GraphiQL would show where in this page an error came from, which helps nobody.
      const message = problemOf(why);
      answers.note(operationName, { status: 0, milliseconds: 0, bytes: 0, errors: [{ message, reason: undefined, data: [] }] });
      return { errors: [new GraphQLError(message)] };
    }
  };
}

function problemOf(why: unknown): string {
  return why instanceof TypeError || why instanceof SyntaxError ? 'The server cannot be reached, or its answer cannot be read.' : (why as Error).message;
}

interface Response {
  body: { data?: Record<string, unknown>; errors?: { message: string }[] };
  status: number;
  milliseconds: number;
  bytes: number;
}

async function send(key: string, request: object, more: Record<string, string> = {}): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json', 'Content-Type': 'application/json' });
  if (key !== '') {
    headers.set('X-API-Key', key);
  }
  for (const [name, value] of Object.entries(more)) {
    headers.set(name, value);
  }
  const started = performance.now();
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(request) });
  const bytes = await response.arrayBuffer();
  const milliseconds = performance.now() - started;
  const body = JSON.parse(new TextDecoder().decode(bytes)) as Response['body'];
  return { body, status: response.status, milliseconds, bytes: bytes.byteLength };
}

/** Returns the data of a query of the page itself. The error is one to show. */
async function ask<T>(key: string, query: string): Promise<T> {
  const { body } = await send(key, { query }).catch((why: unknown) => Promise.reject(new Error(problemOf(why))));
  if (body.data === undefined || body.errors !== undefined) {
    throw new Error(body.errors?.[0]?.message ?? 'The server did not say why.');
  }
  return body.data as T;
}

/** What the server says about a key. */
export type Verdict = { good: true; caller: string } | { good: false; why: string };

export async function checkKey(key: string): Promise<Verdict> {
  try {
    const { viewer } = await ask<{ viewer: { application: { name: string }; company: { name: string } } }>(key, '{ viewer { application { name } company { name } } }');
    return { good: true, caller: `${viewer.application.name}, ${viewer.company.name}` };
  } catch (why) {
    return { good: false, why: (why as Error).message };
  }
}

/** An entry of the catalogue of errors. */
export interface CatalogueEntry {
  reason: string;
  code: string;
  status: number;
  message: string;
  description: string;
}

/** Loads the catalogue of errors, which needs no key. */
export async function loadCatalogue(): Promise<CatalogueEntry[]> {
  const { errorCatalog } = await ask<{ errorCatalog: CatalogueEntry[] }>('', 'query ErrorsOfThePage { errorCatalog { reason code status message description } }');
  return errorCatalog;
}

/** Loads the schema in the language of GraphQL. Unlike the one that GraphiQL has, it knows which inputs have exactly one field. */
export async function loadSchema(key: string): Promise<string> {
  const introspection = getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true, schemaDescription: true, specifiedByUrl: true });
  return `${printSchema(buildClientSchema(await ask<IntrospectionQuery>(key, introspection)))}\n`;
}
