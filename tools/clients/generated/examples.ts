/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The relays that one reader is to open. */
export type AccessRuleSettingInput = {
  /** The unique identifier of the reader, 1 to 100 Unicode characters. Each reader occurs once in a rule. */
  reader: string;
  /** The numbers of the relays: 1 to 64, none negative, in at most 256 entries. They are kept as a set, in ascending order. */
  relays: Array<number>;
};

/** The state of an access. It is created INVITED, becomes ACTIVE by activation or by acceptance of an invitation, and is then switched between ACTIVE and DEACTIVATED by updates. */
export type AccessState =
  /** Activated. It can be used, as far as its identity, account and role allow (`usable`). */
  | 'ACTIVE'
  /** Disabled. It cannot be used until it is set to ACTIVE again. */
  | 'DEACTIVATED'
  /** Created and not yet activated or accepted. It cannot be used. */
  | 'INVITED';

/** The role in which the user of an access acts. */
export type AccessType =
  /** The user acts in a corporate role, with an external role account. */
  | 'CORPORATE'
  /** The user acts as a private person. */
  | 'PRIVATE';

/** The input of `activateAccess`. */
export type ActivateAccessInput = {
  /** The ID of the access. */
  accessId: string | number;
  /** The version of the user agreement that was read. If it is no longer the current one, nothing changes and the error is ACCESS_AGREEMENT_VERSION_CONFLICT. Null or absent: the current version is accepted. */
  agreementVersion?: string | null | undefined;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: number | null | undefined;
};

/** What an access of a program needs. */
export type ApiAccessInput = {
  /** The language of messages, a BCP 47 tag of at most 100 characters such as `en`. It is stored in its canonical form. Left out or null: the user's language, at the time of each reading. */
  language?: string | null | undefined;
  /** The name that tells several accesses of a user apart, 1 to 100 Unicode characters. */
  name: string;
};

/** Which rule to attach to which identifier. */
export type AttachAccessRuleInput = {
  /** The ID of the access rule. */
  accessRuleId: string | number;
  /** The ID of the identifier. */
  identifierId: string | number;
};

/** The input of `createAccess`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateAccessInput = {
  /** Always refused, with ACCESS_ID_NOT_ALLOWED: the server makes the ID. */
  accessId?: string | number | null | undefined;
  /** The name of the company that the user acts for, at most 100 Unicode characters. Refused for the type PRIVATE. */
  corporateName?: string | null | undefined;
  /** The name of the role that the user acts in, at most 100 Unicode characters. Refused for the type PRIVATE. */
  corporateRoleName?: string | null | undefined;
  /** The first name of the user, 1–100 Unicode characters. Required. */
  firstName?: string | null | undefined;
  /** The last name of the user, 1–100 Unicode characters. Required. */
  lastName?: string | null | undefined;
  /** True if the platform is to activate the access on the user's behalf, false if the user is to accept it in person. Required. */
  managed?: boolean | null | undefined;
  /** The ID of an external personal identity of the company, which must be ACTIVE. Required. */
  privateId?: string | number | null | undefined;
  /** The ID of an external role account of the company: ACTIVE, with an enabled role, and linked to the identity `privateId`. The contract also calls it the corporate ID. Required for the type CORPORATE, refused for PRIVATE. */
  roleAccountId?: string | number | null | undefined;
  /** Always refused, with ACCESS_STATE_NOT_ALLOWED: a new access is INVITED. */
  state?: AccessState | null | undefined;
  /** The role in which the user acts: private or corporate. Required. */
  type?: AccessType | null | undefined;
};

/** An access rule to create. All violations are answered in one error, by the path of each. */
export type CreateAccessRuleInput = {
  /** The description, at most 255 Unicode characters. It may be empty. */
  description: string;
  /** The name, 1 to 100 Unicode characters. */
  name: string;
  /** What each reader opens: 1 to 256 settings, each of another reader. */
  settings: Array<AccessRuleSettingInput>;
};

/** A customer to create. */
export type CreateCustomerInput = {
  /** The name, 1 to 100 Unicode characters. */
  name: string;
  /** The ID of the customer that this one is a subsidiary of, which is at most at level 7. Left out or null: nobody's. It cannot be changed later. */
  parentId?: string | number | null | undefined;
};

/** The input of `createExternalPersonalIdentity`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateExternalPersonalIdentityInput = {
  /** The e-mail address, 3–100 characters. It must be able to receive mail, as far as the server verifies it. Required. */
  emailAddress?: string | null | undefined;
  /** The first name, 1–50 Unicode characters. Required. */
  firstName?: string | null | undefined;
  /** Always refused, with EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED: the server makes the ID. */
  id?: string | number | null | undefined;
  /** The last name, 1–50 Unicode characters. Required. */
  lastName?: string | null | undefined;
  /** Must be true: user-managed identities are not supported. Required. */
  managed?: boolean | null | undefined;
  /** Always refused, with EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED: a new identity is ACTIVE. */
  state?: ExternalPersonalIdentityState | null | undefined;
};

/** The input of `createExternalRoleAccount`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateExternalRoleAccountInput = {
  /** The e-mail address of the user, 3–100 characters. It must be able to receive mail, as far as the server verifies it. Required. */
  emailAddress?: string | null | undefined;
  /** The first name of the user, 1–50 Unicode characters. Required. */
  firstName?: string | null | undefined;
  /** Always refused, with EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED: the server makes the ID. */
  id?: string | number | null | undefined;
  /** The last name of the user, 1–50 Unicode characters. Required. */
  lastName?: string | null | undefined;
  /** Must be true: user-managed accounts are not supported. Required. */
  managed?: boolean | null | undefined;
  /** Always refused, with EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED: the server makes the identity. */
  personalIdentityId?: string | number | null | undefined;
  /** The ID of an enabled external role of the company. Required. */
  roleId?: string | number | null | undefined;
  /** Always refused, with EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED: a new account is ACTIVE. */
  state?: ExternalRoleAccountState | null | undefined;
};

/** The input of `createExternalRole`. Required fields are nullable where the contract documents the message for their absence. Blank counts as absent. */
export type CreateExternalRoleInput = {
  /** Set to true for a role that can be used at once. Required. */
  enabled?: boolean | null | undefined;
  /** Always refused, with EXTERNAL_ROLE_ID_NOT_ALLOWED: the server makes the ID. */
  id?: string | number | null | undefined;
  /** The name of the role, 1–100 Unicode characters, unique within the company. Required. */
  name?: string | null | undefined;
};

