// The store calls that every Node peer makes, by the official driver.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { MongoClient } from 'mongodb';

/** How long the application of a key is used before it is read again, in milliseconds. */
const keyLife = 10_000;

export class Store {
  constructor(client) {
    const database = client.db('accessgraph');
    this.client = client;
    this.accesses = database.collection('accesses');
    this.identities = database.collection('externalPersonalIdentities');
    this.accounts = database.collection('externalRoleAccounts');
    this.roles = database.collection('externalRoles');
    this.rules = database.collection('accessRules');
    this.identifiers = database.collection('identifiers');
    this.applications = database.collection('applications');
    this.auditRecords = database.collection('auditRecords');
    this.keys = new Map();
  }

  static async connect(uri) {
    const client = new MongoClient(uri);
    await client.connect();
    return new Store(client);
  }

  /** Returns the application of a key, or fails. Whether the key has expired is looked at each time. */
  async authenticate(key) {
    const hash = createHash('sha256').update(key ?? '').digest('hex');
    let cached = this.keys.get(hash);
    if (!cached || Date.now() - cached.readAt > keyLife) {
      const application = await this.applications.findOne({ 'keys.hash': hash });
      if (!application) throw unauthorized();
      cached = { application, readAt: Date.now() };
      this.keys.set(hash, cached);
    }
    const used = cached.application.keys.find((each) => each.hash === hash);
    const live = used && (!used.expiresAt || Date.now() < used.expiresAt.getTime());
    if (!live || !cached.application.enabled) throw unauthorized();
    return cached.application;
  }

  access(companyId, id) {
    return this.accesses.findOne({ companyId, _id: id });
  }

  /** Returns documents in the order of their IDs. */
  async byIds(from, companyId, ids) {
    const stored = await from.find({ companyId, _id: { $in: ids } }).toArray();
    const byId = new Map(stored.map((document) => [document._id, document]));
    return ids.map((id) => byId.get(id) ?? new GraphQLError(`there is no ${id}`));
  }

  /** Returns the first documents in the order of their creation, as a connection. */
  async page(from, companyId, first) {
    const stored = await from
      .find({ companyId }, { sort: { _id: 1 }, hint: { companyId: 1, _id: 1 }, limit: first + 1 })
      .toArray();
    return { nodes: stored.slice(0, first), pageInfo: { hasNextPage: stored.length > first } };
  }

  identifier(companyId, { type, number }) {
    return this.identifiers.findOne({ companyId, type, number: number.toUpperCase() });
  }

  /** Creates an access of type PRIVATE with its audit record, in one transaction that fails if the identity changes meanwhile. */
  async createAccess(caller, input) {
    const { companyId } = caller;
    const named = (input.firstName ?? '').trim() !== '' && (input.lastName ?? '').trim() !== '';
    if (input.type !== 'PRIVATE' || typeof input.managed !== 'boolean' || !named) throw new GraphQLError('the input is not valid');
    const identity = await this.identities.findOne({ companyId, _id: input.privateId });
    if (identity?.state !== 'ACTIVE') throw new GraphQLError('the identity is not ACTIVE');
    const { access, record } = documents(caller, input);
    await this.client.withSession((session) =>
      session.withTransaction(async () => {
        const guard = { companyId, _id: identity._id, version: identity.version };
        const touched = await this.identities.updateOne(guard, { $inc: { touched: 1 } }, { session });
        if (touched.matchedCount !== 1) throw new GraphQLError('the identity was changed meanwhile');
        await this.accesses.insertOne(access, { session });
        await this.auditRecords.insertOne(record, { session });
      }),
    );
    return access;
  }
}

/** Returns the access that an input asks for, and its audit record. */
function documents(caller, input) {
  const at = new Date();
  const createdBy = { applicationId: caller._id, applicationName: caller.name };
  const _id = newId('acc', at);
  const { type, managed, firstName, lastName, privateId } = input;
  const access = {
    _id, companyId: caller.companyId, schemaVersion: 1, version: 1, updatedAt: at,
    nameKey: `${lastName.toLowerCase()}\u0001${_id}`, foldVersion: 2,
    type, state: 'INVITED', managed, firstName, lastName, privateId,
    roleAccountId: null, corporateName: null, corporateRoleName: null, activation: null, invitation: null, invitationHash: null, createdBy,
  };
  const changed = { type, state: access.state, managed, firstName, lastName, privateId, createdBy: { ...createdBy, userId: null } };
  const record = {
    _id: newId('aud', at), companyId: caller.companyId, schemaVersion: 1, at, actor: createdBy, action: 'createAccess',
    subjectId: _id, subjectVersion: 1, requestId: randomUUID(),
    changes: Object.entries(changed).map(([field, after]) => ({ field, before: null, after })),
  };
  return { access, record };
}

/** Returns an ID of a kind: the prefix and a UUIDv7. */
function newId(kind, at) {
  const octets = randomBytes(16);
  octets.writeUIntBE(at.getTime(), 0, 6);
  octets[6] = (octets[6] & 0x0f) | 0x70;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  return `${kind}_${octets.toString('hex')}`;
}

/** Returns the time of an ID. */
export function createdAt(id) {
  return new Date(Number.parseInt(id.slice(id.indexOf('_') + 1).slice(0, 12), 16));
}

function unauthorized() {
  return new GraphQLError('the API key is not valid', { extensions: { http: { status: 401 } } });
}
