// Writes what caches must know of the schema: src/generated/reasons.ts, apollo.ts and urql.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { getNamedType, introspectionFromSchema } from 'graphql';
import { minifyIntrospectionQuery } from '@urql/introspection';
import { connectionsOf, fieldsOf, folder, hasId, interfaceTypes, isObjectList, isRoot, lookups, objectTypes, roots, schema } from './schema.js';

const output = `${folder}src/generated/`;
mkdirSync(output, { recursive: true });

/** Writes a module of constants. */
function write(name, constants) {
  const lines = Object.entries(constants).map(([constant, value]) => `export const ${constant} = ${JSON.stringify(value, null, 1)} as const;\n`);
  writeFileSync(`${output}${name}.ts`, `// Written by scripts/cache.js from schema.graphql.\n${lines.join('\n')}`);
}

const toObject = (types, value) => Object.fromEntries(types.map((type) => [type.name, value(type)]).filter(([, each]) => each !== undefined));
const orNothing = (list) => (list.length > 0 ? list : undefined);
const inTypes = [...objectTypes, ...interfaceTypes];
const connections = toObject(inTypes, (type) => {
  const keysByName = connectionsOf(type).map(({ name, keys }) => [name, keys]);
  return keysByName.length > 0 ? Object.fromEntries(keysByName) : undefined;
});
const withoutId = objectTypes.filter((type) => !isRoot(type) && !hasId(type)).map(({ name }) => name);

/** Returns the payload's objects of a mutation: `type` for the object it made, `field` for the ID of what it deleted. */
function consequences(field) {
  const payload = fieldsOf(getNamedType(field.type));
  const deleted = payload.find(({ name }) => /^deleted\w+Id$/.test(name));
  if (deleted !== undefined) {
    const type = schema.getType(deleted.name.replace(/^deleted(\w+)Id$/, '$1'));
    const typenames = objectTypes.includes(type) ? [type.name] : schema.getPossibleTypes(type).map(({ name }) => name);
    return { deletes: { field: deleted.name, typenames }, lists: listsOf(type) };
  }
  if (!field.name.startsWith('create')) return undefined;
  const created = payload.map((each) => getNamedType(each.type)).find((type) => 'getFields' in type && hasId(type));
  return { lists: listsOf(created) };
}

/** Returns the root lists of a type. */
function listsOf(type) {
  return connectionsOf(roots.query).filter((connection) => getNamedType(connection.type.getFields().nodes.type) === type).map(({ name }) => name);
}

write('reasons', { reasons: schema.getType('ErrorReason').getValues().map(({ name }) => name) });
write('apollo', {
  connections,
  lookups: lookups(),
  objectLists: toObject(inTypes, (type) => orNothing(fieldsOf(type).filter(isObjectList).map(({ name }) => name))),
  possibleTypes: toObject(interfaceTypes, (type) => schema.getPossibleTypes(type).map(({ name }) => name)),
  withoutId,
});
write('urql', {
  connections: toObject(objectTypes, ({ name }) => orNothing(Object.keys(connections[name] ?? {}))),
  consequences: Object.fromEntries(fieldsOf(roots.mutation).map((field) => [field.name, consequences(field)]).filter(([, each]) => each !== undefined)),
  lookups: lookups(),
  withoutId,
});
writeFileSync(`${output}introspection.ts`, `// Written by scripts/cache.js from schema.graphql.
import type { CacheExchangeOpts } from "@urql/exchange-graphcache";

const schema: NonNullable<CacheExchangeOpts["schema"]> = ${JSON.stringify(minifyIntrospectionQuery(introspectionFromSchema(schema)))};

export default schema;
`);