/** An identifier to create. All violations are answered in one error, by the path of each. */
export type CreateIdentifierInput = {
  /** Whose identifier it is. */
  affiliation: IdentifierAffiliation;
  /** The name, 1 to 100 Unicode characters. */
  name: string;
  /** What a reader reads from it, 1 to 256 characters in one of the forms of its type. It is stored in the normal form, which is unique within the company and type. */
  number: string;
  /** What a reader reads. */
  type: IdentifierType;
  /** When the identifier opens anything, and how often. Left out or null: always, without limit. */
  validity?: IdentifierValidityInput | null | undefined;
};

/** A user access to create. */
export type CreateUserAccessInput = {
  /** The ID of the customer that the access belongs to. Left out or null: the user's customer. */
  customerId?: string | number | null | undefined;
  /** The type of the access, and what that type needs. */
  kind: UserAccessKindInput;
  /** The codes of the roles that the access is to hold: at most 100 entries of 1 to 100 Unicode characters. Their order is kept, and each counts once. None when left out or null. */
  roles?: Array<string> | null | undefined;
  /** The ID of the user. */
  userId: string | number;
};

/** A role to create. */
export type CreateUserAccessRoleInput = {
  /** The code, 1 to 100 Unicode characters, unique within the company. */
  code: string;
  /** What the role is for, at most 255 Unicode characters. */
  description: string;
};

/** A user to create. */
export type CreateUserInput = {
  /** The ID of the customer that the user belongs to. */
  customerId: string | number;
  /** The first name, 1 to 100 Unicode characters. */
  firstName: string;
  /** The language of the user, a BCP 47 tag of at most 100 characters such as `en` or `pt-BR`. It is stored in its canonical form. */
  language?: string;
  /** The last name, 1 to 100 Unicode characters. */
  lastName: string;
};

/** Which user access to delete. */
export type DeleteUserAccessInput = {
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: number | null | undefined;
  /** The ID of the user access. */
  userAccessId: string | number;
};

/** Which role to delete. */
export type DeleteUserAccessRoleInput = {
  /** The code of the role. */
  code: string;
};

/** What a program may do about an error. */
export type ErrorCode =
  /** The HTTP request cannot be read or is larger than the limits allow. */
  | 'BAD_REQUEST'
  /** The request does not fit what is stored now: a value is taken, or the object was changed in the meantime. */
  | 'CONFLICT'
  /** The store, or a server that was asked, did not answer in time. Nothing was written: try again later. */
  | 'CONNECTION_TIMEOUT'
  /** The document is not GraphQL. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document or its variables do not fit the schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** No API key was sent, or one that is of no use. */
  | 'INVALID_AUTHENTICATION'
  /** The company has no object of this ID. */
  | 'NOT_FOUND'
  /** The request breaks a rule; sending it again changes nothing. */
  | 'NOT_VALID'
  /** The application may not do this. */
  | 'PERMISSION_DENIED'
  /** The server stores no persisted queries: send the text of the query. Clients that know automatic persisted queries do so by themselves. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** Too many requests. Try again later. */
  | 'RATE_LIMITED'
  /** The server failed, or a reference is wrong where the contract documents that as a failure of the server. */
  | 'SYSTEM_ERROR';

