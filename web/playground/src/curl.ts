import { Kind, parse } from 'graphql';
import type { Carried } from './carried';
import type { Json } from './start';

/** The command that sends a request as the page does. The error says why there is none. */
export function curlCommand(origin: string, query: string, variables: string, operationName: string | null, carried: Carried): string {
  const name = namesOf(query).find((each) => each === operationName);
  const body = { query, operationName: name, variables: variables.trim() === '' ? undefined : carried.fill(parseJson(variables)) };
  return [
    `curl -sS ${quote(`${origin}/graphql`)}`,
    `-H "X-API-Key: $API_KEY"`,
    `-H 'Content-Type: application/json'`,
    `--data-raw ${quote(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

/** The names of the operations of a document. The editor tells which one is chosen a little after the document has changed. */
function namesOf(query: string): string[] {
  try {
    return parse(query).definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION && each.name ? [each.name.value] : []));
  } catch {
    return []; // the server says what is wrong with it
  }
}

function parseJson(variables: string): Json {
  try {
    return JSON.parse(variables) as Json;
  } catch {
    throw new Error('The variables are not JSON.');
  }
}

/** A word of a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
