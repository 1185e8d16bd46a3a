// Every root field of the schema has a document, and no reason of the schema is the one that stands for the others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as kit from 'accessgraph';
import { schema as shipped, keys } from 'accessgraph/urql';
import { possibleTypes, typePolicies } from 'accessgraph/apollo';
import { buildSchema, isInputObjectType, isObjectType, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { roots, schema, text } from '../scripts/schema.js';

const isOperation = ({ kind }) => kind === 'OperationDefinition';
const operations = Object.values(kit).filter((value) => value?.kind === 'Document' && value.definitions.some(isOperation));

test('documents: one for every root field', () => {
  const selected = operations.flatMap(({ definitions }) => definitions.filter(isOperation))
    .map(({ operation, selectionSet }) => `${operation} ${selectionSet.selections.map(({ name }) => name.value).join()}`);
  const expected = Object.entries(roots).flatMap(([kind, root]) => Object.keys(root.getFields()).map((field) => `${kind} ${field}`));
  assert.deepEqual(selected.sort(), expected.sort());
});

test('documents: all are valid', () => {
  for (const document of operations) assert.deepEqual(validate(schema, document), []);
});

test('documents: no field needs a scope beside that of its root field', () => {
  const restricted = [];
  for (const document of operations) {
    const types = new TypeInfo(schema);
    visit(document, visitWithTypeInfo(types, { Field: ({ name }) => {
      const isNested = !Object.values(roots).includes(types.getParentType());
      if (isNested && types.getFieldDef().astNode?.directives.some((directive) => directive.name.value === 'requiresScope')) restricted.push(name.value);
    } }));
  }
  assert.deepEqual(restricted, []);
});

test('schema: the file of the package is the committed one, with @oneOf', () => {
  const file = readFileSync(fileURLToPath(import.meta.resolve('accessgraph/schema.graphql')), 'utf8');
  assert.equal(file, text);
  const oneOf = Object.values(buildSchema(file).getTypeMap()).filter((type) => isInputObjectType(type) && type.isOneOf);
  assert.deepEqual(oneOf.map(({ name }) => name).sort(), ['PassageChangeInput', 'PassageIdentifierInput', 'UserAccessTypeInput']);
});

test('reasons: UNKNOWN is none of the schema', () => {
  for (const name of ['ErrorReason', 'ErrorCode']) assert.equal(schema.getType(name).getValue('UNKNOWN'), undefined);
});

test('caches: each object type without an ID is known to both', () => {
  const root = new Set(Object.values(roots));
  const expected = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !root.has(type) && !('id' in type.getFields())).map(({ name }) => name).sort();
  assert.deepEqual(Object.keys(keys).sort(), expected);
  assert.ok(Object.values(keys).every((key) => key() === null));
  assert.deepEqual(Object.entries(typePolicies()).filter(([, policy]) => policy.merge === true).map(([name]) => name).sort(), expected);
  assert.deepEqual(possibleTypes.IdentifierHolder.toSorted(), ['ExternalPersonalIdentity', 'User']);
  assert.ok(shipped.__schema.types.length > 100);
});

test('pages: the list of types without an ID is that of the schema', () => {
  const page = readFileSync(new URL('../../../docs/clients/caching.md', import.meta.url), 'utf8');
  const listed = page.split('\n').filter((line) => /^\| `\w+` \|/.test(line)).map((line) => line.split('`')[1]);
  const expected = Object.keys(keys).filter((name) => !/(Payload|Connection|Edge)$/.test(name));
  assert.deepEqual(listed.sort(), expected.sort());
});