/** The stable name of each entry of the error catalogue. Reasons are added over time: clients fall back to the code. */
export type ErrorReason =
  /** The user activates this access in person. */
  | 'ACCESS_ACTIVATION_MANAGED_REQUIRED'
  /** Only an access that is INVITED can be activated. A DEACTIVATED one is set to ACTIVE by `updateAccess`. */
  | 'ACCESS_ACTIVATION_STATE_NOT_ALLOWED'
  /** What is accepted on activation is asked for before that. The access's `activation` says which version was accepted. */
  | 'ACCESS_AGREEMENT_STATE_NOT_ALLOWED'
  /** `agreementVersion` is not the current version of the agreement. `data.currentVersion` holds that. */
  | 'ACCESS_AGREEMENT_VERSION_CONFLICT'
  /** `roleAccountId` belongs to accesses of type CORPORATE only. */
  | 'ACCESS_CORPORATE_ID_NOT_ALLOWED'
  /** `roleAccountId` is missing. It names the external role account that the user acts with. */
  | 'ACCESS_CORPORATE_ID_REQUIRED'
  /** `corporateName` and `corporateRoleName` belong to accesses of type CORPORATE only. */
  | 'ACCESS_CORPORATE_NAMES_NOT_ALLOWED'
  /** The server makes the ID. Leave `accessId` out. */
  | 'ACCESS_ID_NOT_ALLOWED'
  /** The text is not an ID of an access. Send IDs back exactly as they were received. */
  | 'ACCESS_ID_NOT_VALID'
  /** The `input` of a mutation on accesses was left out or is null. The value is the input's type. */
  | 'ACCESS_INPUT_REQUIRED'
  /** The platform manages this access: activate it with `activateAccess`. */
  | 'ACCESS_INVITATION_MANAGED_NOT_ALLOWED'
  /** The token was never one, has been used, has expired, or was replaced by a newer one: the answer is the same for all. Ask for a new invitation. */
  | 'ACCESS_INVITATION_NOT_VALID'
  /** Tokens that are not valid are limited by the application whose key is sent with them or, without a key, by the address that they come from. Each token is limited besides. */
  | 'ACCESS_INVITATION_RATE_EXCEEDED'
  /** The user has accepted the access already. A DEACTIVATED one is set to ACTIVE by `updateAccess`. */
  | 'ACCESS_INVITATION_STATE_NOT_ALLOWED'
  /** A name is absent, null or blank, on creation or in an update. */
  | 'ACCESS_NAME_REQUIRED'
  /** The company has no access of this ID. */
  | 'ACCESS_NOT_FOUND'
  /** An access needs an identity that is ACTIVE when it is created. */
  | 'ACCESS_PRIVATE_IDENTITY_NOT_ACTIVE'
  /** The identity of a corporate access is the one that its role account belongs to. */
  | 'ACCESS_PRIVATE_ID_MISMATCH'
  /** `privateId` is not the ID of an external personal identity of the company. `data` names the field. */
  | 'ACCESS_PRIVATE_ID_UNKNOWN'
  /** `roleAccountId` is not the ID of an external role account of the company. `data` names the field. */
  | 'ACCESS_ROLE_ACCOUNT_ID_UNKNOWN'
  /** A corporate access needs a role account that is ACTIVE when it is created. */
  | 'ACCESS_ROLE_ACCOUNT_NOT_ACTIVE'
  /** A corporate access needs a role that is enabled when it is created. */
  | 'ACCESS_ROLE_NOT_ENABLED'
  /** The value is the number of identifiers. Send `detach: true` to detach the rule from all of them. */
  | 'ACCESS_RULE_IN_USE'
  /** The company has no access rule of this ID. */
  | 'ACCESS_RULE_NOT_FOUND'
  /** An INVITED access becomes ACTIVE by activation only, and cannot be deactivated before. */
  | 'ACCESS_STATE_FROM_INVITED_NOT_ALLOWED'
  /** A new access is INVITED. Leave `state` out. */
  | 'ACCESS_STATE_NOT_ALLOWED'
  /** No access goes back to INVITED. */
  | 'ACCESS_STATE_TO_INVITED_NOT_ALLOWED'
  /** `data` names which of the three are missing. */
  | 'ACCESS_TYPE_PRIVATE_ID_MANAGED_REQUIRED'
  /** X-Acting-User was sent without the scope ACT_AS_USER, or names no user of the company. Nothing was executed. */
  | 'ACTING_USER_NOT_ALLOWED'
  /** The path of the HTTP request is not one that the server answers. */
  | 'ADDRESS_NOT_FOUND'
  /** Give another enabled application the scope ADMIN and a key first. */
  | 'ADMIN_APPLICATION_REQUIRED'
  /** An application has at most two keys that have not expired, while one replaces the other. Revoke one first. */
  | 'API_KEY_COUNT_EXCEEDED'
  /** The application has no key of this ID. It may have been revoked already. */
  | 'API_KEY_NOT_FOUND'
  /** The API key is unknown, revoked or expired, or its application is disabled. Nothing was parsed. */
  | 'API_KEY_NOT_VALID'
  /** The company has no application of this ID. */
  | 'APPLICATION_NOT_FOUND'
  /** The operation needs an API key and none was sent. Nothing was executed. */
  | 'AUTHENTICATION_REQUIRED'
  /** The server cannot tell whether the mutation was carried out. A request with an Idempotency-Key is retryable: send it again with the same key, and it is carried out once. Without a key, read the object before trying again. */
  | 'COMMIT_OUTCOME_UNKNOWN'
  /** `after` or `before` was not made by this list with this filter and order. Start again without it. */
  | 'CURSOR_NOT_VALID'
  /** The parent has too many ancestors. `data` names the field. */
  | 'CUSTOMER_DEPTH_EXCEEDED'
  /** The company has no customer of this ID. */
  | 'CUSTOMER_NOT_FOUND'
  /** One or more fields break their bounds. `data` maps the path of each to what is wrong with it. */
  | 'DATA_NOT_VALID'
  /** The deadline of the operation passed. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the answer is missing. Ask for less, or try again. */
  | 'DEADLINE_EXCEEDED'
  /** `emailAddress` is not an address that mail can be sent to. Send the bare address, such as `name@example.com`; an internationalized domain in its ASCII form (`xn--…`). */
  | 'EMAIL_ADDRESS_UNKNOWN'
  /** The server that is asked about addresses cannot be reached, did not answer in time, or put the answer off. Nothing was written. */
  | 'EMAIL_VERIFIER_UNAVAILABLE'
  /** `emailAddress` is absent, null or blank. */
  | 'EXTERNAL_PERSONAL_IDENTITY_EMAIL_ADDRESS_REQUIRED'
  /** The server makes the ID. Leave `id` out. */
  | 'EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED'
  /** `managed` is absent or null. Only true is supported. */
  | 'EXTERNAL_PERSONAL_IDENTITY_MANAGED_REQUIRED'
  /** A name is absent, null or blank. */
  | 'EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED'
  /** The company has no external personal identity of this ID. */
  | 'EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND'
  /** An update sets an identity that was activated to ACTIVE or DEACTIVATED; it does not activate one that is INVITED. For an account it is the linked identity that is INVITED. */
  | 'EXTERNAL_PERSONAL_IDENTITY_STATE_FROM_INVITED_NOT_ALLOWED'
  /** A new identity is ACTIVE. Leave `state` out. */
  | 'EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED'
  /** No identity goes back to INVITED. */
  | 'EXTERNAL_PERSONAL_IDENTITY_STATE_TO_INVITED_NOT_ALLOWED'
  /** `managed` is false. Only true is supported. */
  | 'EXTERNAL_PERSONAL_IDENTITY_USER_MANAGED_NOT_SUPPORTED'
  /** The server makes the ID. Leave `id` out. */
  | 'EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED'
  /** The text is not an ID of an external role account. Send IDs back exactly as they were received. */
  | 'EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID'
  /** The `input` of a mutation on external role accounts was left out or is null. The value is the input's type. */
  | 'EXTERNAL_ROLE_ACCOUNT_INPUT_REQUIRED'
  /** `data` names which of the three are absent, null or blank. */
  | 'EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED'
  /** The company has no external role account of this ID. */
  | 'EXTERNAL_ROLE_ACCOUNT_NOT_FOUND'
  /** The server creates and links the identity. Leave `personalIdentityId` out. */
  | 'EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED'
  /** `data` names which of the two are missing. */
  | 'EXTERNAL_ROLE_ACCOUNT_ROLE_ID_MANAGED_REQUIRED'
  /** `roleId` is not the ID of an external role of the company. */
  | 'EXTERNAL_ROLE_ACCOUNT_ROLE_ID_NOT_VALID'
  /** An account needs a role that is enabled when it is created. */
  | 'EXTERNAL_ROLE_ACCOUNT_ROLE_NOT_ENABLED'
  /** An update sets an account to ACTIVE or DEACTIVATED. No account goes back to INVITED, and one that is INVITED is not activated by an update. */
  | 'EXTERNAL_ROLE_ACCOUNT_STATE_CHANGE_NOT_ALLOWED'
  /** A new account is ACTIVE. Leave `state` out. */
  | 'EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED'
  /** `managed` is false. Only true is supported. */
  | 'EXTERNAL_ROLE_ACCOUNT_USER_MANAGED_NOT_SUPPORTED'
  /** The server makes the ID. Leave `id` out. */
  | 'EXTERNAL_ROLE_ID_NOT_ALLOWED'
  /** The text is not an ID of an external role. Send IDs back exactly as they were received. */
  | 'EXTERNAL_ROLE_ID_NOT_VALID'
  /** `data` names which of the two are absent, null or blank. */
  | 'EXTERNAL_ROLE_NAME_ENABLED_REQUIRED'
  /** Another external role of the company has this name. */
  | 'EXTERNAL_ROLE_NAME_TAKEN'
  /** The company has no external role of this ID. */
  | 'EXTERNAL_ROLE_NOT_FOUND'
  /** The document is not GraphQL. `locations` says where reading stopped. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not fit the schema. `locations` says where. At most 10 such errors are answered. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The server listens on a loopback address, and the request names another host, as a page does whose name was made to lead here. A proxy on the same machine sends a loopback Host, or is named in ACCESSGRAPH_TRUSTED_PROXIES. */
  | 'HOST_NOT_ALLOWED'
  /** A mutation with the same Idempotency-Key, by the same application for the same acting user and under the same name in the answer, succeeded with another input. Nothing was changed. Use a new key for every new intention. */
  | 'IDEMPOTENCY_KEY_CONFLICT'
  /** A repeat is answered with the object as it is now, and there is none any more. Nothing was changed. */
  | 'IDEMPOTENCY_RESULT_UNAVAILABLE'
  /** Detach a rule first. */
  | 'IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED'
  /** The company has no identifier of this ID. */
  | 'IDENTIFIER_NOT_FOUND'
  /** Numbers are compared in the normal form of their type. */
  | 'IDENTIFIER_NUMBER_TAKEN'
  /** `nodes` was given too many IDs. Ask in several requests. */
  | 'ID_COUNT_EXCEEDED'
  /** The mutation's `input` was left out or is null, for an operation whose contract documents no message for that. */
  | 'INPUT_REQUIRED'
  /** The body, or a parameter that holds JSON, is not JSON. The value is the offset in bytes at which reading stopped. */
  | 'JSON_NOT_VALID'
  /** The request, or what it asks for, is larger than the server accepts. `data` names the limit, its value and the request's own; for `cost`, also the costliest fields. A query fails as a whole: ask for fewer entries or fields. A mutation's root field that began was carried out: it is null because its answer cost too much or was too large, and `data.ids` has the IDs of what it changed; a root field without `ids` was not carried out. `serverInfo` lists all limits. */
  | 'LIMIT_EXCEEDED'
  /** The Content-Type of the request is not application/json, its character set is not UTF-8, or it is compressed. */
  | 'MEDIA_TYPE_NOT_SUPPORTED'
  /** The endpoint takes POST, and GET for queries. The Allow header lists what would have been accepted. */
  | 'METHOD_NOT_ALLOWED'
  /** `first` and `last` were given together. Ask for the first entries, or for the last. */
  | 'PAGE_DIRECTION_NOT_VALID'
  /** `first` or `last` is out of its bounds. */
  | 'PAGE_SIZE_NOT_VALID'
  /** The request has the hash of a persisted query in its extensions and no query. The server stores no queries: send the text of the query. Apollo's clients do so by themselves. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** The HTTP request has an empty body. Send a GraphQL request as JSON. */
  | 'REQUEST_BODY_REQUIRED'
  /** The body is larger than the limit `requestBodyBytes` of `serverInfo`. */
  | 'REQUEST_BODY_SIZE_EXCEEDED'
  /** The client left, or sent all it had and closed that half of the connection. A query is stopped. A mutation's own field that had begun was carried out, and one with this error was not begun: nothing was written. Keep the connection open until the answer is there. */
  | 'REQUEST_CANCELED'
  /** The request is not a GraphQL request, or its headers contradict each other: `data` names the member, parameter or header and what is wrong with it. Requests cannot be batched. */
  | 'REQUEST_NOT_VALID'
  /** The points of an application, or of an address that sends no key or one that fails, are used up. Nothing was executed. `data` names the limit and the seconds until there are points again, as the header `Retry-After` does. A key that is valid is never refused for its address. */
  | 'REQUEST_RATE_EXCEEDED'
  /** `possibleErrors` takes the type and field, as in `Mutation.createAccess`. */
  | 'SCHEMA_COORDINATE_NOT_VALID'
  /** The application lacks a scope. `data` names the field and the scope. An application with ADMIN can grant it. */
  | 'SCOPE_REQUIRED'
  /** As many operations as may run at once were running, and this one waited for too long, or too many were waiting already. Nothing was executed. `data` has the seconds after which to try again, as the header `Retry-After` does. */
  | 'SERVER_BUSY'
  /** Something failed that the catalogue does not foresee. The cause is in the server's log under the request ID. */
  | 'SERVER_FAILED'
  /** The database did not answer. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the answer is missing. Try again later. */
  | 'STORE_UNAVAILABLE'
  /** A variable does not have the type that the schema asks for. `data` maps the path of each offending argument to what is wrong with it. */
  | 'TYPE_DEFINITION_NOT_VALID'
  /** The company has no user access of this ID. */
  | 'USER_ACCESS_NOT_FOUND'
  /** Another role of the company has this code. */
  | 'USER_ACCESS_ROLE_CODE_TAKEN'
  /** A role cannot be deleted while user accesses hold it. `data.userAccesses` is their number: withdraw the role from them first. */
  | 'USER_ACCESS_ROLE_IN_USE'
  /** The roles are not among the application's grantable roles. `data` has the path of each. Roles that an access holds already are not granted anew. */
  | 'USER_ACCESS_ROLE_NOT_ALLOWED'
  /** No role of the company has this code. */
  | 'USER_ACCESS_ROLE_NOT_FOUND'
  /** `roles` names codes that no role of the company has. `data` has the path of each. */
  | 'USER_ACCESS_ROLE_UNKNOWN'
  /** Another SSO access of the company has this `ssoId`. */
  | 'USER_ACCESS_SSO_ID_TAKEN'
  /** A user has at most one access among UI and SSO. */
  | 'USER_ACCESS_UI_OR_SSO_TAKEN'
  /** The company has no user of this ID. */
  | 'USER_NOT_FOUND'
  /** A value in the document cannot be read as its scalar type, such as a DateTime that is not RFC 3339. `data` names it. */
  | 'VALUE_NOT_VALID'
  /** `expectedVersion` is not the current version. `data.currentVersion` holds that: read the object again and decide anew. */
  | 'VERSION_CONFLICT';

