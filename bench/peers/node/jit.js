// graphql-jit behind Node's own HTTP server, with DataLoader: each document is parsed, validated and compiled once. Its own JSON
// serializer knows no custom scalars, such as DateTime, so JSON.stringify stays.
import { createServer } from 'node:http';
import { parse, validate } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { listen, logRequest, store } from './lib/peer.js';
import { contextOf, schema } from './lib/schema.js';

const served = schema();
const compiled = new Map();

/** Returns the compiled operation, or what its execution would return where the document is not valid. */
function compile(query, operationName) {
  const cached = compiled.get(query);
  if (cached) return cached;
  const document = parse(query);
  const errors = validate(served, document);
  if (errors.length > 0) return { errors };
  const operation = compileQuery(served, document, operationName);
  if (isCompiledQuery(operation)) compiled.set(query, operation);
  return operation;
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function answer(request, noted) {
  const context = await contextOf(store, request.headers['x-api-key']);
  noted.applicationId = context.caller._id;
  const { query, operationName, variables } = await readBody(request);
  noted.operationName = operationName;
  const operation = compile(query, operationName);
  if (!isCompiledQuery(operation)) return JSON.stringify(operation);
  return operation.stringify(await operation.query(undefined, context, variables));
}

createServer(async (request, response) => {
  const started = performance.now();
  const noted = {};
  let status = 200;
  let body;
  try {
    body = await answer(request, noted);
  } catch (error) {
    status = error.extensions?.http?.status ?? 500;
    body = JSON.stringify({ errors: [{ message: error.message }] });
  }
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
  logRequest({ status, started, address: request.socket.remoteAddress, ...noted });
}).listen(listen.port, listen.host);
