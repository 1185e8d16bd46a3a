// The schema of every Node peer, with resolvers as one writes them for graphql-js.
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { decide } from './passage.js';
import { createdAt } from './store.js';

export const typeDefs = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** Returns the context of a request with a key: the caller, and loaders that batch within the request. */
export async function contextOf(store, key) {
  const caller = await store.authenticate(key);
  const loader = (from) => new DataLoader((ids) => store.byIds(from, caller.companyId, ids));
  return {
    store,
    caller,
    identities: loader(store.identities),
    accounts: loader(store.accounts),
    roles: loader(store.roles),
    rules: loader(store.rules),
  };
}

function requires(context, scope) {
  if (!context.caller.scopes.includes(scope)) throw new GraphQLError(`the application lacks the scope ${scope}`);
}

const identified = { id: (document) => document._id };

const DateTime = new GraphQLScalarType({ name: 'DateTime', serialize: (instant) => instant.toISOString() });

async function checkPassage(_, { reader, identifier: presented }, context) {
  requires(context, 'PASSAGE');
  const { store, caller } = context;
  if (!presented.number) throw new GraphQLError('only numbers are served');
  const identifier = await store.identifier(caller.companyId, presented.number);
  if (identifier?.validity.maxPasses != null) throw new GraphQLError('identifiers with a limit of passes are not served');
  const loaded = identifier ? await context.rules.loadMany(identifier.accessRuleIds) : [];
  return decide(identifier, loaded.filter((rule) => !(rule instanceof Error)), reader, new Date());
}

export const resolvers = {
  DateTime,
  Query: {
    async access(_, { accessId }, context) {
      requires(context, 'ACCESS_READ');
      const stored = await context.store.access(context.caller.companyId, accessId);
      if (!stored) throw new GraphQLError(`there is no access ${accessId}`);
      return stored;
    },
    accesses(_, { first }, context) {
      requires(context, 'ACCESS_READ');
      return context.store.page(context.store.accesses, context.caller.companyId, first);
    },
    accessRules(_, { first }, context) {
      requires(context, 'ACCESS_RULE_READ');
      return context.store.page(context.store.rules, context.caller.companyId, first);
    },
    checkPassage,
  },
  Mutation: {
    async createAccess(_, { input }, context) {
      requires(context, 'ACCESS_WRITE');
      return { access: await context.store.createAccess(context.caller, input) };
    },
  },
  Access: {
    ...identified,
    createdAt: (access) => createdAt(access._id),
    privateIdentity: (access, _, context) => context.identities.load(access.privateId),
    roleAccount: (access, _, context) => (access.roleAccountId ? context.accounts.load(access.roleAccountId) : null),
  },
  Actor: { applicationId: (actor) => actor.applicationId || null },
  ExternalPersonalIdentity: identified,
  ExternalRoleAccount: { ...identified, role: (account, _, context) => context.roles.load(account.roleId) },
  ExternalRole: identified,
  AccessRule: identified,
  Identifier: identified,
};

export function schema() {
  return makeExecutableSchema({ typeDefs, resolvers });
}
