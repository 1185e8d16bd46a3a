export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant. Sent in RFC 3339 with an offset, such as `2026-03-01T09:30:00+01:00`; stored and returned in UTC with milliseconds, such as `2026-03-01T08:30:00.000Z`. Finer fractions are truncated. Anything else is VALUE_NOT_VALID. */
  DateTime: { input: string; output: string; }
  /** A JSON value: text, number, true, false, null, a list, or an object. Only in answers, never in inputs. */
  JSON: { input: unknown; output: unknown; }
};

/** The input of `acceptAccessInvitation`. */
export type AcceptAccessInvitationInput = {
  /** The version of the user agreement that the user read. If it is no longer the current one, nothing changes and the error is ACCESS_AGREEMENT_VERSION_CONFLICT. */
  agreementVersion: Scalars['String']['input'];
  /** The token of the invitation. */
  invitationToken: Scalars['String']['input'];
};

/** The payload of `acceptAccessInvitation`: only what the invited user may know. */
export type AcceptAccessInvitationPayload = {
  __typename?: 'AcceptAccessInvitationPayload';
  /** The ID of the access. */
  accessId: Scalars['ID']['output'];
  /** The state of the access, now ACTIVE. */
  state: AccessState;
};

/** The access of a user, private or corporate, to a group of applications. It is never deleted, only deactivated. Contracts: create-access and access-object, where its ID is `accessId`. Reading one needs the scope ACCESS_READ. */
export type Access = Node & {
  __typename?: 'Access';
  /** The record of the activation. Null while the access is INVITED. */
  activation?: Maybe<AccessActivation>;
  /** The name of the company that the user acts for, at most 100 Unicode characters. Null when none was set, and always for the type PRIVATE. */
  corporateName?: Maybe<Scalars['String']['output']>;
  /** The name of the role that the user acts in, at most 100 Unicode characters. Null when none was set, and always for the type PRIVATE. */
  corporateRoleName?: Maybe<Scalars['String']['output']>;
  /** When the access was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** The application, or the operator, that created the access. */
  createdBy: Actor;
  /** The first name of the user, 1–100 Unicode characters. */
  firstName: Scalars['String']['output'];
  /** The audit records about the access, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the access as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the access: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The latest invitation. Null when there was none. */
  invitation?: Maybe<AccessInvitation>;
  /** The last name of the user, 1–100 Unicode characters. */
  lastName: Scalars['String']['output'];
  /** True if the platform activates and operates the access on the user's behalf (`activateAccess`). False if the user does so in person (`inviteAccess`). It never changes. */
  managed: Scalars['Boolean']['output'];
  /** The ID of the external personal identity linked to the access. It never changes. */
  privateId: Scalars['ID']['output'];
  /** The external personal identity linked to the access. Needs the scope ROLE_ACCOUNT_READ. */
  privateIdentity?: Maybe<ExternalPersonalIdentity>;
  /** The external role account that the user acts with. Null for the type PRIVATE. Needs the scope ROLE_ACCOUNT_READ. */
  roleAccount?: Maybe<ExternalRoleAccount>;
  /** The ID of the external role account that the user acts with; the contract also calls it the corporate ID. Null for the type PRIVATE. It never changes. */
  roleAccountId?: Maybe<Scalars['ID']['output']>;
  /** The state of the access. */
  state: AccessState;
  /** Every action on the access that would change it, each with what blocks it now, if anything. */
  transitions?: Maybe<Array<AccessTransition>>;
  /** The role in which the user acts: private or corporate. It never changes. */
  type: AccessType;
  /** When the access was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** True if the access can be used now: it is ACTIVE, its identity and its role account are ACTIVE, and the account's role is enabled. Needs no scope for those objects. Null, with an error, when one of them could not be read. */
  usable?: Maybe<Scalars['Boolean']['output']>;
  /** The number of changes of the access, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** The access of a user, private or corporate, to a group of applications. It is never deleted, only deactivated. Contracts: create-access and access-object, where its ID is `accessId`. Reading one needs the scope ACCESS_READ. */
export type AccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** An action of an application on an access. */
export enum AccessAction {
  /** Activate the access on the user's behalf with `activateAccess`. */
  Activate = 'ACTIVATE',
  /** Set the state to DEACTIVATED with `updateAccess`. */
  Deactivate = 'DEACTIVATE',
  /** Invite the user to accept in person with `inviteAccess`. The access stays INVITED until they do. */
  Invite = 'INVITE',
  /** Set the state of a deactivated access to ACTIVE with `updateAccess`. */
  Reactivate = 'REACTIVATE'
}

/** The record of an activation: the agreement, the time and the application that accepted. */
export type AccessActivation = {
  __typename?: 'AccessActivation';
  /** The application that accepted on the user's behalf. Null when the user accepted in person. */
  acceptedBy?: Maybe<Actor>;
  /** The version of the user agreement that was accepted. */
  agreementVersion: Scalars['String']['output'];
  /** When the access was activated, in UTC with milliseconds. */
  at: Scalars['DateTime']['output'];
};

/** A page of accesses. */
export type AccessConnection = {
  __typename?: 'AccessConnection';
  /** The accesses on the page, each with its cursor. */
  edges: Array<AccessEdge>;
  /** The accesses on the page, without cursors. */
  nodes: Array<Access>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one access and its cursor. */
export type AccessEdge = {
  __typename?: 'AccessEdge';
  /** The opaque position of the access in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The access itself. */
  node: Access;
};

/** Selects accesses that match every given field. Null fields are ignored. One field, or one field and `states`, is read from an index; further fields are compared entry by entry, until the page is full or the deadline has passed. */
export type AccessFilter = {
  /** The start of the last name to search for, 1–50 Unicode characters, ignoring case and accents. In the order of creation the search reads the name of every match: sort by `LAST_NAME` where many match. */
  lastNameStartsWith?: InputMaybe<Scalars['String']['input']>;
  /** Only accesses that the platform manages, or only those that their users manage. */
  managed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only accesses linked to this external personal identity. An ID that the company does not have leaves an empty list. */
  privateId?: InputMaybe<Scalars['ID']['input']>;
  /** Only accesses that use this external role account. An ID that the company does not have leaves an empty list. */
  roleAccountId?: InputMaybe<Scalars['ID']['input']>;
  /** Only objects in one of these states. At most 100 entries; an empty list is ignored. */
  states?: InputMaybe<Array<AccessState>>;
  /** Only accesses of this type. */
  type?: InputMaybe<AccessType>;
};

/** An invitation of a user to accept an access in person. Its token is shown only once, to the application that issued it. */
export type AccessInvitation = {
  __typename?: 'AccessInvitation';
  /** When the user accepted, in UTC with milliseconds. Null until then. */
  acceptedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The instant from which the token is no longer valid, in UTC with milliseconds. */
  expiresAt: Scalars['DateTime']['output'];
  /** When the invitation was issued, in UTC with milliseconds. */
  sentAt: Scalars['DateTime']['output'];
  /** The status of the invitation at the time of the request. */
  status: InvitationStatus;
};

/** The sort order of a list of accesses. */
export type AccessOrder = {
  /** The sort direction. */
  direction?: OrderDirection;
  /** The field to sort by. */
  field?: AccessOrderField;
};

/** The fields that accesses can be sorted by. */
export enum AccessOrderField {
  /** By creation. */
  CreatedAt = 'CREATED_AT',
  /** By last name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
  LastName = 'LAST_NAME'
}

/** Which relays each reader opens, for the identifiers that the rule is attached to. Contract: create-access-rule. Reading one needs the scope ACCESS_RULE_READ. */
export type AccessRule = Node & {
  __typename?: 'AccessRule';
  /** When the access rule was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the access rule. */
  createdBy: Actor;
  /** The description of the rule, at most 255 Unicode characters. */
  description: Scalars['String']['output'];
  /** The audit records about the access rule, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the access rule as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the access rule: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The identifiers that the rule is attached to, in the order of their creation. */
  identifiers?: Maybe<IdentifierConnection>;
  /** The name of the rule, 1 to 100 Unicode characters. */
  name: Scalars['String']['output'];
  /** How often the rule is used. */
  referencesCount?: Maybe<AccessRuleReferencesCount>;
  /** What each reader opens: 1 to 256 settings, each of another reader. */
  settings: Array<AccessRuleSetting>;
  /** When the access rule was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The number of changes of the access rule, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** Which relays each reader opens, for the identifiers that the rule is attached to. Contract: create-access-rule. Reading one needs the scope ACCESS_RULE_READ. */
export type AccessRuleHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};


/** Which relays each reader opens, for the identifiers that the rule is attached to. Contract: create-access-rule. Reading one needs the scope ACCESS_RULE_READ. */
export type AccessRuleIdentifiersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of access rules. */
export type AccessRuleConnection = {
  __typename?: 'AccessRuleConnection';
  /** The access rules on the page, each with its cursor. */
  edges: Array<AccessRuleEdge>;
  /** The access rules on the page, without cursors. */
  nodes: Array<AccessRule>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one access rule and its cursor. */
export type AccessRuleEdge = {
  __typename?: 'AccessRuleEdge';
  /** The opaque position of the access rule in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The access rule itself. */
  node: AccessRule;
};

/** Which access rules a list has: those that meet every field that is given. Null fields are ignored. */
export type AccessRuleFilter = {
  /** Attached to this identifier. An ID that the company does not have leaves an empty list. */
  identifierId?: InputMaybe<Scalars['ID']['input']>;
  /** The start of the name, 1 to 100 Unicode characters, whatever case and accents. */
  nameStartsWith?: InputMaybe<Scalars['String']['input']>;
  /** With this reader. One that no rule has leaves an empty list. */
  reader?: InputMaybe<Scalars['String']['input']>;
};

/** The sort order of a list of access rules. */
export type AccessRuleOrder = {
  /** The sort direction. */
  direction?: OrderDirection;
  /** The field to sort by. */
  field?: AccessRuleOrderField;
};

/** The fields that access rules can be sorted by. */
export enum AccessRuleOrderField {
  /** By creation. */
  CreatedAt = 'CREATED_AT',
  /** By name, whatever case and accents, character by character as Unicode numbers them; those of the same name by their creation. */
  Name = 'NAME'
}

/** How often an access rule is used. */
export type AccessRuleReferencesCount = {
  __typename?: 'AccessRuleReferencesCount';
  /** The number of identifiers that the rule is attached to. */
  identifiers: Scalars['Int']['output'];
};

/** The relays that one reader opens. */
export type AccessRuleSetting = {
  __typename?: 'AccessRuleSetting';
  /** The unique identifier of the reader, 1 to 100 Unicode characters. */
  reader: Scalars['String']['output'];
  /** The numbers of the relays: a set of 1 to 64, none negative, in ascending order. */
  relays: Array<Scalars['Int']['output']>;
};

/** The relays that one reader is to open. */
export type AccessRuleSettingInput = {
  /** The unique identifier of the reader, 1 to 100 Unicode characters. Each reader occurs once in a rule. */
  reader: Scalars['String']['input'];
  /** The numbers of the relays: 1 to 64, none negative, in at most 256 entries. They are kept as a set, in ascending order. */
  relays: Array<Scalars['Int']['input']>;
};

/** The state of an access. It is created INVITED, becomes ACTIVE by activation or by acceptance of an invitation, and is then switched between ACTIVE and DEACTIVATED by updates. */
export enum AccessState {
  /** Activated. It can be used, as far as its identity, account and role allow (`usable`). */
  Active = 'ACTIVE',
  /** Disabled. It cannot be used until it is set to ACTIVE again. */
  Deactivated = 'DEACTIVATED',
  /** Created and not yet activated or accepted. It cannot be used. */
  Invited = 'INVITED'
}

/** An action on one access, and whether it is allowed now: enough for a button that explains itself. */
export type AccessTransition = {
  __typename?: 'AccessTransition';
  /** The action. */
  action: AccessAction;
  /** True if the action is allowed now. */
  allowed: Scalars['Boolean']['output'];
  /** The error that the action would be refused with. Null when it is allowed. */
  blockedBy?: Maybe<Blocker>;
  /** The state that the access has after the action. */
  target: AccessState;
};

/** The role in which the user of an access acts. */
export enum AccessType {
  /** The user acts in a corporate role, with an external role account. */
  Corporate = 'CORPORATE',
  /** The user acts as a private person. */
  Private = 'PRIVATE'
}

/** The input of `activateAccess`. */
export type ActivateAccessInput = {
  /** The ID of the access. */
  accessId: Scalars['ID']['input'];
  /** The version of the user agreement that was read. If it is no longer the current one, nothing changes and the error is ACCESS_AGREEMENT_VERSION_CONFLICT. Null or absent: the current version is accepted. */
  agreementVersion?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** The payload of `activateAccess`. */
export type ActivateAccessPayload = {
  __typename?: 'ActivateAccessPayload';
  /** The access, now ACTIVE. */
  access: Access;
};

/** Who made a change: the application, and the user it said it was acting for. */
export type Actor = {
  __typename?: 'Actor';
  /** The application itself; null when the change was the operator's. Needs any valid API key when it is the caller's own application, and the scope ADMIN when it is another. */
  application?: Maybe<Application>;
  /** The ID of the application; null for a change by the operator, on the command line, and where the creator was not recorded. */
  applicationId?: Maybe<Scalars['ID']['output']>;
  /** The name of the application at the time of the change; `operator` for a change on the command line, `unknown` where the creator was not recorded. */
  applicationName: Scalars['String']['output'];
  /** That user; null when the application named none. Needs the scope USER_ACCESS_READ. */
  user?: Maybe<User>;
  /** The ID of the user that the application said it was acting for; null when it named none. */
  userId?: Maybe<Scalars['ID']['output']>;
};

/** An access of a program. Contract: create-user-access, type api_connection. Reading one needs the scope USER_ACCESS_READ. */
export type ApiAccess = Node & UserAccess & {
  __typename?: 'ApiAccess';
  /** When the access was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the access. */
  createdBy: Actor;
  /** The customer that the access belongs to. */
  customer?: Maybe<Customer>;
  /** The ID of the customer that the access belongs to. It never changes. */
  customerId: Scalars['ID']['output'];
  /** The audit records about the user access, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the user access as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the user access: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The language of messages, a BCP 47 tag: the access's own, or the user's language at the time of reading while it has none. */
  language?: Maybe<Scalars['String']['output']>;
  /** When the access was last used to log in, in UTC with milliseconds; null when it never was. */
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name that tells several accesses of a user apart, 1 to 100 Unicode characters. */
  name: Scalars['String']['output'];
  /** The codes of the roles that the access holds, in the order in which they were granted. */
  roles: Array<Scalars['String']['output']>;
  /** The type of the access. It never changes. */
  type: UserAccessType;
  /** When the access was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The user whose access it is. */
  user?: Maybe<User>;
  /** The ID of the user whose access it is. It never changes. */
  userId: Scalars['ID']['output'];
  /** The number of changes of the access, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** An access of a program. Contract: create-user-access, type api_connection. Reading one needs the scope USER_ACCESS_READ. */
export type ApiAccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** What an access of a program needs. */
export type ApiAccessInput = {
  /** The language of messages, a BCP 47 tag of at most 100 characters such as `en`. It is stored in its canonical form. Left out or null: the user's language, at the time of each reading. */
  language?: InputMaybe<Scalars['String']['input']>;
  /** The name that tells several accesses of a user apart, 1 to 100 Unicode characters. */
  name: Scalars['String']['input'];
};

/** An API key of an application, without its secret. */
export type ApiKey = {
  __typename?: 'ApiKey';
  /** When the key was issued, in UTC with milliseconds. */
  createdAt: Scalars['DateTime']['output'];
  /** The instant from which the key can no longer be used; null for a key that does not expire. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The key's prefix and its last four characters, to tell keys apart. */
  hint: Scalars['String']['output'];
  /** The ID of the key, by which it is revoked. */
  id: Scalars['ID']['output'];
  /** When the key was last used, to the minute and some seconds late; null when it never was. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** An API client of the company. Its own application needs any valid API key; another needs the scope ADMIN. */
export type Application = Node & {
  __typename?: 'Application';
  /** When the application was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Whether its API keys can be used. */
  enabled: Scalars['Boolean']['output'];
  /** The codes of the roles that the application may grant to user accesses. One that holds the scope ADMIN may grant every role. */
  grantableRoles: Array<Scalars['String']['output']>;
  /** The audit records about the application, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the application as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the application: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The API keys of the application, without their secrets, oldest first: at most two that have not expired. */
  keys: Array<ApiKey>;
  /** The name of the application, 1 to 100 Unicode characters. */
  name: Scalars['String']['output'];
  /** The scopes that the application holds. */
  scopes: Array<Scope>;
  /** When the application was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The number of changes of the application, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** An API client of the company. Its own application needs any valid API key; another needs the scope ADMIN. */
export type ApplicationHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** A page of applications. */
export type ApplicationConnection = {
  __typename?: 'ApplicationConnection';
  /** The applications on the page, each with its cursor. */
  edges: Array<ApplicationEdge>;
  /** The applications on the page, without cursors. */
  nodes: Array<Application>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one application and its cursor. */
export type ApplicationEdge = {
  __typename?: 'ApplicationEdge';
  /** The opaque position of the application in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The application itself. */
  node: Application;
};

/** Which rule to attach to which identifier. */
export type AttachAccessRuleInput = {
  /** The ID of the access rule. */
  accessRuleId: Scalars['ID']['input'];
  /** The ID of the identifier. */
  identifierId: Scalars['ID']['input'];
};

/** The payload of `attachAccessRule`. */
export type AttachAccessRulePayload = {
  __typename?: 'AttachAccessRulePayload';
  /** The access rule. */
  accessRule: AccessRule;
  /** The identifier, with the rule attached. */
  identifier: Identifier;
};

/** Which audit records a list has: those that meet every field that is given. Null fields are ignored. */
export type AuditLogFilter = {
  /** Made by this mutation, by its field in this schema, such as `activateAccess`. */
  action?: InputMaybe<Scalars['String']['input']>;
  /** Made by this application. An ID that the company does not have leaves an empty list. */
  applicationId?: InputMaybe<Scalars['ID']['input']>;
  /** Made at this instant or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made by the request of this ID. */
  requestId?: InputMaybe<Scalars['String']['input']>;
  /** About this object. An ID that the company does not have leaves an empty list. */
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** Made before this instant. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One change of one object: who made it, when, and what it was. It is written in the change's own commit and never changes. A mutation writes one record for each object that it changed, all with its request ID. Reading one needs the scope AUDIT_READ. */
export type AuditRecord = Node & {
  __typename?: 'AuditRecord';
  /** The mutation's field in this schema, such as `activateAccess`; for a change by the operator the name of the subcommand, such as `company create`, or `bootstrap`. */
  action: Scalars['String']['output'];
  /** Who made the change. */
  actor: Actor;
  /** When the change was made, in UTC with milliseconds. */
  at: Scalars['DateTime']['output'];
  /** The fields that were changed, in the order in which they are stored; all of them for an object that was created or deleted. Secrets, API keys, tokens and input codes are never among them. Null without the read scope of the object's family; that is no error. */
  changes?: Maybe<Array<FieldChange>>;
  /** What the client called the request, in its own header `X-Request-ID`: at most 64 characters, with control characters made visible, and without keys and e-mail addresses. Anybody can send anything, so it need not be unique. Null when the client sent none. */
  clientRequestId?: Maybe<Scalars['String']['output']>;
  /** The global ID of the record: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The ID of the request that made the change, as in the header `X-Request-ID` of its answer. Other records of the same mutation have the same. */
  requestId: Scalars['String']['output'];
  /** The object that was changed, as it is now. Null when it was deleted since, when nothing was found to act on, and when the caller does not hold the read scope of its family; that is no error. */
  subject?: Maybe<Node>;
  /** The ID of the object that was changed. Null when nothing was found to act on. */
  subjectId?: Maybe<Scalars['ID']['output']>;
  /** The version of the object after the change: 1 when it was created, its last one when it was deleted. A change that does not count as a new version, such as a recorded login, has the version of that time. Null in records from before versions were recorded, and when nothing was found to act on. */
  subjectVersion?: Maybe<Scalars['Int']['output']>;
};

/** A page of audit records. */
export type AuditRecordConnection = {
  __typename?: 'AuditRecordConnection';
  /** The records on the page, each with its cursor. */
  edges: Array<AuditRecordEdge>;
  /** The records on the page, without cursors. */
  nodes: Array<AuditRecord>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one audit record and its cursor. */
export type AuditRecordEdge = {
  __typename?: 'AuditRecordEdge';
  /** The opaque position of the record in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The record itself. */
  node: AuditRecord;
};

/** The sort order of a list of audit records. */
export type AuditRecordOrder = {
  /** The sort direction. */
  direction?: OrderDirection;
  /** The field to sort by. */
  field?: AuditRecordOrderField;
};

/** The fields that audit records can be sorted by. */
export enum AuditRecordOrderField {
  /** By the time of the change. */
  At = 'AT'
}

/** The error that would refuse an action. */
export type Blocker = {
  __typename?: 'Blocker';
  /** The message, with its values filled in. */
  message: Scalars['String']['output'];
  /** The reason, as in the error catalogue. */
  reason: ErrorReason;
};

/** The tenant: every object belongs to exactly one company. The operator creates companies, on the command line. Reading one's own needs any valid API key. */
export type Company = Node & {
  __typename?: 'Company';
  /** When the company was created, in UTC with milliseconds. */
  createdAt: Scalars['DateTime']['output'];
  /** The global ID of the company: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The name of the company. */
  name: Scalars['String']['output'];
};

/** The input of `createAccess`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateAccessInput = {
  /** Always refused, with ACCESS_ID_NOT_ALLOWED: the server makes the ID. */
  accessId?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the company that the user acts for, at most 100 Unicode characters. Refused for the type PRIVATE. */
  corporateName?: InputMaybe<Scalars['String']['input']>;
  /** The name of the role that the user acts in, at most 100 Unicode characters. Refused for the type PRIVATE. */
  corporateRoleName?: InputMaybe<Scalars['String']['input']>;
  /** The first name of the user, 1–100 Unicode characters. Required. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** The last name of the user, 1–100 Unicode characters. Required. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** True if the platform is to activate the access on the user's behalf, false if the user is to accept it in person. Required. */
  managed?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ID of an external personal identity of the company, which must be ACTIVE. Required. */
  privateId?: InputMaybe<Scalars['ID']['input']>;
  /** The ID of an external role account of the company: ACTIVE, with an enabled role, and linked to the identity `privateId`. The contract also calls it the corporate ID. Required for the type CORPORATE, refused for PRIVATE. */
  roleAccountId?: InputMaybe<Scalars['ID']['input']>;
  /** Always refused, with ACCESS_STATE_NOT_ALLOWED: a new access is INVITED. */
  state?: InputMaybe<AccessState>;
  /** The role in which the user acts: private or corporate. Required. */
  type?: InputMaybe<AccessType>;
};

/** The payload of `createAccess`. */
export type CreateAccessPayload = {
  __typename?: 'CreateAccessPayload';
  /** The created access. */
  access: Access;
};

/** An access rule to create. All violations are answered in one error, by the path of each. */
export type CreateAccessRuleInput = {
  /** The description, at most 255 Unicode characters. It may be empty. */
  description: Scalars['String']['input'];
  /** The name, 1 to 100 Unicode characters. */
  name: Scalars['String']['input'];
  /** What each reader opens: 1 to 256 settings, each of another reader. */
  settings: Array<AccessRuleSettingInput>;
};

/** The payload of `createAccessRule`. */
export type CreateAccessRulePayload = {
  __typename?: 'CreateAccessRulePayload';
  /** The created rule. */
  accessRule: AccessRule;
};

/** An application to create. It is enabled from the start. */
export type CreateApplicationInput = {
  /** The codes of the roles that it may grant to user accesses: at most 1,000 entries of 1 to 100 Unicode characters. Each counts once, and none needs to exist yet. None when left out or null. */
  grantableRoles?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The name, 1 to 100 Unicode characters. */
  name: Scalars['String']['input'];
  /** The scopes that the application is to hold: at most 100 entries, each counts once. It may be empty. */
  scopes: Array<Scope>;
};

/** The payload of `createApplication`. */
export type CreateApplicationPayload = {
  __typename?: 'CreateApplicationPayload';
  /** The API key, a secret: it is shown this once, and only a hash of it is stored. Null when the answer repeats an earlier one. */
  apiKey?: Maybe<Scalars['String']['output']>;
  /** The created application. */
  application: Application;
};

/** A customer to create. */
export type CreateCustomerInput = {
  /** The name, 1 to 100 Unicode characters. */
  name: Scalars['String']['input'];
  /** The ID of the customer that this one is a subsidiary of, which is at most at level 7. Left out or null: nobody's. It cannot be changed later. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
};

/** The payload of `createCustomer`. */
export type CreateCustomerPayload = {
  __typename?: 'CreateCustomerPayload';
  /** The created customer. */
  customer: Customer;
};

/** The input of `createExternalPersonalIdentity`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateExternalPersonalIdentityInput = {
  /** The e-mail address, 3–100 characters. It must be able to receive mail, as far as the server verifies it. Required. */
  emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** The first name, 1–50 Unicode characters. Required. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Always refused, with EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED: the server makes the ID. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The last name, 1–50 Unicode characters. Required. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** Must be true: user-managed identities are not supported. Required. */
  managed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Always refused, with EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED: a new identity is ACTIVE. */
  state?: InputMaybe<ExternalPersonalIdentityState>;
};

/** The payload of `createExternalPersonalIdentity`. */
export type CreateExternalPersonalIdentityPayload = {
  __typename?: 'CreateExternalPersonalIdentityPayload';
  /** The created identity. */
  externalPersonalIdentity: ExternalPersonalIdentity;
};

/** The input of `createExternalRoleAccount`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateExternalRoleAccountInput = {
  /** The e-mail address of the user, 3–100 characters. It must be able to receive mail, as far as the server verifies it. Required. */
  emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** The first name of the user, 1–50 Unicode characters. Required. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Always refused, with EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED: the server makes the ID. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The last name of the user, 1–50 Unicode characters. Required. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** Must be true: user-managed accounts are not supported. Required. */
  managed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Always refused, with EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED: the server makes the identity. */
  personalIdentityId?: InputMaybe<Scalars['ID']['input']>;
  /** The ID of an enabled external role of the company. Required. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
  /** Always refused, with EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED: a new account is ACTIVE. */
  state?: InputMaybe<ExternalRoleAccountState>;
};

/** The payload of `createExternalRoleAccount`. */
export type CreateExternalRoleAccountPayload = {
  __typename?: 'CreateExternalRoleAccountPayload';
  /** The created account, linked to its new personal identity. */
  externalRoleAccount: ExternalRoleAccount;
};

/** The input of `createExternalRole`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateExternalRoleInput = {
  /** Set to true for a role that can be used at once. Required. */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Always refused, with EXTERNAL_ROLE_ID_NOT_ALLOWED: the server makes the ID. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The name of the role, 1–100 Unicode characters, unique within the company. Required. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** The payload of `createExternalRole`. */
export type CreateExternalRolePayload = {
  __typename?: 'CreateExternalRolePayload';
  /** The created role. */
  externalRole: ExternalRole;
};

/** An identifier to create. All violations are answered in one error, by the path of each. */
export type CreateIdentifierInput = {
  /** Whose identifier it is. */
  affiliation: IdentifierAffiliation;
  /** The name, 1 to 100 Unicode characters. */
  name: Scalars['String']['input'];
  /** What a reader reads from it, 1 to 256 characters in one of the forms of its type. It is stored in the normal form, which is unique within the company and type. */
  number: Scalars['String']['input'];
  /** What a reader reads. */
  type: IdentifierType;
  /** When the identifier opens anything, and how often. Left out or null: always, without limit. */
  validity?: InputMaybe<IdentifierValidityInput>;
};

/** The payload of `createIdentifier`. */
export type CreateIdentifierPayload = {
  __typename?: 'CreateIdentifierPayload';
  /** The created identifier. */
  identifier: Identifier;
};

/** A user access to create. */
export type CreateUserAccessInput = {
  /** The ID of the customer that the access belongs to. Left out or null: the user's customer. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** The type of the access, and what that type needs. */
  kind: UserAccessKindInput;
  /** The codes of the roles that the access is to hold: at most 100 entries of 1 to 100 Unicode characters. Their order is kept, and each counts once. None when left out or null. */
  roles?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The ID of the user. */
  userId: Scalars['ID']['input'];
};

/** The payload of `createUserAccess`. */
export type CreateUserAccessPayload = {
  __typename?: 'CreateUserAccessPayload';
  /** The created user access, of the type that `kind` named. */
  userAccess: UserAccess;
};

/** A role to create. */
export type CreateUserAccessRoleInput = {
  /** The code, 1 to 100 Unicode characters, unique within the company. */
  code: Scalars['String']['input'];
  /** What the role is for, at most 255 Unicode characters. */
  description: Scalars['String']['input'];
};

/** The payload of `createUserAccessRole`. */
export type CreateUserAccessRolePayload = {
  __typename?: 'CreateUserAccessRolePayload';
  /** The created role. */
  userAccessRole: UserAccessRole;
};

/** A user to create. */
export type CreateUserInput = {
  /** The ID of the customer that the user belongs to. */
  customerId: Scalars['ID']['input'];
  /** The first name, 1 to 100 Unicode characters. */
  firstName: Scalars['String']['input'];
  /** The language of the user, a BCP 47 tag of at most 100 characters such as `en` or `pt-BR`. It is stored in its canonical form. */
  language?: Scalars['String']['input'];
  /** The last name, 1 to 100 Unicode characters. */
  lastName: Scalars['String']['input'];
};

/** The payload of `createUser`. */
export type CreateUserPayload = {
  __typename?: 'CreateUserPayload';
  /** The created user. */
  user: User;
};

/** An organisation that users belong to. Customers form trees of at most 8 levels. Contract: create-user-access, whose `customer_id` names one. Reading one needs the scope USER_ACCESS_READ. */
export type Customer = Node & {
  __typename?: 'Customer';
  /** When the customer was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** The audit records about the customer, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the customer as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the customer: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The name of the customer, 1 to 100 Unicode characters. */
  name: Scalars['String']['output'];
  /** The customer that this one is a subsidiary of; null for one that is nobody's. It never changes. */
  parent?: Maybe<Customer>;
  /** The customers whose parent is this one, in the order of their creation. */
  subsidiaries?: Maybe<CustomerConnection>;
  /** The number of changes of the customer, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** An organisation that users belong to. Customers form trees of at most 8 levels. Contract: create-user-access, whose `customer_id` names one. Reading one needs the scope USER_ACCESS_READ. */
export type CustomerHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};


/** An organisation that users belong to. Customers form trees of at most 8 levels. Contract: create-user-access, whose `customer_id` names one. Reading one needs the scope USER_ACCESS_READ. */
export type CustomerSubsidiariesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of customers. */
export type CustomerConnection = {
  __typename?: 'CustomerConnection';
  /** The customers on the page, each with its cursor. */
  edges: Array<CustomerEdge>;
  /** The customers on the page, without cursors. */
  nodes: Array<Customer>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one customer and its cursor. */
export type CustomerEdge = {
  __typename?: 'CustomerEdge';
  /** The opaque position of the customer in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The customer itself. */
  node: Customer;
};

/** Which access rule to delete. */
export type DeleteAccessRuleInput = {
  /** The ID of the access rule. */
  accessRuleId: Scalars['ID']['input'];
  /** Whether to detach the rule from every identifier. Otherwise a rule in use is not deleted. */
  detach?: Scalars['Boolean']['input'];
};

/** The payload of `deleteAccessRule`. */
export type DeleteAccessRulePayload = {
  __typename?: 'DeleteAccessRulePayload';
  /** The ID of the access rule that is gone. */
  deletedAccessRuleId: Scalars['ID']['output'];
  /** The number of identifiers that the rule was attached to. Their own records, and the audit records of each, may follow a little later. */
  detachedIdentifiersCount: Scalars['Int']['output'];
};

/** Which identifier to delete. */
export type DeleteIdentifierInput = {
  /** The ID of the identifier. */
  identifierId: Scalars['ID']['input'];
};

/** The payload of `deleteIdentifier`. */
export type DeleteIdentifierPayload = {
  __typename?: 'DeleteIdentifierPayload';
  /** The ID of the identifier that is gone. */
  deletedIdentifierId: Scalars['ID']['output'];
};

/** Which user access to delete. */
export type DeleteUserAccessInput = {
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The ID of the user access. */
  userAccessId: Scalars['ID']['input'];
};

/** The payload of `deleteUserAccess`. */
export type DeleteUserAccessPayload = {
  __typename?: 'DeleteUserAccessPayload';
  /** The ID of the user access that was deleted. */
  deletedUserAccessId: Scalars['ID']['output'];
  /** The user whose access it was. */
  user?: Maybe<User>;
};

/** Which role to delete. */
export type DeleteUserAccessRoleInput = {
  /** The code of the role. */
  code: Scalars['String']['input'];
};

/** The payload of `deleteUserAccessRole`. */
export type DeleteUserAccessRolePayload = {
  __typename?: 'DeleteUserAccessRolePayload';
  /** The code of the role that was deleted. Another role can have it from now on. */
  deletedCode: Scalars['String']['output'];
};

/** Which rule to detach from which identifier. */
export type DetachAccessRuleInput = {
  /** The ID of the access rule. */
  accessRuleId: Scalars['ID']['input'];
  /** The ID of the identifier. */
  identifierId: Scalars['ID']['input'];
};

/** The payload of `detachAccessRule`. */
export type DetachAccessRulePayload = {
  __typename?: 'DetachAccessRulePayload';
  /** The access rule. */
  accessRule: AccessRule;
  /** The identifier, without the rule. */
  identifier: Identifier;
};

/** What a program may do about an error. */
export enum ErrorCode {
  /** The HTTP request cannot be read or is larger than the limits allow. */
  BadRequest = 'BAD_REQUEST',
  /** The request does not fit what is stored now: a value is taken, or the object was changed in the meantime. */
  Conflict = 'CONFLICT',
  /** The store, or a server that was asked, did not answer in time. Nothing was written: try again later. */
  ConnectionTimeout = 'CONNECTION_TIMEOUT',
  /** The document is not GraphQL. */
  GraphqlParseFailed = 'GRAPHQL_PARSE_FAILED',
  /** The document or its variables do not fit the schema. */
  GraphqlValidationFailed = 'GRAPHQL_VALIDATION_FAILED',
  /** No API key was sent, or one that is of no use. */
  InvalidAuthentication = 'INVALID_AUTHENTICATION',
  /** The company has no object of this ID. */
  NotFound = 'NOT_FOUND',
  /** The request breaks a rule; sending it again changes nothing. */
  NotValid = 'NOT_VALID',
  /** The application may not do this. */
  PermissionDenied = 'PERMISSION_DENIED',
  /** The server stores no persisted queries: send the text of the query. Clients that know automatic persisted queries do so by themselves. */
  PersistedQueryNotSupported = 'PERSISTED_QUERY_NOT_SUPPORTED',
  /** Too many requests. Try again later. */
  RateLimited = 'RATE_LIMITED',
  /** The server failed, or a reference is wrong where the contract documents that as a failure of the server. */
  SystemError = 'SYSTEM_ERROR'
}

/** One entry of the error catalogue. An error of an answer carries reason, code, status and retryable in its `extensions`. */
export type ErrorDefinition = {
  __typename?: 'ErrorDefinition';
  /** What a program may do about it; clients fall back to it for reasons that they do not know. */
  code: ErrorCode;
  /** When it occurs, and what to do about it. */
  description: Scalars['String']['output'];
  /** The text of the message as documented; `<%1>`, `<%2>` and so on stand for values. */
  message: Scalars['String']['output'];
  /** The stable name of the entry. */
  reason: ErrorReason;
  /** Whether the same request can succeed later. */
  retryable: Scalars['Boolean']['output'];
  /** The published contract that the message is from, such as `create-access`; null for one of our own. */
  source?: Maybe<Scalars['String']['output']>;
  /** The HTTP status documented for the error. It is not the status of the GraphQL response. */
  status: Scalars['Int']['output'];
};

/** The stable name of each entry of the error catalogue. Reasons are added over time: clients fall back to the code. */
export enum ErrorReason {
  /** The user activates this access in person. */
  AccessActivationManagedRequired = 'ACCESS_ACTIVATION_MANAGED_REQUIRED',
  /** Only an access that is INVITED can be activated. A DEACTIVATED one is set to ACTIVE by `updateAccess`. */
  AccessActivationStateNotAllowed = 'ACCESS_ACTIVATION_STATE_NOT_ALLOWED',
  /** What is accepted on activation is asked for before that. The access's `activation` says which version was accepted. */
  AccessAgreementStateNotAllowed = 'ACCESS_AGREEMENT_STATE_NOT_ALLOWED',
  /** `agreementVersion` is not the current version of the agreement. `data.currentVersion` holds that. */
  AccessAgreementVersionConflict = 'ACCESS_AGREEMENT_VERSION_CONFLICT',
  /** `roleAccountId` belongs to accesses of type CORPORATE only. */
  AccessCorporateIdNotAllowed = 'ACCESS_CORPORATE_ID_NOT_ALLOWED',
  /** `roleAccountId` is missing. It names the external role account that the user acts with. */
  AccessCorporateIdRequired = 'ACCESS_CORPORATE_ID_REQUIRED',
  /** `corporateName` and `corporateRoleName` belong to accesses of type CORPORATE only. */
  AccessCorporateNamesNotAllowed = 'ACCESS_CORPORATE_NAMES_NOT_ALLOWED',
  /** The server makes the ID. Leave `accessId` out. */
  AccessIdNotAllowed = 'ACCESS_ID_NOT_ALLOWED',
  /** The text is not an ID of an access. Send IDs back exactly as they were received. */
  AccessIdNotValid = 'ACCESS_ID_NOT_VALID',
  /** The `input` of a mutation on accesses was left out or is null. The value is the input's type. */
  AccessInputRequired = 'ACCESS_INPUT_REQUIRED',
  /** The platform manages this access: activate it with `activateAccess`. */
  AccessInvitationManagedNotAllowed = 'ACCESS_INVITATION_MANAGED_NOT_ALLOWED',
  /** The token was never one, has been used, has expired, or was replaced by a newer one: the answer is the same for all. Ask for a new invitation. */
  AccessInvitationNotValid = 'ACCESS_INVITATION_NOT_VALID',
  /** Tokens that are not valid are limited by the application whose key is sent with them or, without a key, by the address that they come from. Each token is limited besides. */
  AccessInvitationRateExceeded = 'ACCESS_INVITATION_RATE_EXCEEDED',
  /** The user has accepted the access already. A DEACTIVATED one is set to ACTIVE by `updateAccess`. */
  AccessInvitationStateNotAllowed = 'ACCESS_INVITATION_STATE_NOT_ALLOWED',
  /** A name is absent, null or blank, on creation or in an update. */
  AccessNameRequired = 'ACCESS_NAME_REQUIRED',
  /** The company has no access of this ID. */
  AccessNotFound = 'ACCESS_NOT_FOUND',
  /** An access needs an identity that is ACTIVE when it is created. */
  AccessPrivateIdentityNotActive = 'ACCESS_PRIVATE_IDENTITY_NOT_ACTIVE',
  /** The identity of a corporate access is the one that its role account belongs to. */
  AccessPrivateIdMismatch = 'ACCESS_PRIVATE_ID_MISMATCH',
  /** `privateId` is not the ID of an external personal identity of the company. `data` names the field. */
  AccessPrivateIdUnknown = 'ACCESS_PRIVATE_ID_UNKNOWN',
  /** `roleAccountId` is not the ID of an external role account of the company. `data` names the field. */
  AccessRoleAccountIdUnknown = 'ACCESS_ROLE_ACCOUNT_ID_UNKNOWN',
  /** A corporate access needs a role account that is ACTIVE when it is created. */
  AccessRoleAccountNotActive = 'ACCESS_ROLE_ACCOUNT_NOT_ACTIVE',
  /** A corporate access needs a role that is enabled when it is created. */
  AccessRoleNotEnabled = 'ACCESS_ROLE_NOT_ENABLED',
  /** The value is the number of identifiers. Send `detach: true` to detach the rule from all of them. */
  AccessRuleInUse = 'ACCESS_RULE_IN_USE',
  /** The company has no access rule of this ID. */
  AccessRuleNotFound = 'ACCESS_RULE_NOT_FOUND',
  /** An INVITED access becomes ACTIVE by activation only, and cannot be deactivated before. */
  AccessStateFromInvitedNotAllowed = 'ACCESS_STATE_FROM_INVITED_NOT_ALLOWED',
  /** A new access is INVITED. Leave `state` out. */
  AccessStateNotAllowed = 'ACCESS_STATE_NOT_ALLOWED',
  /** No access goes back to INVITED. */
  AccessStateToInvitedNotAllowed = 'ACCESS_STATE_TO_INVITED_NOT_ALLOWED',
  /** `data` names which of the three are missing. */
  AccessTypePrivateIdManagedRequired = 'ACCESS_TYPE_PRIVATE_ID_MANAGED_REQUIRED',
  /** X-Acting-User was sent without the scope ACT_AS_USER, or names no user of the company. Nothing was executed. */
  ActingUserNotAllowed = 'ACTING_USER_NOT_ALLOWED',
  /** The path of the HTTP request is not one that the server answers. */
  AddressNotFound = 'ADDRESS_NOT_FOUND',
  /** Give another enabled application the scope ADMIN and a key first. */
  AdminApplicationRequired = 'ADMIN_APPLICATION_REQUIRED',
  /** An application has at most two keys that have not expired, while one replaces the other. Revoke one first. */
  ApiKeyCountExceeded = 'API_KEY_COUNT_EXCEEDED',
  /** The application has no key of this ID. It may have been revoked already. */
  ApiKeyNotFound = 'API_KEY_NOT_FOUND',
  /** The API key is unknown, revoked or expired, or its application is disabled. Nothing was parsed. */
  ApiKeyNotValid = 'API_KEY_NOT_VALID',
  /** The company has no application of this ID. */
  ApplicationNotFound = 'APPLICATION_NOT_FOUND',
  /** The operation needs an API key and none was sent. Nothing was executed. */
  AuthenticationRequired = 'AUTHENTICATION_REQUIRED',
  /** The server cannot tell whether the mutation was carried out. A request with an Idempotency-Key is retryable: send it again with the same key, and it is carried out once. Without a key, read the object before trying again. */
  CommitOutcomeUnknown = 'COMMIT_OUTCOME_UNKNOWN',
  /** `after` or `before` was not made by this list with this filter and order. Start again without it. */
  CursorNotValid = 'CURSOR_NOT_VALID',
  /** The parent has too many ancestors. `data` names the field. */
  CustomerDepthExceeded = 'CUSTOMER_DEPTH_EXCEEDED',
  /** The company has no customer of this ID. */
  CustomerNotFound = 'CUSTOMER_NOT_FOUND',
  /** One or more fields break their bounds. `data` maps the path of each to what is wrong with it. */
  DataNotValid = 'DATA_NOT_VALID',
  /** The deadline of the operation passed. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the answer is missing. Ask for less, or try again. */
  DeadlineExceeded = 'DEADLINE_EXCEEDED',
  /** `emailAddress` is not an address that mail can be sent to. Send the bare address, such as `name@example.com`; an internationalized domain in its ASCII form (`xn--…`). */
  EmailAddressUnknown = 'EMAIL_ADDRESS_UNKNOWN',
  /** The server that is asked about addresses cannot be reached, did not answer in time, or put the answer off. Nothing was written. */
  EmailVerifierUnavailable = 'EMAIL_VERIFIER_UNAVAILABLE',
  /** `emailAddress` is absent, null or blank. */
  ExternalPersonalIdentityEmailAddressRequired = 'EXTERNAL_PERSONAL_IDENTITY_EMAIL_ADDRESS_REQUIRED',
  /** The server makes the ID. Leave `id` out. */
  ExternalPersonalIdentityIdNotAllowed = 'EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED',
  /** `managed` is absent or null. Only true is supported. */
  ExternalPersonalIdentityManagedRequired = 'EXTERNAL_PERSONAL_IDENTITY_MANAGED_REQUIRED',
  /** A name is absent, null or blank. */
  ExternalPersonalIdentityNameRequired = 'EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED',
  /** The company has no external personal identity of this ID. */
  ExternalPersonalIdentityNotFound = 'EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND',
  /** An update sets an identity that was activated to ACTIVE or DEACTIVATED; it does not activate one that is INVITED. For an account it is the linked identity that is INVITED. */
  ExternalPersonalIdentityStateFromInvitedNotAllowed = 'EXTERNAL_PERSONAL_IDENTITY_STATE_FROM_INVITED_NOT_ALLOWED',
  /** A new identity is ACTIVE. Leave `state` out. */
  ExternalPersonalIdentityStateNotAllowed = 'EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED',
  /** No identity goes back to INVITED. */
  ExternalPersonalIdentityStateToInvitedNotAllowed = 'EXTERNAL_PERSONAL_IDENTITY_STATE_TO_INVITED_NOT_ALLOWED',
  /** `managed` is false. Only true is supported. */
  ExternalPersonalIdentityUserManagedNotSupported = 'EXTERNAL_PERSONAL_IDENTITY_USER_MANAGED_NOT_SUPPORTED',
  /** The server makes the ID. Leave `id` out. */
  ExternalRoleAccountIdNotAllowed = 'EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED',
  /** The text is not an ID of an external role account. Send IDs back exactly as they were received. */
  ExternalRoleAccountIdNotValid = 'EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID',
  /** The `input` of a mutation on external role accounts was left out or is null. The value is the input's type. */
  ExternalRoleAccountInputRequired = 'EXTERNAL_ROLE_ACCOUNT_INPUT_REQUIRED',
  /** `data` names which of the three are absent, null or blank. */
  ExternalRoleAccountNamesEmailAddressRequired = 'EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED',
  /** The company has no external role account of this ID. */
  ExternalRoleAccountNotFound = 'EXTERNAL_ROLE_ACCOUNT_NOT_FOUND',
  /** The server creates and links the identity. Leave `personalIdentityId` out. */
  ExternalRoleAccountPersonalIdentityIdNotAllowed = 'EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED',
  /** `data` names which of the two are missing. */
  ExternalRoleAccountRoleIdManagedRequired = 'EXTERNAL_ROLE_ACCOUNT_ROLE_ID_MANAGED_REQUIRED',
  /** `roleId` is not the ID of an external role of the company. */
  ExternalRoleAccountRoleIdNotValid = 'EXTERNAL_ROLE_ACCOUNT_ROLE_ID_NOT_VALID',
  /** An account needs a role that is enabled when it is created. */
  ExternalRoleAccountRoleNotEnabled = 'EXTERNAL_ROLE_ACCOUNT_ROLE_NOT_ENABLED',
  /** An update sets an account to ACTIVE or DEACTIVATED. No account goes back to INVITED, and one that is INVITED is not activated by an update. */
  ExternalRoleAccountStateChangeNotAllowed = 'EXTERNAL_ROLE_ACCOUNT_STATE_CHANGE_NOT_ALLOWED',
  /** A new account is ACTIVE. Leave `state` out. */
  ExternalRoleAccountStateNotAllowed = 'EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED',
  /** `managed` is false. Only true is supported. */
  ExternalRoleAccountUserManagedNotSupported = 'EXTERNAL_ROLE_ACCOUNT_USER_MANAGED_NOT_SUPPORTED',
  /** The server makes the ID. Leave `id` out. */
  ExternalRoleIdNotAllowed = 'EXTERNAL_ROLE_ID_NOT_ALLOWED',
  /** The text is not an ID of an external role. Send IDs back exactly as they were received. */
  ExternalRoleIdNotValid = 'EXTERNAL_ROLE_ID_NOT_VALID',
  /** `data` names which of the two are absent, null or blank. */
  ExternalRoleNameEnabledRequired = 'EXTERNAL_ROLE_NAME_ENABLED_REQUIRED',
  /** Another external role of the company has this name. */
  ExternalRoleNameTaken = 'EXTERNAL_ROLE_NAME_TAKEN',
  /** The company has no external role of this ID. */
  ExternalRoleNotFound = 'EXTERNAL_ROLE_NOT_FOUND',
  /** The document is not GraphQL. `locations` says where reading stopped. */
  GraphqlParseFailed = 'GRAPHQL_PARSE_FAILED',
  /** The document does not fit the schema. `locations` says where. At most 10 such errors are answered. */
  GraphqlValidationFailed = 'GRAPHQL_VALIDATION_FAILED',
  /** The server listens on a loopback address, and the request names another host, as a page does whose name was made to lead here. A proxy on the same machine sends a loopback Host, or is named in ACCESSGRAPH_TRUSTED_PROXIES. */
  HostNotAllowed = 'HOST_NOT_ALLOWED',
  /** A mutation with the same Idempotency-Key, by the same application for the same acting user and under the same name in the answer, succeeded with another input. Nothing was changed. Use a new key for every new intention. */
  IdempotencyKeyConflict = 'IDEMPOTENCY_KEY_CONFLICT',
  /** A repeat is answered with the object as it is now, and there is none any more. Nothing was changed. */
  IdempotencyResultUnavailable = 'IDEMPOTENCY_RESULT_UNAVAILABLE',
  /** Detach a rule first. */
  IdentifierAccessRuleCountExceeded = 'IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED',
  /** The company has no identifier of this ID. */
  IdentifierNotFound = 'IDENTIFIER_NOT_FOUND',
  /** Numbers are compared in the normal form of their type. */
  IdentifierNumberTaken = 'IDENTIFIER_NUMBER_TAKEN',
  /** `nodes` was given too many IDs. Ask in several requests. */
  IdCountExceeded = 'ID_COUNT_EXCEEDED',
  /** The mutation's `input` was left out or is null, for an operation whose contract documents no message for that. */
  InputRequired = 'INPUT_REQUIRED',
  /** The body, or a parameter that holds JSON, is not JSON. The value is the offset in bytes at which reading stopped. */
  JsonNotValid = 'JSON_NOT_VALID',
  /** The request, or what it asks for, is larger than the server accepts. `data` names the limit, its value and the request's own; for `cost`, also the costliest fields. A query fails as a whole: ask for fewer entries or fields. A mutation's root field that began was carried out: it is null because its answer cost too much or was too large, and `data.ids` has the IDs of what it changed; a root field without `ids` was not carried out. `serverInfo` lists all limits. */
  LimitExceeded = 'LIMIT_EXCEEDED',
  /** The Content-Type of the request is not application/json, its character set is not UTF-8, or it is compressed. */
  MediaTypeNotSupported = 'MEDIA_TYPE_NOT_SUPPORTED',
  /** The endpoint takes POST, and GET for queries. The Allow header lists what would have been accepted. */
  MethodNotAllowed = 'METHOD_NOT_ALLOWED',
  /** `first` and `last` were given together. Ask for the first entries, or for the last. */
  PageDirectionNotValid = 'PAGE_DIRECTION_NOT_VALID',
  /** `first` or `last` is out of its bounds. */
  PageSizeNotValid = 'PAGE_SIZE_NOT_VALID',
  /** The request has the hash of a persisted query in its extensions and no query. The server stores no queries: send the text of the query. Apollo's clients do so by themselves. */
  PersistedQueryNotSupported = 'PERSISTED_QUERY_NOT_SUPPORTED',
  /** The HTTP request has an empty body. Send a GraphQL request as JSON. */
  RequestBodyRequired = 'REQUEST_BODY_REQUIRED',
  /** The body is larger than the limit `requestBodyBytes` of `serverInfo`. */
  RequestBodySizeExceeded = 'REQUEST_BODY_SIZE_EXCEEDED',
  /** The client left, or sent all it had and closed that half of the connection. A query is stopped. A mutation's own field that had begun was carried out, and one with this error was not begun: nothing was written. Keep the connection open until the answer is there. */
  RequestCanceled = 'REQUEST_CANCELED',
  /** The request is not a GraphQL request, or its headers contradict each other: `data` names the member, parameter or header and what is wrong with it. Requests cannot be batched. */
  RequestNotValid = 'REQUEST_NOT_VALID',
  /** The points of an application, or of an address that sends no key or one that fails, are used up. Nothing was executed. `data` names the limit and the seconds until there are points again, as the header `Retry-After` does. A key that is valid is never refused for its address. */
  RequestRateExceeded = 'REQUEST_RATE_EXCEEDED',
  /** `possibleErrors` takes the type and field, as in `Mutation.createAccess`. */
  SchemaCoordinateNotValid = 'SCHEMA_COORDINATE_NOT_VALID',
  /** The application lacks a scope. `data` names the field and the scope. An application with ADMIN can grant it. */
  ScopeRequired = 'SCOPE_REQUIRED',
  /** As many operations as may run at once were running, and this one waited for too long, or too many were waiting already. Nothing was executed. `data` has the seconds after which to try again, as the header `Retry-After` does. */
  ServerBusy = 'SERVER_BUSY',
  /** Something failed that the catalogue does not foresee. The cause is in the server's log under the request ID. */
  ServerFailed = 'SERVER_FAILED',
  /** The database did not answer. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the answer is missing. Try again later. */
  StoreUnavailable = 'STORE_UNAVAILABLE',
  /** A variable does not have the type that the schema asks for. `data` maps the path of each offending argument to what is wrong with it. */
  TypeDefinitionNotValid = 'TYPE_DEFINITION_NOT_VALID',
  /** The company has no user access of this ID. */
  UserAccessNotFound = 'USER_ACCESS_NOT_FOUND',
  /** Another role of the company has this code. */
  UserAccessRoleCodeTaken = 'USER_ACCESS_ROLE_CODE_TAKEN',
  /** A role cannot be deleted while user accesses hold it. `data.userAccesses` is their number: withdraw the role from them first. */
  UserAccessRoleInUse = 'USER_ACCESS_ROLE_IN_USE',
  /** The roles are not among the application's grantable roles. `data` has the path of each. Roles that an access holds already are not granted anew. */
  UserAccessRoleNotAllowed = 'USER_ACCESS_ROLE_NOT_ALLOWED',
  /** No role of the company has this code. */
  UserAccessRoleNotFound = 'USER_ACCESS_ROLE_NOT_FOUND',
  /** `roles` names codes that no role of the company has. `data` has the path of each. */
  UserAccessRoleUnknown = 'USER_ACCESS_ROLE_UNKNOWN',
  /** Another SSO access of the company has this `ssoId`. */
  UserAccessSsoIdTaken = 'USER_ACCESS_SSO_ID_TAKEN',
  /** A user has at most one access among UI and SSO. */
  UserAccessUiOrSsoTaken = 'USER_ACCESS_UI_OR_SSO_TAKEN',
  /** The company has no user of this ID. */
  UserNotFound = 'USER_NOT_FOUND',
  /** A value in the document cannot be read as its scalar type, such as a DateTime that is not RFC 3339. `data` names it. */
  ValueNotValid = 'VALUE_NOT_VALID',
  /** `expectedVersion` is not the current version. `data.currentVersion` holds that: read the object again and decide anew. */
  VersionConflict = 'VERSION_CONFLICT'
}

/** A person of another organisation. The `privateId` of an access names one. Created by itself, or together with an external role account. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalPersonalIdentity = Node & {
  __typename?: 'ExternalPersonalIdentity';
  /** The accesses linked to the identity. Needs the scope ACCESS_READ. */
  accesses?: Maybe<AccessConnection>;
  /** When the identity was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** The application, or the operator, that created the identity. */
  createdBy: Actor;
  /** The e-mail address, at most 100 characters. */
  emailAddress: Scalars['String']['output'];
  /** The first name, 1–50 Unicode characters. */
  firstName: Scalars['String']['output'];
  /** The audit records about the external personal identity, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the external personal identity as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the external personal identity: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The last name, 1–50 Unicode characters. */
  lastName: Scalars['String']['output'];
  /** True if the platform manages the identity. Always true: user-managed identities are not supported. */
  managed: Scalars['Boolean']['output'];
  /** The external role accounts linked to the identity. */
  roleAccounts?: Maybe<ExternalRoleAccountConnection>;
  /** The state of the identity. */
  state: ExternalPersonalIdentityState;
  /** When the identity was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The number of changes of the identity, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** A person of another organisation. The `privateId` of an access names one. Created by itself, or together with an external role account. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalPersonalIdentityAccessesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccessFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AccessOrder>;
};


/** A person of another organisation. The `privateId` of an access names one. Created by itself, or together with an external role account. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalPersonalIdentityHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};


/** A person of another organisation. The `privateId` of an access names one. Created by itself, or together with an external role account. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalPersonalIdentityRoleAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExternalRoleAccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ExternalRoleAccountOrder>;
};

/** A page of external personal identities. */
export type ExternalPersonalIdentityConnection = {
  __typename?: 'ExternalPersonalIdentityConnection';
  /** The external personal identities on the page, each with its cursor. */
  edges: Array<ExternalPersonalIdentityEdge>;
  /** The external personal identities on the page, without cursors. */
  nodes: Array<ExternalPersonalIdentity>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one external personal identity and its cursor. */
export type ExternalPersonalIdentityEdge = {
  __typename?: 'ExternalPersonalIdentityEdge';
  /** The opaque position of the external personal identity in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The external personal identity itself. */
  node: ExternalPersonalIdentity;
};

/** Selects external personal identities that match every given field. Null fields are ignored. */
export type ExternalPersonalIdentityFilter = {
  /** Only objects with exactly this e-mail address, case-sensitive. */
  emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** The start of the last name to search for, 1–50 Unicode characters, ignoring case and accents. In the order of creation the search reads the name of every match: sort by `LAST_NAME` where many match. */
  lastNameStartsWith?: InputMaybe<Scalars['String']['input']>;
  /** Only objects in one of these states. At most 100 entries; an empty list is ignored. */
  states?: InputMaybe<Array<ExternalPersonalIdentityState>>;
};

/** The sort order of a list of external personal identities. */
export type ExternalPersonalIdentityOrder = {
  /** The sort direction. */
  direction?: OrderDirection;
  /** The field to sort by. */
  field?: ExternalPersonalIdentityOrderField;
};

/** The fields that external personal identities can be sorted by. */
export enum ExternalPersonalIdentityOrderField {
  /** By creation. */
  CreatedAt = 'CREATED_AT',
  /** By last name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
  LastName = 'LAST_NAME'
}

/** The state of an external personal identity. Identities are created ACTIVE. */
export enum ExternalPersonalIdentityState {
  /** Accesses can be created and used with it. */
  Active = 'ACTIVE',
  /** Disabled. No access can be created or used with it. */
  Deactivated = 'DEACTIVATED',
  /** Not yet activated. */
  Invited = 'INVITED'
}

/** A role that people of other organisations can have in the company. An external role account grants it to one person. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalRole = Node & {
  __typename?: 'ExternalRole';
  /** The external role accounts that have the role. */
  accounts?: Maybe<ExternalRoleAccountConnection>;
  /** When the role was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** The application, or the operator, that created the role. */
  createdBy: Actor;
  /** True if the role is in use. While false, no account can be created for it, and no corporate access of its accounts can be created or used. */
  enabled: Scalars['Boolean']['output'];
  /** The audit records about the external role, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the external role as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the external role: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The name of the role, 1–100 Unicode characters, unique within the company. */
  name: Scalars['String']['output'];
  /** When the role was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The number of changes of the role, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** A role that people of other organisations can have in the company. An external role account grants it to one person. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalRoleAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExternalRoleAccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ExternalRoleAccountOrder>;
};


/** A role that people of other organisations can have in the company. An external role account grants it to one person. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalRoleHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** The account of a person of another organisation in one external role. The `roleAccountId` of a corporate access names one. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalRoleAccount = Node & {
  __typename?: 'ExternalRoleAccount';
  /** The corporate accesses that use the account. Needs the scope ACCESS_READ. */
  accesses?: Maybe<AccessConnection>;
  /** When the account was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** The application, or the operator, that created the account. */
  createdBy: Actor;
  /** The e-mail address of the user, at most 100 characters. */
  emailAddress: Scalars['String']['output'];
  /** The first name of the user, 1–50 Unicode characters. */
  firstName: Scalars['String']['output'];
  /** The audit records about the external role account, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the external role account as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the external role account: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The last name of the user, 1–50 Unicode characters. */
  lastName: Scalars['String']['output'];
  /** True if the platform manages the account. Always true: user-managed accounts are not supported. */
  managed: Scalars['Boolean']['output'];
  /** The external personal identity linked to the account. */
  personalIdentity?: Maybe<ExternalPersonalIdentity>;
  /** The ID of the external personal identity linked to the account. The server creates it with the account, and it never changes. */
  personalIdentityId?: Maybe<Scalars['ID']['output']>;
  /** The external role of the account. */
  role?: Maybe<ExternalRole>;
  /** The ID of the external role of the account. It never changes. */
  roleId: Scalars['ID']['output'];
  /** The state of the account. */
  state: ExternalRoleAccountState;
  /** When the account was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The number of changes of the account, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** The account of a person of another organisation in one external role. The `roleAccountId` of a corporate access names one. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalRoleAccountAccessesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccessFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AccessOrder>;
};


/** The account of a person of another organisation in one external role. The `roleAccountId` of a corporate access names one. Contract: create-external-role-account. Reading one needs the scope ROLE_ACCOUNT_READ. */
export type ExternalRoleAccountHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** A page of external role accounts. */
export type ExternalRoleAccountConnection = {
  __typename?: 'ExternalRoleAccountConnection';
  /** The external role accounts on the page, each with its cursor. */
  edges: Array<ExternalRoleAccountEdge>;
  /** The external role accounts on the page, without cursors. */
  nodes: Array<ExternalRoleAccount>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one external role account and its cursor. */
export type ExternalRoleAccountEdge = {
  __typename?: 'ExternalRoleAccountEdge';
  /** The opaque position of the external role account in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The external role account itself. */
  node: ExternalRoleAccount;
};

/** Selects external role accounts that match every given field. Null fields are ignored. */
export type ExternalRoleAccountFilter = {
  /** Only objects with exactly this e-mail address, case-sensitive. */
  emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** The start of the last name to search for, 1–50 Unicode characters, ignoring case and accents. In the order of creation the search reads the name of every match: sort by `LAST_NAME` where many match. */
  lastNameStartsWith?: InputMaybe<Scalars['String']['input']>;
  /** Only accounts linked to this external personal identity. An ID that the company does not have leaves an empty list. */
  personalIdentityId?: InputMaybe<Scalars['ID']['input']>;
  /** Only accounts of this external role. An ID that the company does not have leaves an empty list. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
  /** Only objects in one of these states. At most 100 entries; an empty list is ignored. */
  states?: InputMaybe<Array<ExternalRoleAccountState>>;
};

/** The sort order of a list of external role accounts. */
export type ExternalRoleAccountOrder = {
  /** The sort direction. */
  direction?: OrderDirection;
  /** The field to sort by. */
  field?: ExternalRoleAccountOrderField;
};

/** The fields that external role accounts can be sorted by. */
export enum ExternalRoleAccountOrderField {
  /** By creation. */
  CreatedAt = 'CREATED_AT',
  /** By last name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
  LastName = 'LAST_NAME'
}

/** The state of an external role account. Accounts are created ACTIVE. */
export enum ExternalRoleAccountState {
  /** Corporate accesses can be created and used with it. */
  Active = 'ACTIVE',
  /** Disabled. No corporate access can be created or used with it. */
  Deactivated = 'DEACTIVATED',
  /** Not yet activated. */
  Invited = 'INVITED'
}

/** A page of external roles. */
export type ExternalRoleConnection = {
  __typename?: 'ExternalRoleConnection';
  /** The external roles on the page, each with its cursor. */
  edges: Array<ExternalRoleEdge>;
  /** The external roles on the page, without cursors. */
  nodes: Array<ExternalRole>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one external role and its cursor. */
export type ExternalRoleEdge = {
  __typename?: 'ExternalRoleEdge';
  /** The opaque position of the external role in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The external role itself. */
  node: ExternalRole;
};

/** Selects external roles that match every given field. Null fields are ignored. */
export type ExternalRoleFilter = {
  /** Only roles that are enabled, or only those that are not. */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The start of the name to search for, 1–50 Unicode characters, ignoring case and accents. In the order of creation the search reads the name of every match: sort by `NAME` where many match. */
  nameStartsWith?: InputMaybe<Scalars['String']['input']>;
};

/** The sort order of a list of external roles. */
export type ExternalRoleOrder = {
  /** The sort direction. */
  direction?: OrderDirection;
  /** The field to sort by. */
  field?: ExternalRoleOrderField;
};

/** The fields that external roles can be sorted by. */
export enum ExternalRoleOrderField {
  /** By creation. */
  CreatedAt = 'CREATED_AT',
  /** By name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
  Name = 'NAME'
}

/** One field of an object before and after a change. */
export type FieldChange = {
  __typename?: 'FieldChange';
  /** The value after the change; null when there is none, as in an object that was deleted. */
  after?: Maybe<Scalars['JSON']['output']>;
  /** The value before the change; null when there was none, as in an object that was created. */
  before?: Maybe<Scalars['JSON']['output']>;
  /** The name of the field, as it is stored: mostly that of this schema. */
  field: Scalars['String']['output'];
};

/** A card, key, code or licence plate that a reader can read. Contract: create-access-rule, whose rules are attached to identifiers. Reading one needs the scope ACCESS_RULE_READ. */
export type Identifier = Node & {
  __typename?: 'Identifier';
  /** The access rules that are attached to the identifier, at most 100, in the order of their creation. */
  accessRules?: Maybe<AccessRuleConnection>;
  /** Whose identifier it is. */
  affiliation: IdentifierAffiliation;
  /** When the identifier was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the identifier. */
  createdBy: Actor;
  /** The audit records about the identifier, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the identifier as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the identifier: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The name of the identifier, 1 to 100 Unicode characters. */
  name: Scalars['String']['output'];
  /** What a reader reads from it, in the normal form of its type; unique within the company and type. */
  number: Scalars['String']['output'];
  /** The passages that were recorded of the identifier, granted or not, newest first. */
  passages?: Maybe<PassageConnection>;
  /** What a reader reads. */
  type: IdentifierType;
  /** When the identifier was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** When the identifier opens anything, and how often. */
  validity: IdentifierValidity;
  /** The number of changes of the identifier, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** A card, key, code or licence plate that a reader can read. Contract: create-access-rule, whose rules are attached to identifiers. Reading one needs the scope ACCESS_RULE_READ. */
export type IdentifierAccessRulesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A card, key, code or licence plate that a reader can read. Contract: create-access-rule, whose rules are attached to identifiers. Reading one needs the scope ACCESS_RULE_READ. */
export type IdentifierHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};


/** A card, key, code or licence plate that a reader can read. Contract: create-access-rule, whose rules are attached to identifiers. Reading one needs the scope ACCESS_RULE_READ. */
export type IdentifierPassagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Whose identifier it is. */
export enum IdentifierAffiliation {
  /** It belongs to a guest. */
  Guest = 'GUEST',
  /** It belongs to somebody of the place. */
  Owner = 'OWNER'
}

/** A page of identifiers. */
export type IdentifierConnection = {
  __typename?: 'IdentifierConnection';
  /** The identifiers on the page, each with its cursor. */
  edges: Array<IdentifierEdge>;
  /** The identifiers on the page, without cursors. */
  nodes: Array<Identifier>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one identifier and its cursor. */
export type IdentifierEdge = {
  __typename?: 'IdentifierEdge';
  /** The opaque position of the identifier in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The identifier itself. */
  node: Identifier;
};

/** Which identifiers a list has: those that meet every field that is given. Null fields are ignored. Each is read from an index when it is alone; what others leave out is searched for until the page is full or the deadline of the operation is over. */
export type IdentifierFilter = {
  /** With this access rule attached. An ID that the company does not have leaves an empty list. */
  accessRuleId?: InputMaybe<Scalars['ID']['input']>;
  /** Whose identifiers they are. */
  affiliation?: InputMaybe<IdentifierAffiliation>;
  /** With this number, in any form of its type. One that is malformed leaves an empty list. */
  number?: InputMaybe<IdentifierNumberInput>;
  /** Of this type. */
  type?: InputMaybe<IdentifierType>;
};

/** A number as a reader reads it. */
export type IdentifierNumberInput = {
  /** The number, in any form of its type. */
  number: Scalars['String']['input'];
  /** What was read. */
  type: IdentifierType;
};

/** What a reader reads, and with it the forms that a number can have. */
export enum IdentifierType {
  /** A card: 2 to 32 hex bytes joined by `:` or `-`, 16 to 256 binary digits in whole bytes, or 1 to 10 decimal digits without leading zeros. The first two have the same normal form: hex bytes in capitals, joined by `:`. */
  Card = 'CARD',
  /** A code that is typed in: 1 to 10 digits, leading zeros kept. It is a secret of a kind, and left out of logs, audit records and passages. */
  InputCode = 'INPUT_CODE',
  /** A licence plate: 1 to 100 Unicode characters. The normal form is in capitals, without spaces and hyphens. */
  LicensePlate = 'LICENSE_PLATE',
  /** An electronic key, with the same forms as a card. */
  Ukey = 'UKEY'
}

/** When an identifier opens anything, and how often. */
export type IdentifierValidity = {
  __typename?: 'IdentifierValidity';
  /** Valid from this instant on; null: from the beginning. */
  from?: Maybe<Scalars['DateTime']['output']>;
  /** How many passes there are in all, 1 to 99999; null: without limit. */
  maxPasses?: Maybe<Scalars['Int']['output']>;
  /** How many passes are left; null: without limit. A pass does not change the identifier's `version`. */
  passesLeft?: Maybe<Scalars['Int']['output']>;
  /** Valid before this instant; null: for ever. */
  to?: Maybe<Scalars['DateTime']['output']>;
};

/** When an identifier is to open anything, and how often. In an update, a limit that is left out stays as it is and null removes it, each by itself. `from` must lie before `to`. */
export type IdentifierValidityInput = {
  /** Valid from this instant on. Null: from the beginning. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** How many passes there are in all, 1 to 99999; null: without limit. Another number leaves as many passes as it is greater than those that were used, and none when it is not. */
  maxPasses?: InputMaybe<Scalars['Int']['input']>;
  /** Valid before this instant. Null: for ever. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Who may read the schema of a server by introspection. Whoever may not is not told names of it by error messages either. */
export enum IntrospectionPolicy {
  /** Whoever sends a valid API key. Without one, introspection is answered as any operation that needs a key. */
  Key = 'KEY',
  /** Nobody. Introspection is answered with the error `GRAPHQL_VALIDATION_FAILED`. */
  Off = 'OFF',
  /** Everybody, with or without an API key. */
  Public = 'PUBLIC'
}

/** The status of an invitation. */
export enum InvitationStatus {
  /** The user has accepted. */
  Accepted = 'ACCEPTED',
  /** The token has expired. `inviteAccess` issues a new one. */
  Expired = 'EXPIRED',
  /** The token is valid, and the user has not used it yet. */
  Pending = 'PENDING'
}

/** The input of `inviteAccess`. */
export type InviteAccessInput = {
  /** The ID of the access. */
  accessId: Scalars['ID']['input'];
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The number of hours that the token is valid for, 1–720. */
  validForHours?: Scalars['Int']['input'];
};

/** The payload of `inviteAccess`. */
export type InviteAccessPayload = {
  __typename?: 'InviteAccessPayload';
  /** The access, still INVITED, with its invitation. */
  access: Access;
  /** The token, a secret for the user alone. It is shown only once: null in the replay of an earlier request. */
  invitationToken?: Maybe<Scalars['String']['output']>;
};

/** For which application to issue a key. */
export type IssueApiKeyInput = {
  /** The ID of the application. */
  applicationId: Scalars['ID']['input'];
  /** The instant from which the key can no longer be used. It must lie in the future. Left out or null: the key does not expire. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The payload of `issueApiKey`. */
export type IssueApiKeyPayload = {
  __typename?: 'IssueApiKeyPayload';
  /** The API key, a secret: it is shown this once, and only a hash of it is stored. Null when the answer repeats an earlier one. */
  apiKey?: Maybe<Scalars['String']['output']>;
  /** The application, with the new key among its keys. */
  application: Application;
};

/** One limit of the server. */
export type Limit = {
  __typename?: 'Limit';
  /** What is limited, with the unit at the end where it is not a count, such as `requestBodyBytes`. */
  name: Scalars['String']['output'];
  /** The greatest value allowed. */
  value: Scalars['Int']['output'];
};

/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Accepts an access in person with the token of an invitation. The access becomes ACTIVE, and the agreement's version and the time are recorded. The token works once; of several concurrent uses one succeeds. Attempts with invalid tokens are limited per application, or per address without a key, and all attempts per token. An idempotency key has no effect. Needs no API key. */
  acceptAccessInvitation?: Maybe<AcceptAccessInvitationPayload>;
  /** Activates an INVITED access on the user's behalf, and records the agreement's version, the time and the caller. Only for an access that the platform manages. Needs the scope ACCESS_WRITE. */
  activateAccess?: Maybe<ActivateAccessPayload>;
  /** Attaches an access rule to an identifier. Nothing changes when it is attached already. An identifier has at most 100 rules. Needs the scope ACCESS_RULE_WRITE. */
  attachAccessRule?: Maybe<AttachAccessRulePayload>;
  /** Creates an INVITED access. The next step is `activateAccess` if the platform manages it, else `inviteAccess`. Contract: create-access. Needs the scope ACCESS_WRITE. */
  createAccess?: Maybe<CreateAccessPayload>;
  /** Creates an access rule, which is attached to no identifier yet. Contract: create-access-rule. Needs the scope ACCESS_RULE_WRITE. */
  createAccessRule?: Maybe<CreateAccessRulePayload>;
  /** Creates an application and its first API key, which is shown this once. Needs the scope ADMIN. */
  createApplication?: Maybe<CreateApplicationPayload>;
  /** Creates a customer, as a subsidiary of another when `parentId` is given. Needs the scope USER_ACCESS_WRITE. */
  createCustomer?: Maybe<CreateCustomerPayload>;
  /** Creates an ACTIVE external personal identity. Needs the scope ROLE_ACCOUNT_WRITE. */
  createExternalPersonalIdentity?: Maybe<CreateExternalPersonalIdentityPayload>;
  /** Creates an external role. Needs the scope ROLE_ACCOUNT_WRITE. */
  createExternalRole?: Maybe<CreateExternalRolePayload>;
  /** Creates an ACTIVE external role account for a person of another organisation, together with the external personal identity linked to it. Contract: create-external-role-account. Needs the scope ROLE_ACCOUNT_WRITE. */
  createExternalRoleAccount?: Maybe<CreateExternalRoleAccountPayload>;
  /** Creates an identifier, which has no access rules yet and opens nothing. Needs the scope ACCESS_RULE_WRITE. */
  createIdentifier?: Maybe<CreateIdentifierPayload>;
  /** Creates a user of a customer. Needs the scope USER_ACCESS_WRITE. */
  createUser?: Maybe<CreateUserPayload>;
  /** Creates an access of one of the four types for a user. The application can grant only its `grantableRoles`, or any role when it holds the scope ADMIN. A user has at most one access among UI and SSO. Contract: create-user-access. Needs the scope USER_ACCESS_WRITE. */
  createUserAccess?: Maybe<CreateUserAccessPayload>;
  /** Creates a role that user accesses can hold. Which applications may grant it is their `grantableRoles`. Needs the scope ADMIN. */
  createUserAccessRole?: Maybe<CreateUserAccessRolePayload>;
  /** Deletes an access rule. One that is attached is only deleted with `detach: true`: then it opens nothing any more from that moment on, and no identifier shows it. It cannot be undone. Needs the scope ACCESS_RULE_WRITE. */
  deleteAccessRule?: Maybe<DeleteAccessRulePayload>;
  /** Deletes an identifier, which frees its number. It opens nothing any more from that moment on. It cannot be undone; the passages that were recorded of it are kept. Needs the scope ACCESS_RULE_WRITE. */
  deleteIdentifier?: Maybe<DeleteIdentifierPayload>;
  /** Deletes a user access. What it alone could have is free again: its SSO ID, and the one access among UI and SSO. Needs the scope USER_ACCESS_WRITE. */
  deleteUserAccess?: Maybe<DeleteUserAccessPayload>;
  /** Deletes a role that no user access holds: while one does, the error is USER_ACCESS_ROLE_IN_USE, also when a grant is made at the same time. The `grantableRoles` of applications keep the code. Needs the scope ADMIN. */
  deleteUserAccessRole?: Maybe<DeleteUserAccessRolePayload>;
  /** Detaches an access rule from an identifier. Nothing changes when it is not attached. Needs the scope ACCESS_RULE_WRITE. */
  detachAccessRule?: Maybe<DetachAccessRulePayload>;
  /** Invites the user of a user-managed access to accept it in person, and returns the token for them. A new invitation voids the previous one. Needs the scope ACCESS_WRITE. */
  inviteAccess?: Maybe<InviteAccessPayload>;
  /** Issues a second API key, so that the first can be replaced without an outage. The key is shown this once. Keys that have expired are dropped. Needs the scope ADMIN. */
  issueApiKey?: Maybe<IssueApiKeyPayload>;
  /** Decides now as `checkPassage` does, and records the passage or its denial. Of the input codes that are denied TOO_MANY_ATTEMPTS, one is recorded in a second for each application and reader. A passage that is granted uses up a pass of an identifier that has a limit: never more of them than there are, however many readers ask at once. Needs the scope PASSAGE. */
  recordPassage?: Maybe<RecordPassagePayload>;
  /** Records that a user access was used to log in. `lastLoginAt` never moves back: a login that is not later than the one known changes nothing, and is no error. Neither `version` nor `updatedAt` moves. Needs the scope USER_ACCESS_WRITE. */
  recordUserAccessLogin?: Maybe<RecordUserAccessLoginPayload>;
  /** Makes all passes of an identifier available again. Nothing changes for one without a limit. The identifier keeps its `version`. Needs the scope ACCESS_RULE_WRITE. */
  resetIdentifierPasses?: Maybe<ResetIdentifierPassesPayload>;
  /** Revokes an API key for good. The last live key of the last usable application of a company that holds ADMIN cannot be revoked. Takes effect within 10 seconds. Needs the scope ADMIN. */
  revokeApiKey?: Maybe<RevokeApiKeyPayload>;
  /** Changes the names or the state of an access. The state switches between ACTIVE and DEACTIVATED; setting the present state is no error. Contract: access-object. Needs the scope ACCESS_WRITE. */
  updateAccess?: Maybe<UpdateAccessPayload>;
  /** Changes an access rule, for every identifier that it is attached to. Needs the scope ACCESS_RULE_WRITE. */
  updateAccessRule?: Maybe<UpdateAccessRulePayload>;
  /** Changes an application; fields that are left out keep their value. The last usable application of a company that holds ADMIN can be neither disabled nor stripped of it. Takes effect within 10 seconds. Needs the scope ADMIN. */
  updateApplication?: Maybe<UpdateApplicationPayload>;
  /** Changes the fields of a customer that are given. The parent never changes. Needs the scope USER_ACCESS_WRITE. */
  updateCustomer?: Maybe<UpdateCustomerPayload>;
  /** Changes the names, the e-mail address or the state of an external personal identity. The state switches between ACTIVE and DEACTIVATED; setting the present state is no error. Needs the scope ROLE_ACCOUNT_WRITE. */
  updateExternalPersonalIdentity?: Maybe<UpdateExternalPersonalIdentityPayload>;
  /** Renames, enables or disables an external role. While it is disabled, no access of its accounts is usable. Needs the scope ROLE_ACCOUNT_WRITE. */
  updateExternalRole?: Maybe<UpdateExternalRolePayload>;
  /** Changes the names, the e-mail address or the state of an external role account. Names and state are also set on the linked personal identity, in the same commit. The state switches between ACTIVE and DEACTIVATED; setting the present state is no error. Needs the scope ROLE_ACCOUNT_WRITE. */
  updateExternalRoleAccount?: Maybe<UpdateExternalRoleAccountPayload>;
  /** Changes an identifier. Its type and number never change. Needs the scope ACCESS_RULE_WRITE. */
  updateIdentifier?: Maybe<UpdateIdentifierPayload>;
  /** Changes the fields of a user that are given. The customer never changes. Needs the scope USER_ACCESS_WRITE. */
  updateUser?: Maybe<UpdateUserPayload>;
  /** Changes the fields of a user access that are given. The type and the customer never change. Only roles that the access does not hold yet are granted, within the application's `grantableRoles`: one that it may not grant can be kept, and withdrawn. Needs the scope USER_ACCESS_WRITE. */
  updateUserAccess?: Maybe<UpdateUserAccessPayload>;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationAcceptAccessInvitationArgs = {
  input: AcceptAccessInvitationInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationActivateAccessArgs = {
  input: ActivateAccessInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationAttachAccessRuleArgs = {
  input: AttachAccessRuleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateAccessArgs = {
  input: CreateAccessInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateAccessRuleArgs = {
  input: CreateAccessRuleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateApplicationArgs = {
  input: CreateApplicationInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateCustomerArgs = {
  input: CreateCustomerInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateExternalPersonalIdentityArgs = {
  input: CreateExternalPersonalIdentityInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateExternalRoleArgs = {
  input: CreateExternalRoleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateExternalRoleAccountArgs = {
  input: CreateExternalRoleAccountInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateIdentifierArgs = {
  input: CreateIdentifierInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateUserAccessArgs = {
  input: CreateUserAccessInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationCreateUserAccessRoleArgs = {
  input: CreateUserAccessRoleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationDeleteAccessRuleArgs = {
  input: DeleteAccessRuleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationDeleteIdentifierArgs = {
  input: DeleteIdentifierInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationDeleteUserAccessArgs = {
  input: DeleteUserAccessInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationDeleteUserAccessRoleArgs = {
  input: DeleteUserAccessRoleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationDetachAccessRuleArgs = {
  input: DetachAccessRuleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationInviteAccessArgs = {
  input: InviteAccessInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationIssueApiKeyArgs = {
  input: IssueApiKeyInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationRecordPassageArgs = {
  input: RecordPassageInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationRecordUserAccessLoginArgs = {
  input: RecordUserAccessLoginInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationResetIdentifierPassesArgs = {
  input: ResetIdentifierPassesInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateAccessArgs = {
  input: UpdateAccessInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateAccessRuleArgs = {
  input: UpdateAccessRuleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateApplicationArgs = {
  input: UpdateApplicationInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateCustomerArgs = {
  input: UpdateCustomerInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateExternalPersonalIdentityArgs = {
  input: UpdateExternalPersonalIdentityInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateExternalRoleArgs = {
  input: UpdateExternalRoleInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateExternalRoleAccountArgs = {
  input: UpdateExternalRoleAccountInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateIdentifierArgs = {
  input: UpdateIdentifierInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};


/** The mutations. Each field is one atomic change, committed together with its audit records. The fields of one operation run in order; a field that fails does not undo those before it. */
export type MutationUpdateUserAccessArgs = {
  input: UpdateUserAccessInput;
};

/** Any object that `node` finds by its ID. */
export type Node = {
  /** The global ID of the object, made by the server. It is opaque: send it back exactly as it was received. */
  id: Scalars['ID']['output'];
};

/** The direction of a sort order. */
export enum OrderDirection {
  /** Ascending: oldest first, or A to Z. */
  Asc = 'ASC',
  /** Descending: newest first, or Z to A. */
  Desc = 'DESC'
}

/** The position of a page within its list. Cursors are opaque and stay valid while the list changes. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last entry, to be sent as `after` for the next page; null for an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** True if items follow the page. Looked up only when selected. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True if items precede the page. Looked up only when selected. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first entry, to be sent as `before` for the previous page; null for an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A decision at a door, as `recordPassage` recorded it. It never changes. Reading one needs the scope ACCESS_RULE_READ. */
export type Passage = Node & {
  __typename?: 'Passage';
  /** The IDs of the access rules that decided. Some may have been changed or deleted since. */
  accessRuleIds: Array<Scalars['ID']['output']>;
  /** When the passage was recorded, in UTC with milliseconds. The order of recording is the order of IDs. */
  createdAt: Scalars['DateTime']['output'];
  /** Who recorded the passage. */
  createdBy: Actor;
  /** Why nothing was to be opened; null when granted. */
  denial?: Maybe<PassageDenial>;
  /** What decided in words, with the names of then. */
  explanation: Scalars['String']['output'];
  /** Whether anything was to be opened. */
  granted: Scalars['Boolean']['output'];
  /** The global ID of the passage: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The identifier; null when it was unknown, was not looked at, or has been deleted since. */
  identifier?: Maybe<Identifier>;
  /** The identifier of the reader. */
  reader: Scalars['String']['output'];
  /** For the denial TOO_MANY_ATTEMPTS: how many attempts of `recordPassage` were refused at the reader since the passage before it with that denial, usually within a second, and have no passage of their own. Null for every other passage. Counted by each server process on its own, and lost when it ends. */
  refusedAttempts?: Maybe<Scalars['Int']['output']>;
  /** The numbers of the relays that were to be opened, ascending; empty when not granted. */
  relays: Array<Scalars['Int']['output']>;
};

/** A page of passages. */
export type PassageConnection = {
  __typename?: 'PassageConnection';
  /** The passages on the page, each with its cursor. */
  edges: Array<PassageEdge>;
  /** The passages on the page, without cursors. */
  nodes: Array<Passage>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** Whether an identifier opens anything at a reader, and why. */
export type PassageDecision = {
  __typename?: 'PassageDecision';
  /** The rules that decided: those that have the reader, or all that are attached when none has it. Needs the scope ACCESS_RULE_READ. */
  accessRules?: Maybe<Array<AccessRule>>;
  /** Why nothing is to be opened: of the denials that apply, the first in the order of the enum. Null when granted. */
  denial?: Maybe<PassageDenial>;
  /** What decided in words: the reader, the rules and the relays, or the link that is missing. Needs the scope ACCESS_RULE_READ. */
  explanation?: Maybe<Scalars['String']['output']>;
  /** Whether anything is to be opened. */
  granted: Scalars['Boolean']['output'];
  /** The identifier; null when it is unknown or was not looked at. Needs the scope ACCESS_RULE_READ. */
  identifier?: Maybe<Identifier>;
  /** The numbers of the relays to open: those of every rule that is attached and has the reader, each once, in ascending order. Empty when not granted. */
  relays: Array<Scalars['Int']['output']>;
};

/** Why an identifier opens nothing at a reader. */
export enum PassageDenial {
  /** The instant is not before `validity.to`. */
  Expired = 'EXPIRED',
  /** The instant is before `validity.from`. */
  NotYetValid = 'NOT_YET_VALID',
  /** No access rule is attached to the identifier. */
  NoAccessRuleAttached = 'NO_ACCESS_RULE_ATTACHED',
  /** All `validity.maxPasses` were used. */
  NoPassesLeft = 'NO_PASSES_LEFT',
  /** The reader is in none of the access rules that are attached. */
  ReaderNotInAccessRules = 'READER_NOT_IN_ACCESS_RULES',
  /** Too many wrong input codes were shown at the reader, or at all readers of the application together; the limits are named in `serverInfo`. This one was not looked at, right or wrong. Only input codes are refused so. Wait up to a minute. */
  TooManyAttempts = 'TOO_MANY_ATTEMPTS',
  /** The company has no such identifier. A malformed number is that of no identifier. */
  UnknownIdentifier = 'UNKNOWN_IDENTIFIER'
}

/** An item of a page: one passage and its cursor. */
export type PassageEdge = {
  __typename?: 'PassageEdge';
  /** The opaque position of the passage in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The passage itself. */
  node: Passage;
};

/** Which identifier stands at the reader: exactly one way of saying it. */
export type PassageIdentifierInput =
  /** The ID of the identifier. */
  { identifierId: Scalars['ID']['input']; number?: never; }
  |  /** What the reader read. */
  { identifierId?: never; number: IdentifierNumberInput; };

/** A profile. Contract: create-user-access, type profile. Reading one needs the scope USER_ACCESS_READ. */
export type ProfileAccess = Node & UserAccess & {
  __typename?: 'ProfileAccess';
  /** When the access was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the access. */
  createdBy: Actor;
  /** The customer that the access belongs to. */
  customer?: Maybe<Customer>;
  /** The ID of the customer that the access belongs to. It never changes. */
  customerId: Scalars['ID']['output'];
  /** The audit records about the user access, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the user access as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the user access: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** When the access was last used to log in, in UTC with milliseconds; null when it never was. */
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name that tells several profiles of a user apart, 1 to 100 Unicode characters. */
  name: Scalars['String']['output'];
  /** The codes of the roles that the access holds, in the order in which they were granted. */
  roles: Array<Scalars['String']['output']>;
  /** The type of the access. It never changes. */
  type: UserAccessType;
  /** When the access was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The user whose access it is. */
  user?: Maybe<User>;
  /** The ID of the user whose access it is. It never changes. */
  userId: Scalars['ID']['output'];
  /** The number of changes of the access, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** A profile. Contract: create-user-access, type profile. Reading one needs the scope USER_ACCESS_READ. */
export type ProfileAccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** What a profile needs. */
export type ProfileAccessInput = {
  /** The name that tells several profiles of a user apart, 1 to 100 Unicode characters. */
  name: Scalars['String']['input'];
};

/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type Query = {
  __typename?: 'Query';
  /** An access by its ID. Null with the error ACCESS_NOT_FOUND if the company has no such access, or ACCESS_ID_NOT_VALID if the text is not the ID of an access. Needs the scope ACCESS_READ. */
  access?: Maybe<Access>;
  /** An access rule of the company by its ID; null, with the error ACCESS_RULE_NOT_FOUND, when the company has none. Needs the scope ACCESS_RULE_READ. */
  accessRule?: Maybe<AccessRule>;
  /** The access rules of the company, in the order of their creation or by name. Needs the scope ACCESS_RULE_READ. */
  accessRules?: Maybe<AccessRuleConnection>;
  /** The current user agreement, to be read before `activateAccess`. Only for an INVITED access that the platform manages. Needs the scope ACCESS_READ. */
  accessUserAgreement?: Maybe<UserAgreement>;
  /** The accesses of the company. Needs the scope ACCESS_READ. */
  accesses?: Maybe<AccessConnection>;
  /** An application of the company by its ID; null, with the error APPLICATION_NOT_FOUND, when the company has none. Needs any valid API key when it is the caller's own application, and the scope ADMIN when it is another: without that the error is SCOPE_REQUIRED, whether the application exists or not. */
  application?: Maybe<Application>;
  /** The applications of the company, in the order of their creation. Needs the scope ADMIN. */
  applications?: Maybe<ApplicationConnection>;
  /** Who changed what: the audit records of the company, newest first. Each field of the filter is read from an index when it is alone or together with `from` and `to`; what more fields leave out is searched for until the page is full or the deadline of the operation is over. Needs the scope AUDIT_READ. */
  auditLog?: Maybe<AuditRecordConnection>;
  /** Decides whether an identifier would open anything at a reader. It changes nothing and uses up no pass. Wrong input codes are limited per application and reader, so that codes cannot be found by trying: further ones are then denied TOO_MANY_ATTEMPTS. Needs the scope PASSAGE. */
  checkPassage?: Maybe<PassageDecision>;
  /** A customer of the company by its ID; null, with the error CUSTOMER_NOT_FOUND, when the company has none. Needs the scope USER_ACCESS_READ. */
  customer?: Maybe<Customer>;
  /** The customers of the company, subsidiaries included, in the order of their creation. Needs the scope USER_ACCESS_READ. */
  customers?: Maybe<CustomerConnection>;
  /** The catalogue of every error that this API can answer with: the error contract, at run time. Both arguments together keep the entries that satisfy both. Needs no API key. Where introspection is not open to everybody, it does. */
  errorCatalog: Array<ErrorDefinition>;
  /** The external personal identities of the company. Needs the scope ROLE_ACCOUNT_READ. */
  externalPersonalIdentities?: Maybe<ExternalPersonalIdentityConnection>;
  /** An external personal identity by its ID. Null with the error EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND if the company has no such identity. Needs the scope ROLE_ACCOUNT_READ. */
  externalPersonalIdentity?: Maybe<ExternalPersonalIdentity>;
  /** An external role by its ID. Null with the error EXTERNAL_ROLE_NOT_FOUND if the company has no such role, or EXTERNAL_ROLE_ID_NOT_VALID if the text is not the ID of an external role. Needs the scope ROLE_ACCOUNT_READ. */
  externalRole?: Maybe<ExternalRole>;
  /** An external role account by its ID. Null with the error EXTERNAL_ROLE_ACCOUNT_NOT_FOUND if the company has no such account, or EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID if the text is not the ID of an external role account. Needs the scope ROLE_ACCOUNT_READ. */
  externalRoleAccount?: Maybe<ExternalRoleAccount>;
  /** The external role accounts of the company. Needs the scope ROLE_ACCOUNT_READ. */
  externalRoleAccounts?: Maybe<ExternalRoleAccountConnection>;
  /** The external roles of the company. Needs the scope ROLE_ACCOUNT_READ. */
  externalRoles?: Maybe<ExternalRoleConnection>;
  /** An identifier of the company by its ID; null, with the error IDENTIFIER_NOT_FOUND, when the company has none. Needs the scope ACCESS_RULE_READ. */
  identifier?: Maybe<Identifier>;
  /** The identifiers of the company, in the order of their creation. Needs the scope ACCESS_RULE_READ. */
  identifiers?: Maybe<IdentifierConnection>;
  /** The current user agreement, to be read before `acceptAccessInvitation`. Does not use up the token. Attempts with invalid tokens are limited per application, or per address without a key, and all attempts per token. Needs no API key. */
  invitationUserAgreement?: Maybe<UserAgreement>;
  /** Any object of the caller's company by its ID; null when the company has none of this ID. Needs any valid API key, and the read scope of the object's family: without that the field is null and its error SCOPE_REQUIRED, whether the object exists or not. An application other than one's own needs the scope ADMIN. */
  node?: Maybe<Node>;
  /** Objects of the caller's company by their IDs, in the order asked; null in the place of each that the company does not have. Needs any valid API key, and for each object the read scope of its family: without that its place is null and has the error SCOPE_REQUIRED. */
  nodes: Array<Maybe<Node>>;
  /** The entries of the catalogue that one field can answer with, those that every field can answer with included, in the order of the catalogue. Needs no API key. Where introspection is not open to everybody, it does. */
  possibleErrors: Array<ErrorDefinition>;
  /** The version of the server, its limits and settings in force, and the specifications it follows. Needs no API key. */
  serverInfo: ServerInfo;
  /** A user of the company by its ID; null, with the error USER_NOT_FOUND, when the company has none. Needs the scope USER_ACCESS_READ. */
  user?: Maybe<User>;
  /** A user access of the company by its ID; null, with the error USER_ACCESS_NOT_FOUND, when the company has none. Needs the scope USER_ACCESS_READ. */
  userAccess?: Maybe<UserAccess>;
  /** The roles that user accesses of the company can hold, in the order of their creation. Needs the scope USER_ACCESS_READ. */
  userAccessRoles?: Maybe<UserAccessRoleConnection>;
  /** The user accesses of the company, of every type, in the order of their creation. A filter of one field, and of a customer or a role with types, is read from an index; what more fields leave out is searched for until the page is full or the deadline of the operation is over. Needs the scope USER_ACCESS_READ. */
  userAccesses?: Maybe<UserAccessConnection>;
  /** The users of the company, in the order of their creation, or by last name when they are searched by it. Needs the scope USER_ACCESS_READ. */
  users?: Maybe<UserConnection>;
  /** Who is calling: the application behind the API key, its company and its scopes. Needs any valid API key. */
  viewer: Viewer;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryAccessArgs = {
  accessId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryAccessRuleArgs = {
  accessRuleId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryAccessRulesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccessRuleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AccessRuleOrder>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryAccessUserAgreementArgs = {
  accessId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryAccessesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AccessFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AccessOrder>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryApplicationArgs = {
  applicationId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryCheckPassageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  identifier: PassageIdentifierInput;
  reader: Scalars['String']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryCustomerArgs = {
  customerId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryErrorCatalogArgs = {
  codes?: InputMaybe<Array<ErrorCode>>;
  reasons?: InputMaybe<Array<ErrorReason>>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryExternalPersonalIdentitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExternalPersonalIdentityFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ExternalPersonalIdentityOrder>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryExternalPersonalIdentityArgs = {
  externalPersonalIdentityId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryExternalRoleArgs = {
  externalRoleId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryExternalRoleAccountArgs = {
  externalRoleAccountId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryExternalRoleAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExternalRoleAccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ExternalRoleAccountOrder>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryExternalRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExternalRoleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ExternalRoleOrder>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryIdentifierArgs = {
  identifierId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryIdentifiersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<IdentifierFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryInvitationUserAgreementArgs = {
  invitationToken: Scalars['String']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryPossibleErrorsArgs = {
  coordinate: Scalars['String']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryUserArgs = {
  userId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryUserAccessArgs = {
  userAccessId: Scalars['ID']['input'];
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryUserAccessRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  grantable?: InputMaybe<Scalars['Boolean']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryUserAccessesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserAccessFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries. Each field states what it needs: a scope, any valid API key, or none. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A passage to decide and to record. */
export type RecordPassageInput = {
  /** Which identifier stands there. */
  identifier: PassageIdentifierInput;
  /** The unique identifier of the reader, 1 to 100 Unicode characters. */
  reader: Scalars['String']['input'];
};

/** The payload of `recordPassage`. */
export type RecordPassagePayload = {
  __typename?: 'RecordPassagePayload';
  /** The decision. */
  decision: PassageDecision;
  /** The passage that was recorded. Null for an attempt denied TOO_MANY_ATTEMPTS within a second of another at the same reader: guessing must not fill the store, so the next passage with that denial counts it in its `refusedAttempts`. Such an attempt is not kept for its idempotency key either, and is decided anew when it is sent again. Needs the scope ACCESS_RULE_READ. */
  passage?: Maybe<Passage>;
};

/** A login to record. */
export type RecordUserAccessLoginInput = {
  /** When the access was used, in any offset; it is kept in UTC with milliseconds. At most 5 minutes ahead of the server's clock. Left out or null: now. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** The ID of the user access. */
  userAccessId: Scalars['ID']['input'];
};

/** The payload of `recordUserAccessLogin`. */
export type RecordUserAccessLoginPayload = {
  __typename?: 'RecordUserAccessLoginPayload';
  /** The user access after the login. */
  userAccess: UserAccess;
};

/** Whose passes to make available again. */
export type ResetIdentifierPassesInput = {
  /** The ID of the identifier. */
  identifierId: Scalars['ID']['input'];
};

/** The payload of `resetIdentifierPasses`. */
export type ResetIdentifierPassesPayload = {
  __typename?: 'ResetIdentifierPassesPayload';
  /** The identifier, with all its passes. */
  identifier: Identifier;
};

/** Which key to revoke. */
export type RevokeApiKeyInput = {
  /** The ID of the key, as in the application's `keys`. */
  apiKeyId: Scalars['ID']['input'];
  /** The ID of the application. */
  applicationId: Scalars['ID']['input'];
};

/** The payload of `revokeApiKey`. */
export type RevokeApiKeyPayload = {
  __typename?: 'RevokeApiKeyPayload';
  /** The application, without the key. */
  application: Application;
};

/** A permission of an application. A write scope includes the read scope of its family. */
export enum Scope {
  /** Read accesses. */
  AccessRead = 'ACCESS_READ',
  /** Read access rules and identifiers. */
  AccessRuleRead = 'ACCESS_RULE_READ',
  /** Create access rules and identifiers, attach and detach rules, and read them. */
  AccessRuleWrite = 'ACCESS_RULE_WRITE',
  /** Create, activate and update accesses, and read them. */
  AccessWrite = 'ACCESS_WRITE',
  /** Name the user that a request is made for, in the header X-Acting-User. */
  ActAsUser = 'ACT_AS_USER',
  /** Manage the company's applications and their API keys, and create roles of user accesses. It lets an application grant any of those roles. It does not include the other scopes. */
  Admin = 'ADMIN',
  /** Read the audit log, together with the read scope of the subject's family. */
  AuditRead = 'AUDIT_READ',
  /** Ask whether an identifier opens anything at a reader: all that a door needs. */
  Passage = 'PASSAGE',
  /** Read external personal identities, external roles and external role accounts. */
  RoleAccountRead = 'ROLE_ACCOUNT_READ',
  /** Create and update external personal identities, external roles and external role accounts, and read them. */
  RoleAccountWrite = 'ROLE_ACCOUNT_WRITE',
  /** Read customers, users, user accesses and their roles. */
  UserAccessRead = 'USER_ACCESS_READ',
  /** Create customers, users and user accesses, and read them. Which roles may be granted is the application's `grantableRoles`. */
  UserAccessWrite = 'USER_ACCESS_WRITE'
}

/** What a client may want to know about the server. */
export type ServerInfo = {
  __typename?: 'ServerInfo';
  /** Who may read this schema by introspection. */
  introspection: IntrospectionPolicy;
  /** Every limit that a request can run into, as configured. The error of a request beyond one names it; beyond one that ends in `AndMinute` its code is RATE_LIMITED, and its reason says which values were tried too often. Input codes beyond theirs are no error: they are denied TOO_MANY_ATTEMPTS. */
  limits: Array<Limit>;
  /** Whether browsers get the playground at `/` of the server: a page to try the API in. */
  playground: Scalars['Boolean']['output'];
  /** The addresses of the specifications that the server follows. */
  specifications: Array<Scalars['String']['output']>;
  /** The version of the program. */
  version: Scalars['String']['output'];
};

/** An access by single sign-on. Contract: create-user-access, type sso_connection. Reading one needs the scope USER_ACCESS_READ. */
export type SsoAccess = Node & UserAccess & {
  __typename?: 'SsoAccess';
  /** When the access was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the access. */
  createdBy: Actor;
  /** The customer that the access belongs to. */
  customer?: Maybe<Customer>;
  /** The ID of the customer that the access belongs to. It never changes. */
  customerId: Scalars['ID']['output'];
  /** The audit records about the user access, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the user access as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the user access: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** When the access was last used to log in, in UTC with milliseconds; null when it never was. */
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** The codes of the roles that the access holds, in the order in which they were granted. */
  roles: Array<Scalars['String']['output']>;
  /** The identifier of the access in the single sign-on system, 1 to 255 Unicode characters, unique within the company. */
  ssoId: Scalars['String']['output'];
  /** The type of the access. It never changes. */
  type: UserAccessType;
  /** When the access was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The user whose access it is. */
  user?: Maybe<User>;
  /** The ID of the user whose access it is. It never changes. */
  userId: Scalars['ID']['output'];
  /** The number of changes of the access, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** An access by single sign-on. Contract: create-user-access, type sso_connection. Reading one needs the scope USER_ACCESS_READ. */
export type SsoAccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** What an access by single sign-on needs. */
export type SsoAccessInput = {
  /** The identifier of the access in the single sign-on system, 1 to 255 Unicode characters, unique within the company. */
  ssoId: Scalars['String']['input'];
};

/** An access to the user interface. Contract: create-user-access, type ui_connection. Reading one needs the scope USER_ACCESS_READ. */
export type UiAccess = Node & UserAccess & {
  __typename?: 'UiAccess';
  /** When the access was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the access. */
  createdBy: Actor;
  /** The customer that the access belongs to. */
  customer?: Maybe<Customer>;
  /** The ID of the customer that the access belongs to. It never changes. */
  customerId: Scalars['ID']['output'];
  /** The audit records about the user access, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the user access as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the user access: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** When the access was last used to log in, in UTC with milliseconds; null when it never was. */
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** The codes of the roles that the access holds, in the order in which they were granted. */
  roles: Array<Scalars['String']['output']>;
  /** Whether the access needs two-factor authentication. */
  twoFaEnabled: Scalars['Boolean']['output'];
  /** The type of the access. It never changes. */
  type: UserAccessType;
  /** When the access was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The user whose access it is. */
  user?: Maybe<User>;
  /** The ID of the user whose access it is. It never changes. */
  userId: Scalars['ID']['output'];
  /** The number of changes of the access, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** An access to the user interface. Contract: create-user-access, type ui_connection. Reading one needs the scope USER_ACCESS_READ. */
export type UiAccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** What an access to the user interface needs. */
export type UiAccessInput = {
  /** Whether the access needs two-factor authentication. */
  twoFaEnabled?: Scalars['Boolean']['input'];
};

/** The input of `updateAccess`. Absent fields keep their value. */
export type UpdateAccessInput = {
  /** The ID of the access. */
  accessId: Scalars['ID']['input'];
  /** The name of the company that the user acts for, at most 100 Unicode characters; null removes it. Refused for the type PRIVATE. */
  corporateName?: InputMaybe<Scalars['String']['input']>;
  /** The name of the role that the user acts in, at most 100 Unicode characters; null removes it. Refused for the type PRIVATE. */
  corporateRoleName?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The first name of the user, 1–100 Unicode characters. Null or blank is refused with ACCESS_NAME_REQUIRED. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** The last name of the user, 1–100 Unicode characters. Null or blank is refused with ACCESS_NAME_REQUIRED. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The new state: ACTIVE or DEACTIVATED, for an access that was activated before. Null is refused. */
  state?: InputMaybe<AccessState>;
};

/** The payload of `updateAccess`. */
export type UpdateAccessPayload = {
  __typename?: 'UpdateAccessPayload';
  /** The access after the change. */
  access: Access;
};

/** The input of an update of an access rule. Absent fields keep their value. All violations are answered in one error, by the path of each. */
export type UpdateAccessRuleInput = {
  /** The ID of the access rule. */
  accessRuleId: Scalars['ID']['input'];
  /** The description, at most 255 Unicode characters. It may be empty. Null is refused. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The name, 1 to 100 Unicode characters. Null is refused. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What each reader opens, instead of what it opens now: 1 to 256 settings, each of another reader. Null is refused. */
  settings?: InputMaybe<Array<AccessRuleSettingInput>>;
};

/** The payload of `updateAccessRule`. */
export type UpdateAccessRulePayload = {
  __typename?: 'UpdateAccessRulePayload';
  /** The access rule after the change. */
  accessRule: AccessRule;
};

/** The input of an update of an application. Absent fields keep their value. */
export type UpdateApplicationInput = {
  /** The ID of the application. */
  applicationId: Scalars['ID']['input'];
  /** Whether its API keys can be used. Null is refused. */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The codes of the roles that it may grant, instead of those it may grant now: at most 1,000 entries of 1 to 100 Unicode characters. Null is refused. */
  grantableRoles?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The name, 1 to 100 Unicode characters. Null is refused. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The scopes that the application is to hold, instead of those it holds now: at most 100 entries. Null is refused. */
  scopes?: InputMaybe<Array<Scope>>;
};

/** The payload of `updateApplication`. */
export type UpdateApplicationPayload = {
  __typename?: 'UpdateApplicationPayload';
  /** The application after the change. */
  application: Application;
};

/** The input of an update of a customer. Absent fields keep their value. */
export type UpdateCustomerInput = {
  /** The ID of the customer. */
  customerId: Scalars['ID']['input'];
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The name, 1 to 100 Unicode characters. Null is refused. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** The payload of `updateCustomer`. */
export type UpdateCustomerPayload = {
  __typename?: 'UpdateCustomerPayload';
  /** The customer after the change. */
  customer: Customer;
};

/** The input of `updateExternalPersonalIdentity`. Absent fields keep their value. */
export type UpdateExternalPersonalIdentityInput = {
  /** The e-mail address, 3–100 characters. It must be able to receive mail, as far as the server verifies it. Null or blank is refused with EXTERNAL_PERSONAL_IDENTITY_EMAIL_ADDRESS_REQUIRED. */
  emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The ID of the external personal identity. */
  externalPersonalIdentityId: Scalars['ID']['input'];
  /** The first name, 1–50 Unicode characters. Null or blank is refused with EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** The last name, 1–50 Unicode characters. Null or blank is refused with EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The new state: ACTIVE or DEACTIVATED, for an identity that is not INVITED. Null is refused. */
  state?: InputMaybe<ExternalPersonalIdentityState>;
};

/** The payload of `updateExternalPersonalIdentity`. */
export type UpdateExternalPersonalIdentityPayload = {
  __typename?: 'UpdateExternalPersonalIdentityPayload';
  /** The identity after the change. */
  externalPersonalIdentity: ExternalPersonalIdentity;
};

/** The input of `updateExternalRoleAccount`. Absent fields keep their value. */
export type UpdateExternalRoleAccountInput = {
  /** The e-mail address of the user in this role, 3–100 characters. It must be able to receive mail, as far as the server verifies it. The linked identity keeps its own. Null or blank is refused with EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED. */
  emailAddress?: InputMaybe<Scalars['String']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The ID of the external role account. */
  externalRoleAccountId: Scalars['ID']['input'];
  /** The first name of the user, 1–50 Unicode characters, also set on the linked identity. Null or blank is refused with EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** The last name of the user, 1–50 Unicode characters, also set on the linked identity. Null or blank is refused with EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The new state of the account and its linked identity: ACTIVE or DEACTIVATED, if neither is INVITED. Null is refused. */
  state?: InputMaybe<ExternalRoleAccountState>;
};

/** The payload of `updateExternalRoleAccount`. */
export type UpdateExternalRoleAccountPayload = {
  __typename?: 'UpdateExternalRoleAccountPayload';
  /** The account after the change. */
  externalRoleAccount: ExternalRoleAccount;
};

/** The input of `updateExternalRole`. Absent fields keep their value. */
export type UpdateExternalRoleInput = {
  /** Set to false to suspend the role, and to true to resume it. Null is refused with EXTERNAL_ROLE_NAME_ENABLED_REQUIRED. */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The ID of the external role. */
  externalRoleId: Scalars['ID']['input'];
  /** The name of the role, 1–100 Unicode characters, unique within the company. Null or blank is refused with EXTERNAL_ROLE_NAME_ENABLED_REQUIRED. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** The payload of `updateExternalRole`. */
export type UpdateExternalRolePayload = {
  __typename?: 'UpdateExternalRolePayload';
  /** The role after the change. */
  externalRole: ExternalRole;
};

/** The input of an update of an identifier. Absent fields keep their value. All violations are answered in one error, by the path of each. */
export type UpdateIdentifierInput = {
  /** Whose identifier it is. Null is refused. */
  affiliation?: InputMaybe<IdentifierAffiliation>;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The ID of the identifier. */
  identifierId: Scalars['ID']['input'];
  /** The name, 1 to 100 Unicode characters. Null is refused. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** When the identifier opens anything, and how often: only what is given of it changes. Null is refused. */
  validity?: InputMaybe<IdentifierValidityInput>;
};

/** The payload of `updateIdentifier`. */
export type UpdateIdentifierPayload = {
  __typename?: 'UpdateIdentifierPayload';
  /** The identifier after the change. */
  identifier: Identifier;
};

/** The input of an update of a user access. Absent fields keep their value. A field of another type than the access has is refused with DATA_NOT_VALID, and so is null, except for `language`. */
export type UpdateUserAccessInput = {
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The language of messages, a BCP 47 tag of at most 100 characters such as `en`; null for the user's language, at the time of each reading. Only for an ApiAccess. */
  language?: InputMaybe<Scalars['String']['input']>;
  /** The name, 1 to 100 Unicode characters. Only for an ApiAccess or a ProfileAccess. Null is refused. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The codes of the roles that the access is to hold, instead of those it holds now: at most 100 entries of 1 to 100 Unicode characters. Their order is kept, and each counts once. Null is refused. */
  roles?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The identifier of the access in the single sign-on system, 1 to 255 Unicode characters, unique within the company. Only for an SsoAccess. Null is refused. */
  ssoId?: InputMaybe<Scalars['String']['input']>;
  /** Whether the access needs two-factor authentication. Only for a UiAccess. Null is refused. */
  twoFaEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** The ID of the user access. */
  userAccessId: Scalars['ID']['input'];
};

/** The payload of `updateUserAccess`. */
export type UpdateUserAccessPayload = {
  __typename?: 'UpdateUserAccessPayload';
  /** The user access after the change. */
  userAccess: UserAccess;
};

/** The input of an update of a user. Absent fields keep their value. */
export type UpdateUserInput = {
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The first name, 1 to 100 Unicode characters. Null is refused. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** The language of the user, a BCP 47 tag of at most 100 characters such as `en` or `pt-BR`. It is stored in its canonical form. It is the language of the user's API accesses that have none of their own. Null is refused. */
  language?: InputMaybe<Scalars['String']['input']>;
  /** The last name, 1 to 100 Unicode characters. Null is refused. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** The ID of the user. */
  userId: Scalars['ID']['input'];
};

/** The payload of `updateUser`. */
export type UpdateUserPayload = {
  __typename?: 'UpdateUserPayload';
  /** The user after the change. */
  user: User;
};

/** A person with user accesses. Contract: create-user-access, whose `user_id` names one. Reading one needs the scope USER_ACCESS_READ. */
export type User = Node & {
  __typename?: 'User';
  /** When the user was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** The customer that the user belongs to. */
  customer?: Maybe<Customer>;
  /** The first name, 1 to 100 Unicode characters. */
  firstName: Scalars['String']['output'];
  /** The audit records about the user, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the user as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the user: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** The language of the user, a BCP 47 tag in its canonical form, such as `en`. */
  language: Scalars['String']['output'];
  /** The last name, 1 to 100 Unicode characters. */
  lastName: Scalars['String']['output'];
  /** When the user was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The user's accesses of every type, in the order of their creation. */
  userAccesses?: Maybe<UserAccessConnection>;
  /** The number of changes of the user, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** A person with user accesses. Contract: create-user-access, whose `user_id` names one. Reading one needs the scope USER_ACCESS_READ. */
export type UserHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};


/** A person with user accesses. Contract: create-user-access, whose `user_id` names one. Reading one needs the scope USER_ACCESS_READ. */
export type UserUserAccessesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** One way in which a user, or a program of theirs, gets in. Contract: create-user-access, where it is an access of one of four types. Reading one needs the scope USER_ACCESS_READ. */
export type UserAccess = {
  /** When the access was created, in UTC with milliseconds. IDs sort by it. */
  createdAt: Scalars['DateTime']['output'];
  /** Who created the access. */
  createdBy: Actor;
  /** The customer that the access belongs to. */
  customer?: Maybe<Customer>;
  /** The ID of the customer that the access belongs to. It never changes. */
  customerId: Scalars['ID']['output'];
  /** The audit records about the user access, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the user access as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the user access: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
  /** When the access was last used to log in, in UTC with milliseconds; null when it never was. */
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** The codes of the roles that the access holds, in the order in which they were granted. */
  roles: Array<Scalars['String']['output']>;
  /** The type of the access. It never changes. */
  type: UserAccessType;
  /** When the access was last changed, in UTC with milliseconds. Equals `createdAt` until the first change. */
  updatedAt: Scalars['DateTime']['output'];
  /** The user whose access it is. */
  user?: Maybe<User>;
  /** The ID of the user whose access it is. It never changes. */
  userId: Scalars['ID']['output'];
  /** The number of changes of the access, starting at 1. Send it as `expectedVersion` to change only what you read. */
  version: Scalars['Int']['output'];
};


/** One way in which a user, or a program of theirs, gets in. Contract: create-user-access, where it is an access of one of four types. Reading one needs the scope USER_ACCESS_READ. */
export type UserAccessHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** A page of user accesses. */
export type UserAccessConnection = {
  __typename?: 'UserAccessConnection';
  /** The user accesses on the page, each with its cursor. */
  edges: Array<UserAccessEdge>;
  /** The user accesses on the page, without cursors. */
  nodes: Array<UserAccess>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one user access and its cursor. */
export type UserAccessEdge = {
  __typename?: 'UserAccessEdge';
  /** The opaque position of the user access in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The user access itself. */
  node: UserAccess;
};

/** Which user accesses a list has: those that meet every field that is given. Null fields are ignored. */
export type UserAccessFilter = {
  /** Of this customer and, unless `includeSubsidiaries` is false, of its subsidiaries at any depth. An ID that the company does not have leaves an empty list. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether the accesses of the customer's subsidiaries are meant too. It asks nothing without `customerId`; null is true. */
  includeSubsidiaries?: InputMaybe<Scalars['Boolean']['input']>;
  /** Holding the role with this code. A code that no access holds leaves an empty list. */
  role?: InputMaybe<Scalars['String']['input']>;
  /** With this identifier in the single sign-on system. At most one access has it. */
  ssoId?: InputMaybe<Scalars['String']['input']>;
  /** Of any of these types. An empty list is ignored. At most 100 entries. */
  types?: InputMaybe<Array<UserAccessType>>;
  /** Of this user. An ID that the company does not have leaves an empty list. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** The type of a user access with what that type needs: exactly one field is given. Contract: create-user-access, `type`. */
export type UserAccessKindInput =
  /** An access of a program: api_connection. */
  { api: ApiAccessInput; profile?: never; sso?: never; ui?: never; }
  |  /** A profile: profile. */
  { api?: never; profile: ProfileAccessInput; sso?: never; ui?: never; }
  |  /** An access by single sign-on: sso_connection. */
  { api?: never; profile?: never; sso: SsoAccessInput; ui?: never; }
  |  /** An access to the user interface: ui_connection. */
  { api?: never; profile?: never; sso?: never; ui: UiAccessInput; };

/** A role that user accesses can hold, known by its code, such as `CLIENTNMS_WEBSERVICE_DNS_RW`. Contract: create-user-access, whose `roles` are codes. Reading one needs the scope USER_ACCESS_READ; the mutation that creates one answers with it by the scope ADMIN. */
export type UserAccessRole = Node & {
  __typename?: 'UserAccessRole';
  /** The code of the role, 1 to 100 Unicode characters, unique within the company. */
  code: Scalars['String']['output'];
  /** What the role is for, at most 255 Unicode characters. */
  description: Scalars['String']['output'];
  /** The audit records about the role, newest first by default: what `auditLog` returns for it. Needs the scope AUDIT_READ; `changes` and `subject` of a record need the read scope of the role as well. */
  history?: Maybe<AuditRecordConnection>;
  /** The global ID of the role: opaque, assigned by the server, never reused. `node` takes it. */
  id: Scalars['ID']['output'];
};


/** A role that user accesses can hold, known by its code, such as `CLIENTNMS_WEBSERVICE_DNS_RW`. Contract: create-user-access, whose `roles` are codes. Reading one needs the scope USER_ACCESS_READ; the mutation that creates one answers with it by the scope ADMIN. */
export type UserAccessRoleHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditLogFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditRecordOrder>;
};

/** A page of roles. */
export type UserAccessRoleConnection = {
  __typename?: 'UserAccessRoleConnection';
  /** The roles on the page, each with its cursor. */
  edges: Array<UserAccessRoleEdge>;
  /** The roles on the page, without cursors. */
  nodes: Array<UserAccessRole>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one role and its cursor. */
export type UserAccessRoleEdge = {
  __typename?: 'UserAccessRoleEdge';
  /** The opaque position of the role in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The role itself. */
  node: UserAccessRole;
};

/** The types of a user access: the contract's names in capitals. */
export enum UserAccessType {
  /** An access of a program: ApiAccess. */
  ApiConnection = 'API_CONNECTION',
  /** A profile: ProfileAccess. */
  Profile = 'PROFILE',
  /** An access by single sign-on: SsoAccess. */
  SsoConnection = 'SSO_CONNECTION',
  /** An access to the user interface: UiAccess. */
  UiConnection = 'UI_CONNECTION'
}

/** The agreement that is accepted when an access is activated. */
export type UserAgreement = {
  __typename?: 'UserAgreement';
  /** The text of the agreement, plain. */
  text: Scalars['String']['output'];
  /** The title of the agreement. */
  title: Scalars['String']['output'];
  /** The version of the agreement. Send it as `agreementVersion` to accept what was read. */
  version: Scalars['String']['output'];
};

/** A page of users. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** The users on the page, each with its cursor. */
  edges: Array<UserEdge>;
  /** The users on the page, without cursors. */
  nodes: Array<User>;
  /** The position of the page within the list. */
  pageInfo: PageInfo;
  /** The number of items in the whole list: exact up to 10,000, null beyond. Counted only when selected. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item of a page: one user and its cursor. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** The opaque position of the user in the list, for `after` or `before`. It stays valid while the list changes. */
  cursor: Scalars['String']['output'];
  /** The user itself. */
  node: User;
};

/** Which users a list has: those that meet every field that is given. Null fields are ignored. */
export type UserFilter = {
  /** Of this customer, without its subsidiaries' users. An ID that the company does not have leaves an empty list. */
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** The start of the last name, 1 to 50 Unicode characters, whatever case and accents. The list is then in the order of last names; those of the same name by their creation. */
  lastNameStartsWith?: InputMaybe<Scalars['String']['input']>;
};

/** The caller of the request. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The application that the API key belongs to. Needs any valid API key. */
  application: Application;
  /** The company of the application. Nothing of another company can be seen or changed. Needs any valid API key. */
  company: Company;
  /** The scopes that the application holds. */
  scopes: Array<Scope>;
};
