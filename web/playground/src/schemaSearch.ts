import type { DocExplorerNavStackItem } from '@graphiql/plugin-doc-explorer';
import { type GraphQLNamedType, type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

/** Something in the schema that has a name and a description. */
interface Entry {
  /** Its schema coordinate, such as Query.access(accessId:). */
  title: string;
  name: string;
  description: string;
  /** Where the documentation shows it: its type, and its field. */
  path: DocExplorerNavStackItem[];
}

const most = 50;

/** Everything in a schema that can be searched for. */
export function entriesOf(schema: GraphQLSchema): Entry[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => [entry(type.name, type, [item(type)]), ...membersOf(type)]);
}

function membersOf(type: GraphQLNamedType): Entry[] {
  if (isEnumType(type)) {
    return type.getValues().map((value) => entry(`${type.name}.${value.name}`, value, [item(type)]));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => entry(`${type.name}.${field.name}`, field, [item(type), item(field)]));
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    return Object.values(type.getFields()).flatMap((field) => {
      const path = [item(type), item(field)];
      const title = `${type.name}.${field.name}`;
      return [entry(title, field, path), ...field.args.map((argument) => entry(`${title}(${argument.name}:)`, argument, path))];
    });
  }
  return [];
}

const item = (def: NonNullable<DocExplorerNavStackItem['def']>): DocExplorerNavStackItem => ({ name: def.name, def });

function entry(title: string, { name, description }: { name: string; description?: string | null | undefined }, path: DocExplorerNavStackItem[]): Entry {
  return { title, name, description: description ?? '', path };
}

/** Finds the entries with all words of a text: names that are the text first, then names that have it, then descriptions. */
export function search(entries: Entry[], text: string): { best: Entry[]; total: number } {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return { best: [], total: 0 };
  }
  const ranked = entries
    .map((each) => ({ each, rank: rankOf(each, words) }))
    .filter(({ rank }) => rank < none)
    .sort((a, b) => a.rank - b.rank || a.each.title.length - b.each.title.length);
  return { best: ranked.slice(0, most).map(({ each }) => each), total: ranked.length };
}

const none = 4;

function rankOf({ title, name, description }: Entry, words: string[]): number {
  const lowered = name.toLowerCase();
  if (lowered === words.join('')) {
    return 0;
  }
  if (words.every((word) => lowered.includes(word))) {
    return 1;
  }
  if (words.every((word) => title.toLowerCase().includes(word))) {
    return 2;
  }
  const everything = `${title} ${description}`.toLowerCase();
  return words.every((word) => everything.includes(word)) ? 3 : none;
}
