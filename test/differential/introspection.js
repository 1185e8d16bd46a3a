// Introspection: both judges answer it alike, but for the order of lists, which the specification leaves open.

import { execute, getIntrospectionQuery } from 'graphql';

import { otherDescriptions } from './differences.js';
import { introspectionRequest } from './documents.js';
import { judge } from './judge.js';
import { randomSource } from './random.js';

const everything = getIntrospectionQuery({
  descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true, typeDepth: 12,
});

/** Compares the answers to the full introspection query and to generated ones. */
export async function compareIntrospection(api, schema, seed, count) {
  const wordings = await wordingsOf(api, schema);
  const disagreements = [];
  let compared = 0;
  for (let number = -1; number < count; number++) {
    const request = number < 0 ? { query: everything, variables: {} } : introspectionRequest(randomSource(seed * 1_000_003 + number), schema);
    const theirs = judge(schema, request);
    const ours = await api.ask(request);
    if (theirs.errors || ours.status !== 200) continue;
    compared++;
    const answer = execute({
      schema, document: theirs.document, variableValues: request.variables, operationName: request.operationName,
    });
    const problem = firstDifference(canonical(answer.data, wordings), canonical(ours.body.data, wordings));
    if (problem) disagreements.push({ request, problem });
  }
  return { compared, disagreements };
}

/** The wordings of the API for built-in types, and those of graphql-js for the same. */
async function wordingsOf(api, schema) {
  const query = `{${otherDescriptions.map((name) => `${name}: __type(name: "${name}") {description}`).join(' ')}}`;
  const { body } = await api.ask({ query, variables: {} });
  return new Map(otherDescriptions.map((name) => [body.data[name].description, schema.getType(name).description]));
}

/** The answer with its lists in one order, and in one wording. */
function canonical(value, wordings) {
  if (typeof value === 'string') return wordings.get(value) ?? value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const elements = value.map((each) => canonical(each, wordings));
    return elements.map((each) => [JSON.stringify(each), each]).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, canonical(each, wordings)]));
}

function firstDifference(theirs, ours, path = '') {
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return undefined;
  if (theirs && ours && typeof theirs === 'object' && typeof ours === 'object') {
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
      const found = firstDifference(theirs[key], ours[key], `${path}.${key}`);
      if (found) return found;
    }
  }
  return `${path}\ngraphql-js: ${JSON.stringify(theirs)}\nthe API: ${JSON.stringify(ours)}`;
}
