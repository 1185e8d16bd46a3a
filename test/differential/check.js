// Compares the API with graphql-js, the reference implementation:
//
//   node check.js PROGRAM SCHEMA [COUNT [SEED]]
//
// PROGRAM is what `go build ./test/differential` gives, SCHEMA a file with what `accessgraph schema` prints. It generates COUNT
// requests (4,000 unless given), and a quarter as many of introspection; the same ones for the same SEED.

import { readFileSync } from 'node:fs';

import { differences } from './differences.js';
import { compareIntrospection } from './introspection.js';
import { referenceSchema, startAPI } from './judge.js';
import { compare, compareValidity } from './validity.js';

const [program, sdl, count = '4000', seed = '1'] = process.argv.slice(2);
const schema = referenceSchema(readFileSync(sdl, 'utf8'));
const api = startAPI(program);
let failed = false;

const report = ({ request, problem }) => {
  failed = true;
  console.log(`\nThey disagree on ${JSON.stringify(request.variables)}\n${request.query}\n${problem}`);
};

const validity = await compareValidity(api, schema, Number(seed), Number(count));
validity.disagreements.forEach(report);
const { valid, invalid, deliberate } = validity.tally;
console.log(`${valid} requests valid for both, ${invalid} for neither; deliberate differences: ${JSON.stringify(deliberate)}`);
if (valid < count / 10 || invalid < count / 10) {
  failed = true;
  console.log('The generator makes too few of one kind to prove anything.');
}

const introspection = await compareIntrospection(api, schema, Number(seed), Number(count) / 4);
introspection.disagreements.slice(0, 10).forEach(report);
console.log(`${introspection.compared} answers of introspection compared`);

for (const { name, example } of differences) {
  if ((await compare(api, schema, example)).difference !== name) {
    failed = true;
    console.log(`The deliberate difference "${name}" is none any more: take it out of differences.js.`);
  }
}

await api.close();
process.exit(failed ? 1 : 0);