/** The state of an external personal identity. Identities are created ACTIVE. */
export type ExternalPersonalIdentityState =
  /** Accesses can be created and used with it. */
  | 'ACTIVE'
  /** Disabled. No access can be created or used with it. */
  | 'DEACTIVATED'
  /** Not yet activated. */
  | 'INVITED';

/** The state of an external role account. Accounts are created ACTIVE. */
export type ExternalRoleAccountState =
  /** Corporate accesses can be created and used with it. */
  | 'ACTIVE'
  /** Disabled. No corporate access can be created or used with it. */
  | 'DEACTIVATED'
  /** Not yet activated. */
  | 'INVITED';

/** Whose identifier it is. */
export type IdentifierAffiliation =
  /** It belongs to a guest. */
  | 'GUEST'
  /** It belongs to somebody of the place. */
  | 'OWNER';

/** A number as a reader reads it. */
export type IdentifierNumberInput = {
  /** The number, in any form of its type. */
  number: string;
  /** What was read. */
  type: IdentifierType;
};

/** What a reader reads, and with it the forms that a number can have. */
export type IdentifierType =
  /** A card: 2 to 32 hex bytes joined by `:` or `-`, 16 to 256 binary digits in whole bytes, or 1 to 10 decimal digits without leading zeros. The first two have the same normal form: hex bytes in capitals, joined by `:`. */
  | 'CARD'
  /** A code that is typed in: 1 to 10 digits, leading zeros kept. It is a secret of a kind, and left out of logs, audit records and passages. */
  | 'INPUT_CODE'
  /** A licence plate: 1 to 100 Unicode characters. The normal form is in capitals, without spaces and hyphens. */
  | 'LICENSE_PLATE'
  /** An electronic key, with the same forms as a card. */
  | 'UKEY';

