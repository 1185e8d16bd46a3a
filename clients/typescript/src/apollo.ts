// What the cache of Apollo Client must know of the schema.
import type { FieldFunctionOptions, FieldPolicy, Reference, TypePolicies } from "@apollo/client";
import * as schema from "./generated/apollo.js";

interface Edge {
  readonly cursor?: string;
  readonly node: Reference;
}

interface List {
  readonly edges?: readonly Edge[];
  readonly nodes?: readonly Reference[];
  readonly pageInfo?: { readonly hasNextPage?: boolean; readonly hasPreviousPage?: boolean; readonly startCursor?: string | null; readonly endCursor?: string | null };
  readonly [name: string]: unknown;
}

/** A list in the cache: the pages that were read, each from where the one before it ended. */
interface Pages {
  readonly pages: readonly List[];
}

type Options = FieldFunctionOptions<{ after?: string | null; before?: string | null }>;

const startOf = ({ pageInfo, edges }: List) => pageInfo?.startCursor ?? edges?.at(0)?.cursor;
const endOf = ({ pageInfo, edges }: List) => pageInfo?.endCursor ?? edges?.at(-1)?.cursor;

/** Returns a page with both `edges` and `nodes` where one follows from the other, so that two components can select either. */
function complete(page: List, earlier: List | undefined, { readField }: Options): List {
  const nodeOf = (edge: Edge) => readField<Reference>("node", edge as never) as Reference;
  if (page.edges !== undefined) return { ...page, nodes: page.nodes ?? page.edges.map(nodeOf) };
  const edges = earlier?.edges;
  const isSame = edges !== undefined && edges.length === page.nodes?.length && edges.every((edge, i) => nodeOf(edge).__ref === page.nodes?.[i]?.__ref);
  return isSame ? { ...page, edges } : page;
}

/** Puts a page after or before those that it continues. Any other page starts the list over. */
function merge(existing: Pages | undefined, incoming: List, options: Options): Pages {
  const earlier = existing?.pages ?? [];
  const { after, before } = options.args ?? {};
  if (typeof after === "string") {
    const index = earlier.findIndex((page) => endOf(page) === after);
    return { pages: [...earlier.slice(0, index + 1), complete(incoming, earlier[index + 1], options)] };
  }
  if (typeof before === "string") {
    const index = earlier.findIndex((page) => startOf(page) === before);
    return { pages: [complete(incoming, earlier[index - 1], options), ...(index < 0 ? [] : earlier.slice(index))] };
  }
  return { pages: [complete(incoming, earlier[0], options)] };
}

/** Returns the pages as one list, without objects that were evicted. */
function read(existing: Pages | undefined, { canRead, readField }: Options): List | undefined {
  const first = existing?.pages.at(0);
  const last = existing?.pages.at(-1);
  if (existing === undefined || first === undefined || last === undefined) return undefined;
  const isLive = (node: unknown) => canRead(node as Reference);
  const list: Record<string, unknown> = { ...first, ...last };
  delete list["edges"];
  delete list["nodes"];
  if (existing.pages.every(({ nodes }) => nodes !== undefined)) list["nodes"] = existing.pages.flatMap(({ nodes = [] }) => nodes.filter(isLive));
  if (existing.pages.every(({ edges }) => edges !== undefined)) {
    list["edges"] = existing.pages.flatMap(({ edges = [] }) => edges.filter((edge) => isLive(readField("node", edge as never))));
  }
  if (first.pageInfo !== undefined && last.pageInfo !== undefined) {
    const { startCursor, hasPreviousPage } = first.pageInfo;
    list["pageInfo"] = { ...last.pageInfo, ...(startCursor !== undefined && { startCursor }), ...(hasPreviousPage !== undefined && { hasPreviousPage }) };
  }
  return list;
}

/** Returns the policy of a list: its pages are one list for each filter and order, whether `nodes`, `edges` or both are selected. */
export function connectionPolicy(keyArgs: readonly string[]): FieldPolicy {
  return { keyArgs: [...keyArgs], merge, read } as FieldPolicy;
}

/** Returns the policies of the schema. `cache: new InMemoryCache({ typePolicies: typePolicies(), possibleTypes })` */
export function typePolicies(): TypePolicies {
  const policies: Record<string, { fields?: Record<string, FieldPolicy>; merge?: boolean }> = {};
  const policyOf = (type: string) => (policies[type] ??= {});
  const fieldsOf = (type: string) => (policyOf(type).fields ??= {});
  for (const type of schema.withoutId) policyOf(type).merge = true;
  for (const [type, names] of Object.entries(schema.objectLists)) {
    for (const name of names) fieldsOf(type)[name] = { merge: false };
  }
  for (const [type, keysByName] of Object.entries(schema.connections)) {
    for (const [name, keys] of Object.entries<readonly string[]>(keysByName)) fieldsOf(type)[name] = connectionPolicy(keys);
  }
  for (const { name, argument, type } of schema.lookups) {
    fieldsOf("Query")[name] = { read: (existing, { args, toReference }) => existing ?? toReference({ __typename: type, id: args?.[argument] }) };
  }
  return policies;
}

/** The object types of each interface. */
export const possibleTypes: Record<string, string[]> = Object.fromEntries(Object.entries(schema.possibleTypes).map(([type, names]) => [type, [...names]]));
