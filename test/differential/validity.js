// Validity, and coercion: what one judge lets execute, the other must, too, and with the same arguments.

import { parse, print, visit } from 'graphql';

import { differenceOf } from './differences.js';
import { broken, requestsOfEveryType, tokensOf, validRequest } from './documents.js';
import { differingArguments } from './arguments.js';
import { judge } from './judge.js';
import { randomSource } from './random.js';

// More than that are variations of a few.
const mostDisagreements = 10;

/** Compares the judges on generated requests; returns how many there were of each kind, and on which they disagreed. */
export async function compareValidity(api, schema, seed, count) {
  const tally = { valid: 0, invalid: 0, deliberate: {} };
  const disagreements = [];
  for (const request of requests(schema, seed, count)) {
    if (disagreements.length >= mostDisagreements) break;
    const verdict = await compare(api, schema, request);
    if (verdict.difference) tally.deliberate[verdict.difference] = (tally.deliberate[verdict.difference] ?? 0) + 1;
    else if (verdict.problem) disagreements.push(await smallest(api, schema, request, verdict));
    else tally[verdict.valid ? 'valid' : 'invalid']++;
  }
  return { tally, disagreements };
}

function* requests(schema, seed, count) {
  yield* requestsOfEveryType(randomSource(seed), schema);
  for (let number = 0; number < count; number++) {
    const random = randomSource(seed * 1_000_003 + number);
    const request = validRequest(random, schema);
    yield random.chance(0.6) ? broken(random, request) : request;
  }
}

/** What the judges say of a request: a problem when they disagree, and the deliberate difference that explains it. */
export async function compare(api, schema, request) {
  const theirs = judge(schema, request);
  const ours = await api.ask(request);
  const valid = !theirs.errors;
  const told = ours.body.errors?.map((error) => error.message) ?? [];
  if (ours.status !== (valid ? 200 : 400)) {
    const problem = `graphql-js: ${theirs.errors?.join('; ') ?? 'valid'}\nthe API: ${ours.status} ${told.join('; ')}`;
    return { valid, problem, difference: differenceOf(theirs, ours) };
  }
  return { valid, problem: valid ? differingArguments(schema, theirs, ours) : undefined };
}

/** Leaves out parts of a request for as long as the judges disagree in the same way: what is left shows why. */
async function smallest(api, schema, request, verdict) {
  let best = { request, ...verdict };
  const attempt = async (smaller) => {
    const other = await compare(api, schema, smaller);
    const same = other.problem !== undefined && !other.difference && other.valid === verdict.valid;
    if (same) best = { request: smaller, ...other };
    return same;
  };
  for (let progress = true; progress;) {
    progress = false;
    for (const query of withoutOnePart(best.request.query)) {
      if (query.length < best.request.query.length && (await attempt({ ...best.request, query }))) {
        progress = true;
        break;
      }
    }
  }
  for (const name of Object.keys(request.variables)) {
    const { [name]: _, ...variables } = best.request.variables;
    await attempt({ ...best.request, variables });
  }
  return best;
}

/** The document without one of its parts, in turn; without some of its tokens when it cannot be parsed. */
function* withoutOnePart(query) {
  let document;
  try {
    document = parse(query, { noLocation: true });
  } catch {
    yield* withoutTokens(query);
    return;
  }
  let count = 0;
  visit(document, { enter: (_, key) => { if (typeof key === 'number') count++; } });
  for (let left = 0; left < count; left++) {
    let at = 0;
    yield print(visit(document, { enter: (_, key) => (typeof key === 'number' && at++ === left ? null : undefined) }));
  }
}

function* withoutTokens(query) {
  const tokens = tokensOf(query) ?? [...query];
  const glue = tokensOf(query) ? ' ' : '';
  for (let size = tokens.length >> 1; size >= 1; size = size > 4 ? size >> 1 : size - 1) {
    for (let at = 0; at + size <= tokens.length; at++) yield tokens.toSpliced(at, size).join(glue);
  }
}