/** When an identifier is to open anything, and how often. In an update, a limit that is left out stays as it is and null removes it, each by itself. `from` must lie before `to`. */
export type IdentifierValidityInput = {
  /** Valid from this instant on. Null: from the beginning. */
  from?: string | null | undefined;
  /** How many passes there are in all, 1 to 99999; null: without limit. Another number leaves as many passes as it is greater than those that were used, and none when it is not. */
  maxPasses?: number | null | undefined;
  /** Valid before this instant. Null: for ever. */
  to?: string | null | undefined;
};

/** Why an identifier opens nothing at a reader. */
export type PassageDenial =
  /** The instant is not before `validity.to`. */
  | 'EXPIRED'
  /** The instant is before `validity.from`. */
  | 'NOT_YET_VALID'
  /** No access rule is attached to the identifier. */
  | 'NO_ACCESS_RULE_ATTACHED'
  /** All `validity.maxPasses` were used. */
  | 'NO_PASSES_LEFT'
  /** The reader is in none of the access rules that are attached. */
  | 'READER_NOT_IN_ACCESS_RULES'
  /** Too many wrong input codes were shown at the reader, or at all readers of the application together; the limits are named in `serverInfo`. This one was not looked at, right or wrong. Only input codes are refused so. Wait up to a minute. */
  | 'TOO_MANY_ATTEMPTS'
  /** The company has no such identifier. A malformed number is that of no identifier. */
  | 'UNKNOWN_IDENTIFIER';

/** Which identifier stands at the reader: exactly one way of saying it. */
export type PassageIdentifierInput =
  {   /** The ID of the identifier. */
  identifierId: string | number; number?: never; }
  |  { identifierId?: never;   /** What the reader read. */
  number: IdentifierNumberInput; };

/** What a profile needs. */
export type ProfileAccessInput = {
  /** The name that tells several profiles of a user apart, 1 to 100 Unicode characters. */
  name: string;
};

/** A passage to decide and to record. */
export type RecordPassageInput = {
  /** Which identifier stands there. */
  identifier: PassageIdentifierInput;
  /** The unique identifier of the reader, 1 to 100 Unicode characters. */
  reader: string;
};

/** A login to record. */
export type RecordUserAccessLoginInput = {
  /** When the access was used, in any offset; it is kept in UTC with milliseconds. At most 5 minutes ahead of the server's clock. Left out or null: now. */
  at?: string | null | undefined;
  /** The ID of the user access. */
  userAccessId: string | number;
};

/** A permission of an application. A write scope includes the read scope of its family. */
export type Scope =
  /** Read accesses. */
  | 'ACCESS_READ'
  /** Read access rules and identifiers. */
  | 'ACCESS_RULE_READ'
  /** Create access rules and identifiers, attach and detach rules, and read them. */
  | 'ACCESS_RULE_WRITE'
  /** Create, activate and update accesses, and read them. */
  | 'ACCESS_WRITE'
  /** Name the user that a request is made for, in the header X-Acting-User. */
  | 'ACT_AS_USER'
  /** Manage the company's applications and their API keys, and create roles of user accesses. It lets an application grant any of those roles. It does not include the other scopes. */
  | 'ADMIN'
  /** Read the audit log, together with the read scope of the subject's family. */
  | 'AUDIT_READ'
  /** Ask whether an identifier opens anything at a reader: all that a door needs. */
  | 'PASSAGE'
  /** Read external personal identities, external roles and external role accounts. */
  | 'ROLE_ACCOUNT_READ'
  /** Create and update external personal identities, external roles and external role accounts, and read them. */
  | 'ROLE_ACCOUNT_WRITE'
  /** Read customers, users, user accesses and their roles. */
  | 'USER_ACCESS_READ'
  /** Create customers, users and user accesses, and read them. Which roles may be granted is the application's `grantableRoles`. */
  | 'USER_ACCESS_WRITE';

/** What an access by single sign-on needs. */
export type SsoAccessInput = {
  /** The identifier of the access in the single sign-on system, 1 to 255 Unicode characters, unique within the company. */
  ssoId: string;
};

/** What an access to the user interface needs. */
export type UiAccessInput = {
  /** Whether the access needs two-factor authentication. */
  twoFaEnabled?: boolean;
};

/** The input of `updateAccess`. Absent fields keep their value. */
export type UpdateAccessInput = {
  /** The ID of the access. */
  accessId: string | number;
  /** The name of the company that the user acts for, at most 100 Unicode characters; null removes it. Refused for the type PRIVATE. */
  corporateName?: string | null | undefined;
  /** The name of the role that the user acts in, at most 100 Unicode characters; null removes it. Refused for the type PRIVATE. */
  corporateRoleName?: string | null | undefined;
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: number | null | undefined;
  /** The first name of the user, 1–100 Unicode characters. Null or blank is refused with ACCESS_NAME_REQUIRED. */
  firstName?: string | null | undefined;
  /** The last name of the user, 1–100 Unicode characters. Null or blank is refused with ACCESS_NAME_REQUIRED. */
  lastName?: string | null | undefined;
  /** The new state: ACTIVE or DEACTIVATED, for an access that was activated before. Null is refused. */
  state?: AccessState | null | undefined;
};

/** The input of an update of a user access. Absent fields keep their value. A field of another type than the access has is refused with DATA_NOT_VALID, and so is null, except for `language`. */
export type UpdateUserAccessInput = {
  /** The `version` that the change was decided on. If the object has another version by now, nothing changes and the error is VERSION_CONFLICT. Null or absent: any version. */
  expectedVersion?: number | null | undefined;
  /** The language of messages, a BCP 47 tag of at most 100 characters such as `en`; null for the user's language, at the time of each reading. Only for an ApiAccess. */
  language?: string | null | undefined;
  /** The name, 1 to 100 Unicode characters. Only for an ApiAccess or a ProfileAccess. Null is refused. */
  name?: string | null | undefined;
  /** The codes of the roles that the access is to hold, instead of those it holds now: at most 100 entries of 1 to 100 Unicode characters. Their order is kept, and each counts once. Null is refused. */
  roles?: Array<string> | null | undefined;
  /** The identifier of the access in the single sign-on system, 1 to 255 Unicode characters, unique within the company. Only for an SsoAccess. Null is refused. */
  ssoId?: string | null | undefined;
  /** Whether the access needs two-factor authentication. Only for a UiAccess. Null is refused. */
  twoFaEnabled?: boolean | null | undefined;
  /** The ID of the user access. */
  userAccessId: string | number;
};

