// What breaks a client between two schemas, and the list of it in docs/schema-changes.md.

import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, isObjectType, print } from 'graphql';

const begin = '<!-- breaking changes: begin -->';
const end = '<!-- breaking changes: end -->';

/** A default that changes gives another meaning to requests that rely on it. GraphQL Inspector calls it dangerous only. */
const changedDefaults = [ChangeType.FieldArgumentDefaultChanged, ChangeType.InputFieldDefaultValueChanged];

/** breakingChanges returns a line for each change from one schema to another that breaks a client, in alphabetical order. */
export async function breakingChanges(oldText, newText) {
  const oldSchema = buildSchema(oldText);
  const newSchema = buildSchema(newText);
  const changes = await diff(oldSchema, newSchema);
  const messages = changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking || changedDefaults.includes(change.type))
    .map((change) => change.message);
  return [...new Set([...messages, ...tightened(oldSchema, newSchema)].map(lineOf))].sort();
}

/**
 * tightened returns a message for each field that needs a key or a scope which it did not need. GraphQL Inspector cannot
 * know that these directives decide who may select a field.
 */
function tightened(oldSchema, newSchema) {
  const messages = [];
  for (const oldType of Object.values(oldSchema.getTypeMap()).filter(isObjectType)) {
    const newType = newSchema.getType(oldType.name);
    if (!isObjectType(newType)) continue;
    for (const [name, oldField] of Object.entries(oldType.getFields())) {
      const newField = newType.getFields()[name];
      if (!newField) continue;
      const [before, after] = [permission(oldField), permission(newField)];
      if (before !== after && !isLooser(before, after)) {
        messages.push(`Field '${oldType.name}.${name}' changed its permission from '${before}' to '${after}'`);
      }
    }
  }
  return messages;
}

const permissions = ['public', 'authenticated', 'requiresScope'];

/** permission returns the directive that says who may select a field. */
function permission(field) {
  const directive = field.astNode?.directives.find(({ name }) => permissions.includes(name.value));
  return directive ? print(directive) : 'none of its own';
}

function isLooser(before, after) {
  if (after.startsWith('@public') || after === 'none of its own') return true;
  return after === '@authenticated' && before.startsWith('@requiresScope');
}

const lineOf = (message) => `- ${message.replaceAll(/\s+/g, ' ').replaceAll("'", '`')}.`;

/** listed returns the lines of the list in a page. */
export function listed(page) {
  const [from, to] = bounds(page);
  return page.slice(from, to).split('\n').filter((line) => line.trim() !== '');
}

/** withList returns a page with these lines for its list. */
export function withList(page, lines) {
  const [from, to] = bounds(page);
  return `${page.slice(0, from)}\n${lines.map((line) => `${line}\n`).join('')}${page.slice(to)}`;
}

function bounds(page) {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no list between "${begin}" and "${end}".`);
  return [from + begin.length, to];
}

/** compareLists returns the changes that a list lacks, and its lines that are no change or are there twice. */
export function compareLists(lines, changes) {
  const count = (list, line) => list.filter((other) => other === line).length;
  return {
    missing: changes.filter((line) => count(lines, line) === 0),
    stale: lines.filter((line, index) => count(changes, line) === 0 || lines.indexOf(line) !== index),
  };
}
