// What graphcache, the cache of urql, must know of the schema.
import type { Cache, CacheExchangeOpts, KeyingConfig, Resolver, ResolverConfig, UpdatesConfig } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import introspection from "./generated/introspection.js";
import * as schema from "./generated/urql.js";

/** Types without an ID are a part of the object that has them. */
export const keys: KeyingConfig = Object.fromEntries(schema.withoutId.map((type) => [type, () => null]));

const connection: Resolver = relayPagination();

/** The lists, whose pages are joined, and the objects that are read by their ID. */
export const resolvers: ResolverConfig = (() => {
  const byType: Record<string, Record<string, Resolver>> = {};
  for (const [type, names] of Object.entries<readonly string[]>(schema.connections)) byType[type] = Object.fromEntries(names.map((name) => [name, connection]));
  for (const { name, argument, type } of schema.lookups) {
    (byType["Query"] ??= {})[name] = (_, args) => ({ __typename: type, id: args[argument] as string });
  }
  return byType;
})();

/** Lets the lists of the root be read anew. */
function invalidateLists(cache: Cache, names: readonly string[]): void {
  for (const { fieldName, arguments: args } of cache.inspectFields("Query")) {
    if (names.includes(fieldName)) cache.invalidate("Query", fieldName, args);
  }
}

interface Consequence {
  readonly deletes?: { readonly field: string; readonly typenames: readonly string[] };
  readonly lists: readonly string[];
}

/** Creations and deletions: the lists of the root are read anew, and deleted objects are removed. Lists of other objects are yours. */
export const updates: UpdatesConfig = {
  Mutation: Object.fromEntries(
    Object.entries<Consequence>(schema.consequences).map(([mutation, { deletes, lists }]) => [
      mutation,
      (result, _args, cache) => {
        const payload = result[mutation] as Record<string, unknown> | null;
        if (payload === null) return;
        if (deletes !== undefined) {
          for (const __typename of deletes.typenames) cache.invalidate({ __typename, id: payload[deletes.field] as string });
        }
        invalidateLists(cache, lists);
      },
    ]),
  ),
};

/** All of it: `cacheExchange(cacheOptions)`. */
export const cacheOptions: CacheExchangeOpts = { schema: introspection, keys, resolvers, updates };

export { introspection as schema };