/** Which user accesses a list has: those that meet every field that is given. Null fields are ignored. */
export type UserAccessFilter = {
  /** Of this customer and, unless `includeSubsidiaries` is false, of its subsidiaries at any depth. An ID that the company does not have leaves an empty list. */
  customerId?: string | number | null | undefined;
  /** Whether the accesses of the customer's subsidiaries are meant too. It asks nothing without `customerId`; null is true. */
  includeSubsidiaries?: boolean | null | undefined;
  /** Holding the role with this code. A code that no access holds leaves an empty list. */
  role?: string | null | undefined;
  /** With this identifier in the single sign-on system. At most one access has it. */
  ssoId?: string | null | undefined;
  /** Of any of these types. An empty list is ignored. At most 100 entries. */
  types?: Array<UserAccessType> | null | undefined;
  /** Of this user. An ID that the company does not have leaves an empty list. */
  userId?: string | number | null | undefined;
};

/** The type of a user access with what that type needs: exactly one field is given. Contract: create-user-access, `type`. */
export type UserAccessKindInput =
  {   /** An access of a program: api_connection. */
  api: ApiAccessInput; profile?: never; sso?: never; ui?: never; }
  |  { api?: never;   /** A profile: profile. */
  profile: ProfileAccessInput; sso?: never; ui?: never; }
  |  { api?: never; profile?: never;   /** An access by single sign-on: sso_connection. */
  sso: SsoAccessInput; ui?: never; }
  |  { api?: never; profile?: never; sso?: never;   /** An access to the user interface: ui_connection. */
  ui: UiAccessInput; };

/** The types of a user access: the contract's names in capitals. */
export type UserAccessType =
  /** An access of a program: ApiAccess. */
  | 'API_CONNECTION'
  /** A profile: ProfileAccess. */
  | 'PROFILE'
  /** An access by single sign-on: SsoAccess. */
  | 'SSO_CONNECTION'
  /** An access to the user interface: UiAccess. */
  | 'UI_CONNECTION';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { scopes: Array<Scope>, application: { id: string, name: string, enabled: boolean }, company: { id: string, name: string } } };

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerMutation = { createCustomer: { customer: { id: string, name: string } } | null };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string, language: string, customer: { name: string } | null } } | null };

export type CreateRoleEventRMutationVariables = Exact<{
  input: CreateUserAccessRoleInput;
}>;


export type CreateRoleEventRMutation = { createUserAccessRole: { userAccessRole: { id: string, code: string } } | null };

export type CreateRoleDnsRwMutationVariables = Exact<{
  input: CreateUserAccessRoleInput;
}>;


export type CreateRoleDnsRwMutation = { createUserAccessRole: { userAccessRole: { id: string, code: string } } | null };

export type CreateUserAccessMutationVariables = Exact<{
  input: CreateUserAccessInput;
}>;


export type CreateUserAccessMutation = { createUserAccess: { userAccess:
      | { __typename: 'ApiAccess', name: string, language: string | null, id: string, type: UserAccessType, userId: string, customerId: string, roles: Array<string>, lastLoginAt: string | null, createdAt: string, createdBy: { applicationName: string } }
      | { __typename: 'ProfileAccess', id: string, type: UserAccessType, userId: string, customerId: string, roles: Array<string>, lastLoginAt: string | null, createdAt: string, createdBy: { applicationName: string } }
      | { __typename: 'SsoAccess', id: string, type: UserAccessType, userId: string, customerId: string, roles: Array<string>, lastLoginAt: string | null, createdAt: string, createdBy: { applicationName: string } }
      | { __typename: 'UiAccess', id: string, type: UserAccessType, userId: string, customerId: string, roles: Array<string>, lastLoginAt: string | null, createdAt: string, createdBy: { applicationName: string } }
     } | null };

export type CreateUserAccessesOfOtherKindsMutationVariables = Exact<{
  profile: CreateUserAccessInput;
  ui: CreateUserAccessInput;
}>;


export type CreateUserAccessesOfOtherKindsMutation = { profile: { userAccess:
      | { type: UserAccessType, roles: Array<string>, customerId: string }
      | { name: string, type: UserAccessType, roles: Array<string>, customerId: string }
      | { type: UserAccessType, roles: Array<string>, customerId: string }
      | { type: UserAccessType, roles: Array<string>, customerId: string }
     } | null, ui: { userAccess:
      | { type: UserAccessType }
      | { type: UserAccessType }
      | { type: UserAccessType }
      | { twoFaEnabled: boolean, type: UserAccessType }
     } | null };

export type SecondWayInMutationVariables = Exact<{
  input: CreateUserAccessInput;
}>;


export type SecondWayInMutation = { createUserAccess: { userAccess:
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
     } | null };

export type UserAccessesOfCustomerQueryVariables = Exact<{
  filter: UserAccessFilter;
}>;


export type UserAccessesOfCustomerQuery = { userAccesses: { totalCount: number | null, nodes: Array<
      | { __typename: 'ApiAccess', user: { lastName: string } | null, customer: { name: string } | null }
      | { __typename: 'ProfileAccess', user: { lastName: string } | null, customer: { name: string } | null }
      | { __typename: 'SsoAccess', user: { lastName: string } | null, customer: { name: string } | null }
      | { __typename: 'UiAccess', user: { lastName: string } | null, customer: { name: string } | null }
    > } | null };

export type UserAccessesQueryVariables = Exact<{
  userId: string | number;
}>;


