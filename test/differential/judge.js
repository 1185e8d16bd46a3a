// The two judges: graphql-js, and the API as a process that answers a line for a line.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { __Directive, __Schema, buildSchema, getOperationAST, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';

/** The schema of an SDL, with introspection as in September 2025: graphql-js has a later draft, in which directives can be deprecated. */
export function referenceSchema(sdl) {
  delete __Directive.getFields().isDeprecated;
  delete __Directive.getFields().deprecationReason;
  __Schema.getFields().directives.args = [];
  return buildSchema(sdl);
}

/** What graphql-js makes of a request: undefined errors when it may be executed. */
export function judge(schema, { query, variables, operationName }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { errors: [error.message] };
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors: errors.map((error) => error.message) };
  const operation = getOperationAST(document, operationName);
  if (!operation) return { errors: ['several operations'] };
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced.errors) return { errors: coerced.errors.map((error) => error.message) };
  return { document, operation, variables: coerced.coerced };
}

/** Starts the API; `ask` sends it a request, and `close` ends it. */
export function startAPI(program) {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()(JSON.parse(line)));
  const ended = new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the API ended with ${code}`));
    });
  });
  return {
    ask: (request) => Promise.race([
      ended.then(() => { throw new Error('the API ended early'); }),
      new Promise((resolve) => {
        waiting.push(resolve);
        child.stdin.write(`${typeof request === 'string' ? request : JSON.stringify(request)}\n`);
      }),
    ]),
    close: () => { child.stdin.end(); return ended; },
  };
}
