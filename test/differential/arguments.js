// Coercion: the arguments that a root field is executed with.

import { isInputObjectType, isListType, isNonNullType } from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { getArgumentValues } from 'graphql/execution/values.js';

/** What differs between the arguments that the judges execute root fields with; undefined when nothing does. */
export function differingArguments(schema, { document, operation, variables }, ours) {
  const root = schema.getRootType(operation.operation);
  const fragments = Object.fromEntries(
    document.definitions.filter((each) => each.kind === 'FragmentDefinition').map((each) => [each.name.value, each]),
  );
  const fields = [...collectFields(schema, fragments, variables, root, operation.selectionSet)];
  // The API answers introspection itself, and then echoes nothing.
  if (fields.some(([, [node]]) => node.name.value.startsWith('__'))) return undefined;
  for (const [name, [node]] of fields) {
    const field = root.getFields()[node.name.value];
    const theirs = argumentsOf(field, node, variables);
    const given = ours.body.data[name];
    const settled = given && Object.fromEntries(field.args.filter((each) => each.name in given)
      .map((each) => [each.name, settle(each.type, given[each.name])]));
    if (canonical(theirs) !== canonical(settled)) return `${name}\ngraphql-js: ${canonical(theirs)}\nthe API: ${canonical(settled)}`;
  }
  return undefined;
}

/** The arguments of a field; null when one of them is null and must not be. */
function argumentsOf(field, node, variables) {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return null;
  }
}

/** What the API reads from a value when it executes: one for a list, a number for an ID, and defaults of input fields. */
function settle(type, value) {
  if (isNonNullType(type)) return settle(type.ofType, value);
  if (value === null) return null;
  if (isListType(type)) return (Array.isArray(value) ? value : [value]).map((each) => settle(type.ofType, each));
  if (isInputObjectType(type)) {
    const members = Object.values(type.getFields())
      .map((field) => [field.name, field.name in value ? settle(field.type, value[field.name]) : field.defaultValue]);
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  }
  return type.name === 'ID' ? String(value) : value;
}

function canonical(value) {
  return JSON.stringify(value, (_, each) => {
    if (each === null || typeof each !== 'object' || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