export type UserAccessesQuery = { user: { firstName: string, lastName: string, userAccesses: { nodes: Array<
        | { type: UserAccessType, roles: Array<string> }
        | { type: UserAccessType, roles: Array<string> }
        | { type: UserAccessType, roles: Array<string> }
        | { type: UserAccessType, roles: Array<string> }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type RecordUserAccessLoginMutationVariables = Exact<{
  input: RecordUserAccessLoginInput;
}>;


export type RecordUserAccessLoginMutation = { recordUserAccessLogin: { userAccess:
      | { lastLoginAt: string | null, version: number }
      | { lastLoginAt: string | null, version: number }
      | { lastLoginAt: string | null, version: number }
      | { lastLoginAt: string | null, version: number }
     } | null };

export type UpdateUserAccessMutationVariables = Exact<{
  input: UpdateUserAccessInput;
}>;


export type UpdateUserAccessMutation = { updateUserAccess: { userAccess:
      | { name: string, language: string | null, roles: Array<string>, lastLoginAt: string | null, version: number }
      | { roles: Array<string>, lastLoginAt: string | null, version: number }
      | { roles: Array<string>, lastLoginAt: string | null, version: number }
      | { roles: Array<string>, lastLoginAt: string | null, version: number }
     } | null };

export type DeleteGrantedRoleMutationVariables = Exact<{
  input: DeleteUserAccessRoleInput;
}>;


export type DeleteGrantedRoleMutation = { deleteUserAccessRole: { deletedCode: string } | null };

export type FieldOfAnotherTypeMutationVariables = Exact<{
  input: UpdateUserAccessInput;
}>;


export type FieldOfAnotherTypeMutation = { updateUserAccess: { userAccess:
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
     } | null };

export type RemoveUserAccessMutationVariables = Exact<{
  input: DeleteUserAccessInput;
}>;


export type RemoveUserAccessMutation = { deleteUserAccess: { deletedUserAccessId: string, user: { lastName: string, userAccesses: { nodes: Array<
          | { type: UserAccessType }
          | { type: UserAccessType }
          | { type: UserAccessType }
          | { type: UserAccessType }
        > } | null } | null } | null };

export type CreateAccessRuleMutationVariables = Exact<{
  input: CreateAccessRuleInput;
}>;


export type CreateAccessRuleMutation = { createAccessRule: { accessRule: { id: string, name: string, description: string, settings: Array<{ reader: string, relays: Array<number> }> } } | null };

export type CreateCardMutationVariables = Exact<{
  input: CreateIdentifierInput;
}>;


export type CreateCardMutation = { createIdentifier: { identifier: { id: string, type: IdentifierType, number: string, validity: { maxPasses: number | null } } } | null };

export type AttachAccessRuleMutationVariables = Exact<{
  input: AttachAccessRuleInput;
}>;


export type AttachAccessRuleMutation = { attachAccessRule: { identifier: { id: string, accessRules: { nodes: Array<{ name: string }> } | null }, accessRule: { id: string } } | null };

export type CardWithRulesQueryVariables = Exact<{
  identifierId: string | number;
}>;


export type CardWithRulesQuery = { identifier: { name: string, number: string, accessRules: { edges: Array<{ cursor: string, node: { name: string, settings: Array<{ reader: string, relays: Array<number> }> } }> } | null } | null };

export type AccessRuleNotValidMutationVariables = Exact<{
  input: CreateAccessRuleInput;
}>;


export type AccessRuleNotValidMutation = { createAccessRule: { accessRule: { id: string } } | null };

export type GrantedPassageQueryVariables = Exact<{
  reader: string;
  identifier: PassageIdentifierInput;
}>;


export type GrantedPassageQuery = { checkPassage: { granted: boolean, relays: Array<number>, denial: PassageDenial | null, explanation: string | null } | null };

export type DeniedPassageMutationVariables = Exact<{
  input: RecordPassageInput;
}>;


export type DeniedPassageMutation = { recordPassage: { decision: { granted: boolean, relays: Array<number>, denial: PassageDenial | null, explanation: string | null, identifier: { passages: { nodes: Array<{ reader: string, denial: PassageDenial | null }> } | null } | null } } | null };

export type CreateExternalPersonalIdentityMutationVariables = Exact<{
  input: CreateExternalPersonalIdentityInput;
}>;


export type CreateExternalPersonalIdentityMutation = { createExternalPersonalIdentity: { externalPersonalIdentity: { id: string, state: ExternalPersonalIdentityState } } | null };

export type CreatePrivateAccessMutationVariables = Exact<{
  input: CreateAccessInput;
}>;


export type CreatePrivateAccessMutation = { createAccess: { access: { id: string, type: AccessType, state: AccessState, managed: boolean, privateId: string } } | null };

export type ActivatePrivateAccessMutationVariables = Exact<{
  input: ActivateAccessInput;
}>;


export type ActivatePrivateAccessMutation = { activateAccess: { access: { state: AccessState, activation: { at: string, agreementVersion: string } | null } } | null };

export type AccessesOfIdentityQueryVariables = Exact<{
  externalPersonalIdentityId: string | number;
}>;


export type AccessesOfIdentityQuery = { externalPersonalIdentity: { firstName: string, accesses: { nodes: Array<{ type: AccessType, state: AccessState }> } | null } | null };

export type CreateExternalRoleMutationVariables = Exact<{
  input: CreateExternalRoleInput;
}>;


export type CreateExternalRoleMutation = { createExternalRole: { externalRole: { id: string, name: string, enabled: boolean } } | null };

export type CreateExternalRoleAccountMutationVariables = Exact<{
  input: CreateExternalRoleAccountInput;
}>;


export type CreateExternalRoleAccountMutation = { createExternalRoleAccount: { externalRoleAccount: { id: string, state: ExternalRoleAccountState, personalIdentityId: string | null, role: { enabled: boolean } | null } } | null };

export type CreateCorporateAccessMutationVariables = Exact<{
  input: CreateAccessInput;
}>;


export type CreateCorporateAccessMutation = { createAccess: { access: { id: string, type: AccessType, state: AccessState, corporateName: string | null, corporateRoleName: string | null, roleAccount: { emailAddress: string } | null } } | null };

export type ActivateCorporateAccessMutationVariables = Exact<{
  input: ActivateAccessInput;
}>;


export type ActivateCorporateAccessMutation = { activateAccess: { access: { state: AccessState, version: number } } | null };

export type DeactivateCorporateAccessMutationVariables = Exact<{
  input: UpdateAccessInput;
}>;


export type DeactivateCorporateAccessMutation = { updateAccess: { access: { state: AccessState, version: number } } | null };

export type ActivateTwiceMutationVariables = Exact<{
  input: ActivateAccessInput;
}>;


export type ActivateTwiceMutation = { activateAccess: { access: { id: string } } | null };

export type CreateAccessNotValidMutationVariables = Exact<{
  input: CreateAccessInput;
}>;


export type CreateAccessNotValidMutation = { createAccess: { access: { id: string } } | null };

export type ErrorCatalogQueryVariables = Exact<{
  reasons?: Array<ErrorReason> | ErrorReason | null | undefined;
}>;


export type ErrorCatalogQuery = { errorCatalog: Array<{ reason: ErrorReason, code: ErrorCode, message: string, status: number, retryable: boolean, source: string | null, description: string }> };


export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"application"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"company"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const CreateCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCustomerMutation, CreateCustomerMutationVariables>;
export const CreateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateUserMutation, CreateUserMutationVariables>;
export const CreateRoleEventRDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateRoleEventR"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserAccessRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUserAccessRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccessRole"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<CreateRoleEventRMutation, CreateRoleEventRMutationVariables>;
export const CreateRoleDnsRwDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateRoleDnsRw"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserAccessRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUserAccessRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccessRole"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<CreateRoleDnsRwMutation, CreateRoleDnsRwMutationVariables>;
export const CreateUserAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUserAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"lastLoginAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applicationName"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"language"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateUserAccessMutation, CreateUserAccessMutationVariables>;
export const CreateUserAccessesOfOtherKindsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUserAccessesOfOtherKinds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"profile"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserAccessInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ui"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"profile"},"name":{"kind":"Name","value":"createUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"profile"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileAccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"ui"},"name":{"kind":"Name","value":"createUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ui"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UiAccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"twoFaEnabled"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateUserAccessesOfOtherKindsMutation, CreateUserAccessesOfOtherKindsMutationVariables>;
export const SecondWayInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SecondWayIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUserAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<SecondWayInMutation, SecondWayInMutationVariables>;
export const UserAccessesOfCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserAccessesOfCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserAccessFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccesses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UserAccessesOfCustomerQuery, UserAccessesOfCustomerQueryVariables>;
export const UserAccessesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserAccesses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"userAccesses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UserAccessesQuery, UserAccessesQueryVariables>;
export const RecordUserAccessLoginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordUserAccessLogin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordUserAccessLoginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordUserAccessLogin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastLoginAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<RecordUserAccessLoginMutation, RecordUserAccessLoginMutationVariables>;
export const UpdateUserAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateUserAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"lastLoginAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApiAccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"language"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpdateUserAccessMutation, UpdateUserAccessMutationVariables>;
export const DeleteGrantedRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteGrantedRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteUserAccessRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteUserAccessRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedCode"}}]}}]}}]} as unknown as DocumentNode<DeleteGrantedRoleMutation, DeleteGrantedRoleMutationVariables>;
export const FieldOfAnotherTypeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FieldOfAnotherType"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<FieldOfAnotherTypeMutation, FieldOfAnotherTypeMutationVariables>;
export const RemoveUserAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveUserAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteUserAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteUserAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedUserAccessId"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastName"}},{"kind":"Field","name":{"kind":"Name","value":"userAccesses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RemoveUserAccessMutation, RemoveUserAccessMutationVariables>;
export const CreateAccessRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAccessRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAccessRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAccessRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reader"}},{"kind":"Field","name":{"kind":"Name","value":"relays"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateAccessRuleMutation, CreateAccessRuleMutationVariables>;
export const CreateCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createIdentifier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identifier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"validity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxPasses"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateCardMutation, CreateCardMutationVariables>;
export const AttachAccessRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AttachAccessRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttachAccessRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachAccessRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identifier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accessRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accessRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<AttachAccessRuleMutation, AttachAccessRuleMutationVariables>;
export const CardWithRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CardWithRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"identifierId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identifier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"identifierId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"identifierId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"accessRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reader"}},{"kind":"Field","name":{"kind":"Name","value":"relays"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CardWithRulesQuery, CardWithRulesQueryVariables>;
export const AccessRuleNotValidDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AccessRuleNotValid"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAccessRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAccessRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<AccessRuleNotValidMutation, AccessRuleNotValidMutationVariables>;
export const GrantedPassageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GrantedPassage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reader"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PassageIdentifierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkPassage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reader"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reader"}}},{"kind":"Argument","name":{"kind":"Name","value":"identifier"},"value":{"kind":"Variable","name":{"kind":"Name","value":"identifier"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"relays"}},{"kind":"Field","name":{"kind":"Name","value":"denial"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}}]}}]}}]} as unknown as DocumentNode<GrantedPassageQuery, GrantedPassageQueryVariables>;
export const DeniedPassageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeniedPassage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordPassageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordPassage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"relays"}},{"kind":"Field","name":{"kind":"Name","value":"denial"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"identifier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"passages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reader"}},{"kind":"Field","name":{"kind":"Name","value":"denial"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeniedPassageMutation, DeniedPassageMutationVariables>;
export const CreateExternalPersonalIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateExternalPersonalIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateExternalPersonalIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createExternalPersonalIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalPersonalIdentity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]} as unknown as DocumentNode<CreateExternalPersonalIdentityMutation, CreateExternalPersonalIdentityMutationVariables>;
export const CreatePrivateAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePrivateAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"managed"}},{"kind":"Field","name":{"kind":"Name","value":"privateId"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePrivateAccessMutation, CreatePrivateAccessMutationVariables>;
export const ActivatePrivateAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivatePrivateAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"activation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"agreementVersion"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ActivatePrivateAccessMutation, ActivatePrivateAccessMutationVariables>;
export const AccessesOfIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccessesOfIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"externalPersonalIdentityId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalPersonalIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"externalPersonalIdentityId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"externalPersonalIdentityId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstName"}},{"kind":"Field","name":{"kind":"Name","value":"accesses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AccessesOfIdentityQuery, AccessesOfIdentityQueryVariables>;
export const CreateExternalRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateExternalRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateExternalRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createExternalRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalRole"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}}]}}]} as unknown as DocumentNode<CreateExternalRoleMutation, CreateExternalRoleMutationVariables>;
export const CreateExternalRoleAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateExternalRoleAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateExternalRoleAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createExternalRoleAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"externalRoleAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"personalIdentityId"}},{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateExternalRoleAccountMutation, CreateExternalRoleAccountMutationVariables>;
export const CreateCorporateAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCorporateAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"corporateName"}},{"kind":"Field","name":{"kind":"Name","value":"corporateRoleName"}},{"kind":"Field","name":{"kind":"Name","value":"roleAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emailAddress"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateCorporateAccessMutation, CreateCorporateAccessMutationVariables>;
export const ActivateCorporateAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateCorporateAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateCorporateAccessMutation, ActivateCorporateAccessMutationVariables>;
export const DeactivateCorporateAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeactivateCorporateAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<DeactivateCorporateAccessMutation, DeactivateCorporateAccessMutationVariables>;
export const ActivateTwiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ActivateTwice"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ActivateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activateAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ActivateTwiceMutation, ActivateTwiceMutationVariables>;
export const CreateAccessNotValidDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAccessNotValid"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<CreateAccessNotValidMutation, CreateAccessNotValidMutationVariables>;
export const ErrorCatalogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ErrorCatalog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reasons"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ErrorReason"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errorCatalog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reasons"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reasons"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"description"}}]}}]}}]} as unknown as DocumentNode<ErrorCatalogQuery, ErrorCatalogQueryVariables>;