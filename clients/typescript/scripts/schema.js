// The schema as the scripts read it: from the committed file, so that nothing of it is lost, such as @oneOf over introspection.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, getNamedType, getNullableType, isInterfaceType, isLeafType, isListType, isObjectType, isRequiredArgument } from 'graphql';

export const folder = fileURLToPath(new URL('..', import.meta.url));
export const text = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');
export const schema = buildSchema(text);
export const roots = { query: schema.getQueryType(), mutation: schema.getMutationType() };

const pageArguments = ['first', 'after', 'last', 'before'];
const named = (field) => getNamedType(field.type);

export const fieldsOf = (type) => Object.values(type.getFields());
export const hasId = (type) => 'id' in type.getFields();
export const isConnection = (type) => isObjectType(type) && 'pageInfo' in type.getFields();
export const isObjectList = (field) => isListType(getNullableType(field.type)) && !isLeafType(named(field));
export const objectTypes = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
export const interfaceTypes = Object.values(schema.getTypeMap()).filter(isInterfaceType);
export const isRoot = (type) => Object.values(roots).includes(type);

/** Reports whether every application that may read an object of the parent may read the field, and without arguments. */
export function isPlain(field) {
  const restricted = (field.astNode?.directives ?? []).some(({ name }) => name.value === 'requiresScope');
  return !restricted && field.deprecationReason == null && !field.args.some(isRequiredArgument);
}

/** Returns the connections of a type: each with the arguments that tell one list from another. */
export function connectionsOf(type) {
  return fieldsOf(type)
    .filter((field) => isConnection(named(field)))
    .map((field) => ({ name: field.name, type: named(field), keys: field.args.map(({ name }) => name).filter((name) => !pageArguments.includes(name)) }));
}

/** Returns the root fields that load one object by its ID, with the argument and the type. */
export function lookups() {
  return fieldsOf(roots.query)
    .filter((field) => isObjectType(named(field)) && hasId(named(field)) && field.args.length === 1 && String(field.args[0].type) === 'ID!')
    .map((field) => ({ name: field.name, argument: field.args[0].name, type: named(field).name }));
}
