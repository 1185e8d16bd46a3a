// Writes operations/: a document for every root field of the schema. An object comes with its own values, and with the IDs and
// names of the objects next to it. Lists within objects, and fields that need a scope of their own, are left to documents of yours.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { getNamedType, isInterfaceType, isLeafType, isListType, isObjectType, parse, print } from 'graphql';
import { fieldsOf, folder, hasId, isConnection, isPlain, roots, schema } from './schema.js';

const names = ['name', 'firstName', 'lastName', 'code'];
const capitalized = (name) => name[0].toUpperCase() + name.slice(1);
const loadedByRoots = new Set(fieldsOf(roots.query).map((field) => getNamedType(field.type)));

/** Returns the selection of an object next to another: its ID and what it is called. */
function nearby(type) {
  const identity = fieldsOf(type).filter((field) => (field.name === 'id' || names.includes(field.name)) && isPlain(field)).map(({ name }) => name);
  return ['__typename', ...identity];
}

/** Returns the selection of an object without an ID, which is a part of the one that has it. */
function part(type) {
  return fieldsOf(type).filter(isPlain).flatMap((field) => {
    const fieldType = getNamedType(field.type);
    if (isLeafType(fieldType)) return [field.name];
    if (!isObjectType(fieldType) || hasId(fieldType) || isConnection(fieldType) || loadedByRoots.has(fieldType)) return [];
    return [`${field.name} { ${part(fieldType).join(' ')} }`];
  });
}

/** Returns the selection of a field of an object, or nothing. */
function within(field) {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return [field.name];
  if (isConnection(type)) return [];
  if (hasId(type) && loadedByRoots.has(type) || isInterfaceType(type)) return [`${field.name} { ${nearby(type).join(' ')} }`];
  if (loadedByRoots.has(type)) return [];
  return [`${field.name} { ${part(type).join(' ')} }`];
}

const own = (type) => fieldsOf(type).filter(isPlain).flatMap(within);

/** Returns the fragment of a type: what every document selects of its objects. */
function fragment(type) {
  const inherited = own(type);
  const others = isInterfaceType(type)
    ? schema.getPossibleTypes(type).map((each) => `... on ${each.name} { ${own(each).filter((selection) => !inherited.includes(selection)).join(' ')} }`)
    : [];
  return `fragment ${type.name}Fields on ${type.name} { __typename ${[...inherited, ...others].join(' ')} }`;
}

const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const ofAnyType = (type) => type.name === 'Node';

/** Returns the selection of what a root field returns. */
function selection(type, fragments) {
  if (ofAnyType(type)) {
    const each = schema.getPossibleTypes(type).map((possible) => [possible.name, nearby(possible).filter((name) => names.includes(name))]);
    return `{ __typename id ${each.filter(([, selected]) => selected.length > 0).map(([name, selected]) => `... on ${name} { ${selected.join(' ')} }`).join(' ')} }`;
  }
  if (isConnection(type)) {
    return `{ nodes ${selection(getNamedType(type.getFields().nodes.type), fragments)} ${pageInfo} totalCount @include(if: $withTotalCount) }`;
  }
  fragments.add(type);
  return `{ ...${type.name}Fields }`;
}

/** Returns the selection of a payload: the object that was changed as queries return it. */
function payload(type, fragments) {
  const selections = fieldsOf(type).filter(isPlain).flatMap((field) => {
    const fieldType = getNamedType(field.type);
    if (isLeafType(fieldType)) return [field.name];
    if (String(field.type).startsWith('[') || !loadedByRoots.has(fieldType)) return within(field);
    return [`${field.name} ${selection(fieldType, fragments)}`];
  });
  return `{ ${selections.join(' ')} }`;
}

/** Returns the document of a root field. */
function operation(kind, field, fragments) {
  const type = getNamedType(field.type);
  const variables = field.args.map((argument) => `$${argument.name}: ${argument.type}`);
  if (isConnection(type)) variables.push('$withTotalCount: Boolean! = false');
  const values = field.args.map(({ name }) => `${name}: $${name}`);
  const list = (entries) => (entries.length > 0 ? `(${entries.join(', ')})` : '');
  const body = kind === 'mutation' ? payload(type, fragments) : selection(type, fragments);
  return `${kind} ${capitalized(field.name)}${list(variables)} { ${field.name}${list(values)} ${body} }`;
}

const output = `${folder}operations/`;
rmSync(output, { recursive: true, force: true });
mkdirSync(output);
const fragments = new Set();
const write = (name, source) => writeFileSync(`${output}${name}.graphql`, `${print(parse(source))}\n`);
for (const [kind, root] of Object.entries(roots)) {
  for (const field of fieldsOf(root)) write(field.name, operation(kind, field, fragments));
}
write('fragments', [...fragments].map(fragment).join('\n'));
