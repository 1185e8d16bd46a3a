/** An action of an application on an access. */
export var AccessAction;
(function (AccessAction) {
    /** Activate the access on the user's behalf with `activateAccess`. */
    AccessAction["Activate"] = "ACTIVATE";
    /** Set the state to DEACTIVATED with `updateAccess`. */
    AccessAction["Deactivate"] = "DEACTIVATE";
    /** Invite the user to accept in person with `inviteAccess`. The access stays INVITED until they do. */
    AccessAction["Invite"] = "INVITE";
    /** Set the state of a deactivated access to ACTIVE with `updateAccess`. */
    AccessAction["Reactivate"] = "REACTIVATE";
})(AccessAction || (AccessAction = {}));
/** The fields that accesses can be sorted by. */
export var AccessOrderField;
(function (AccessOrderField) {
    /** By creation. */
    AccessOrderField["CreatedAt"] = "CREATED_AT";
    /** By last name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
    AccessOrderField["LastName"] = "LAST_NAME";
})(AccessOrderField || (AccessOrderField = {}));
/** The fields that access rules can be sorted by. */
export var AccessRuleOrderField;
(function (AccessRuleOrderField) {
    /** By creation. */
    AccessRuleOrderField["CreatedAt"] = "CREATED_AT";
    /** By name, whatever case and accents, character by character as Unicode numbers them; those of the same name by their creation. */
    AccessRuleOrderField["Name"] = "NAME";
})(AccessRuleOrderField || (AccessRuleOrderField = {}));
/** The state of an access. It is created INVITED, becomes ACTIVE by activation or by acceptance of an invitation, and is then switched between ACTIVE and DEACTIVATED by updates. */
export var AccessState;
(function (AccessState) {
    /** Activated. It can be used, as far as its identity, account and role allow (`usable`). */
    AccessState["Active"] = "ACTIVE";
    /** Disabled. It cannot be used until it is set to ACTIVE again. */
    AccessState["Deactivated"] = "DEACTIVATED";
    /** Created and not yet activated or accepted. It cannot be used. */
    AccessState["Invited"] = "INVITED";
})(AccessState || (AccessState = {}));
/** The role in which the user of an access acts. */
export var AccessType;
(function (AccessType) {
    /** The user acts in a corporate role, with an external role account. */
    AccessType["Corporate"] = "CORPORATE";
    /** The user acts as a private person. */
    AccessType["Private"] = "PRIVATE";
})(AccessType || (AccessType = {}));
/** The fields that audit records can be sorted by. */
export var AuditRecordOrderField;
(function (AuditRecordOrderField) {
    /** By the time of the change. */
    AuditRecordOrderField["At"] = "AT";
})(AuditRecordOrderField || (AuditRecordOrderField = {}));
/** What a program may do about an error. */
export var ErrorCode;
(function (ErrorCode) {
    /** The HTTP request cannot be read or is larger than the limits allow. */
    ErrorCode["BadRequest"] = "BAD_REQUEST";
    /** The request does not fit what is stored now: a value is taken, or the object was changed in the meantime. */
    ErrorCode["Conflict"] = "CONFLICT";
    /** The store, or a server that was asked, did not answer in time. Nothing was written: try again later. */
    ErrorCode["ConnectionTimeout"] = "CONNECTION_TIMEOUT";
    /** The document is not GraphQL. */
    ErrorCode["GraphqlParseFailed"] = "GRAPHQL_PARSE_FAILED";
    /** The document or its variables do not fit the schema. */
    ErrorCode["GraphqlValidationFailed"] = "GRAPHQL_VALIDATION_FAILED";
    /** No API key was sent, or one that is of no use. */
    ErrorCode["InvalidAuthentication"] = "INVALID_AUTHENTICATION";
    /** The company has no object of this ID. */
    ErrorCode["NotFound"] = "NOT_FOUND";
    /** The request breaks a rule; sending it again changes nothing. */
    ErrorCode["NotValid"] = "NOT_VALID";
    /** The application may not do this. */
    ErrorCode["PermissionDenied"] = "PERMISSION_DENIED";
    /** The server stores no persisted queries: send the text of the query. Clients that know automatic persisted queries do so by themselves. */
    ErrorCode["PersistedQueryNotSupported"] = "PERSISTED_QUERY_NOT_SUPPORTED";
    /** Too many requests. Try again later. */
    ErrorCode["RateLimited"] = "RATE_LIMITED";
    /** The server failed, or a reference is wrong where the contract documents that as a failure of the server. */
    ErrorCode["SystemError"] = "SYSTEM_ERROR";
})(ErrorCode || (ErrorCode = {}));
/** The stable name of each entry of the error catalogue. Reasons are added over time: clients fall back to the code. */
export var ErrorReason;
(function (ErrorReason) {
    /** The user activates this access in person. */
    ErrorReason["AccessActivationManagedRequired"] = "ACCESS_ACTIVATION_MANAGED_REQUIRED";
    /** Only an access that is INVITED can be activated. A DEACTIVATED one is set to ACTIVE by `updateAccess`. */
    ErrorReason["AccessActivationStateNotAllowed"] = "ACCESS_ACTIVATION_STATE_NOT_ALLOWED";
    /** What is accepted on activation is asked for before that. The access's `activation` says which version was accepted. */
    ErrorReason["AccessAgreementStateNotAllowed"] = "ACCESS_AGREEMENT_STATE_NOT_ALLOWED";
    /** `agreementVersion` is not the current version of the agreement. `data.currentVersion` holds that. */
    ErrorReason["AccessAgreementVersionConflict"] = "ACCESS_AGREEMENT_VERSION_CONFLICT";
    /** `roleAccountId` belongs to accesses of type CORPORATE only. */
    ErrorReason["AccessCorporateIdNotAllowed"] = "ACCESS_CORPORATE_ID_NOT_ALLOWED";
    /** `roleAccountId` is missing. It names the external role account that the user acts with. */
    ErrorReason["AccessCorporateIdRequired"] = "ACCESS_CORPORATE_ID_REQUIRED";
    /** `corporateName` and `corporateRoleName` belong to accesses of type CORPORATE only. */
    ErrorReason["AccessCorporateNamesNotAllowed"] = "ACCESS_CORPORATE_NAMES_NOT_ALLOWED";
    /** The server makes the ID. Leave `accessId` out. */
    ErrorReason["AccessIdNotAllowed"] = "ACCESS_ID_NOT_ALLOWED";
    /** The text is not an ID of an access. Send IDs back exactly as they were received. */
    ErrorReason["AccessIdNotValid"] = "ACCESS_ID_NOT_VALID";
    /** The `input` of a mutation on accesses was left out or is null. The value is the input's type. */
    ErrorReason["AccessInputRequired"] = "ACCESS_INPUT_REQUIRED";
    /** The platform manages this access: activate it with `activateAccess`. */
    ErrorReason["AccessInvitationManagedNotAllowed"] = "ACCESS_INVITATION_MANAGED_NOT_ALLOWED";
    /** The token was never one, has been used, has expired, or was replaced by a newer one: the answer is the same for all. Ask for a new invitation. */
    ErrorReason["AccessInvitationNotValid"] = "ACCESS_INVITATION_NOT_VALID";
    /** Tokens that are not valid are limited by the application whose key is sent with them or, without a key, by the address that they come from. Each token is limited besides. */
    ErrorReason["AccessInvitationRateExceeded"] = "ACCESS_INVITATION_RATE_EXCEEDED";
    /** The user has accepted the access already. A DEACTIVATED one is set to ACTIVE by `updateAccess`. */
    ErrorReason["AccessInvitationStateNotAllowed"] = "ACCESS_INVITATION_STATE_NOT_ALLOWED";
    /** A name is absent, null or blank, on creation or in an update. */
    ErrorReason["AccessNameRequired"] = "ACCESS_NAME_REQUIRED";
    /** The company has no access of this ID. */
    ErrorReason["AccessNotFound"] = "ACCESS_NOT_FOUND";
    /** An access needs an identity that is ACTIVE when it is created. */
    ErrorReason["AccessPrivateIdentityNotActive"] = "ACCESS_PRIVATE_IDENTITY_NOT_ACTIVE";
    /** The identity of a corporate access is the one that its role account belongs to. */
    ErrorReason["AccessPrivateIdMismatch"] = "ACCESS_PRIVATE_ID_MISMATCH";
    /** `privateId` is not the ID of an external personal identity of the company. `data` names the field. */
    ErrorReason["AccessPrivateIdUnknown"] = "ACCESS_PRIVATE_ID_UNKNOWN";
    /** `roleAccountId` is not the ID of an external role account of the company. `data` names the field. */
    ErrorReason["AccessRoleAccountIdUnknown"] = "ACCESS_ROLE_ACCOUNT_ID_UNKNOWN";
    /** A corporate access needs a role account that is ACTIVE when it is created. */
    ErrorReason["AccessRoleAccountNotActive"] = "ACCESS_ROLE_ACCOUNT_NOT_ACTIVE";
    /** A corporate access needs a role that is enabled when it is created. */
    ErrorReason["AccessRoleNotEnabled"] = "ACCESS_ROLE_NOT_ENABLED";
    /** The value is the number of identifiers. Send `detach: true` to detach the rule from all of them. */
    ErrorReason["AccessRuleInUse"] = "ACCESS_RULE_IN_USE";
    /** The company has no access rule of this ID. */
    ErrorReason["AccessRuleNotFound"] = "ACCESS_RULE_NOT_FOUND";
    /** An INVITED access becomes ACTIVE by activation only, and cannot be deactivated before. */
    ErrorReason["AccessStateFromInvitedNotAllowed"] = "ACCESS_STATE_FROM_INVITED_NOT_ALLOWED";
    /** A new access is INVITED. Leave `state` out. */
    ErrorReason["AccessStateNotAllowed"] = "ACCESS_STATE_NOT_ALLOWED";
    /** No access goes back to INVITED. */
    ErrorReason["AccessStateToInvitedNotAllowed"] = "ACCESS_STATE_TO_INVITED_NOT_ALLOWED";
    /** `data` names which of the three are missing. */
    ErrorReason["AccessTypePrivateIdManagedRequired"] = "ACCESS_TYPE_PRIVATE_ID_MANAGED_REQUIRED";
    /** X-Acting-User was sent without the scope ACT_AS_USER, or names no user of the company. Nothing was executed. */
    ErrorReason["ActingUserNotAllowed"] = "ACTING_USER_NOT_ALLOWED";
    /** The path of the HTTP request is not one that the server answers. */
    ErrorReason["AddressNotFound"] = "ADDRESS_NOT_FOUND";
    /** Give another enabled application the scope ADMIN and a key first. */
    ErrorReason["AdminApplicationRequired"] = "ADMIN_APPLICATION_REQUIRED";
    /** An application has at most two keys that have not expired, while one replaces the other. Revoke one first. */
    ErrorReason["ApiKeyCountExceeded"] = "API_KEY_COUNT_EXCEEDED";
    /** The application has no key of this ID. It may have been revoked already. */
    ErrorReason["ApiKeyNotFound"] = "API_KEY_NOT_FOUND";
    /** The API key is unknown, revoked or expired, or its application is disabled. Nothing was parsed. */
    ErrorReason["ApiKeyNotValid"] = "API_KEY_NOT_VALID";
    /** The company has no application of this ID. */
    ErrorReason["ApplicationNotFound"] = "APPLICATION_NOT_FOUND";
    /** The operation needs an API key and none was sent. Nothing was executed. */
    ErrorReason["AuthenticationRequired"] = "AUTHENTICATION_REQUIRED";
    /** The server cannot tell whether the mutation was carried out. A request with an Idempotency-Key is retryable: send it again with the same key, and it is carried out once. Without a key, read the object before trying again. */
    ErrorReason["CommitOutcomeUnknown"] = "COMMIT_OUTCOME_UNKNOWN";
    /** `after` or `before` was not made by this list with this filter and order. Start again without it. */
    ErrorReason["CursorNotValid"] = "CURSOR_NOT_VALID";
    /** The parent has too many ancestors. `data` names the field. */
    ErrorReason["CustomerDepthExceeded"] = "CUSTOMER_DEPTH_EXCEEDED";
    /** The company has no customer of this ID. */
    ErrorReason["CustomerNotFound"] = "CUSTOMER_NOT_FOUND";
    /** One or more fields break their bounds. `data` maps the path of each to what is wrong with it. */
    ErrorReason["DataNotValid"] = "DATA_NOT_VALID";
    /** The deadline of the operation passed. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the answer is missing. Ask for less, or try again. */
    ErrorReason["DeadlineExceeded"] = "DEADLINE_EXCEEDED";
    /** `emailAddress` is not an address that mail can be sent to. Send the bare address, such as `name@example.com`; an internationalized domain in its ASCII form (`xn--…`). */
    ErrorReason["EmailAddressUnknown"] = "EMAIL_ADDRESS_UNKNOWN";
    /** The server that is asked about addresses cannot be reached, did not answer in time, or put the answer off. Nothing was written. */
    ErrorReason["EmailVerifierUnavailable"] = "EMAIL_VERIFIER_UNAVAILABLE";
    /** `emailAddress` is absent, null or blank. */
    ErrorReason["ExternalPersonalIdentityEmailAddressRequired"] = "EXTERNAL_PERSONAL_IDENTITY_EMAIL_ADDRESS_REQUIRED";
    /** The server makes the ID. Leave `id` out. */
    ErrorReason["ExternalPersonalIdentityIdNotAllowed"] = "EXTERNAL_PERSONAL_IDENTITY_ID_NOT_ALLOWED";
    /** `managed` is absent or null. Only true is supported. */
    ErrorReason["ExternalPersonalIdentityManagedRequired"] = "EXTERNAL_PERSONAL_IDENTITY_MANAGED_REQUIRED";
    /** A name is absent, null or blank. */
    ErrorReason["ExternalPersonalIdentityNameRequired"] = "EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED";
    /** The company has no external personal identity of this ID. */
    ErrorReason["ExternalPersonalIdentityNotFound"] = "EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND";
    /** An update sets an identity that was activated to ACTIVE or DEACTIVATED; it does not activate one that is INVITED. For an account it is the linked identity that is INVITED. */
    ErrorReason["ExternalPersonalIdentityStateFromInvitedNotAllowed"] = "EXTERNAL_PERSONAL_IDENTITY_STATE_FROM_INVITED_NOT_ALLOWED";
    /** A new identity is ACTIVE. Leave `state` out. */
    ErrorReason["ExternalPersonalIdentityStateNotAllowed"] = "EXTERNAL_PERSONAL_IDENTITY_STATE_NOT_ALLOWED";
    /** No identity goes back to INVITED. */
    ErrorReason["ExternalPersonalIdentityStateToInvitedNotAllowed"] = "EXTERNAL_PERSONAL_IDENTITY_STATE_TO_INVITED_NOT_ALLOWED";
    /** `managed` is false. Only true is supported. */
    ErrorReason["ExternalPersonalIdentityUserManagedNotSupported"] = "EXTERNAL_PERSONAL_IDENTITY_USER_MANAGED_NOT_SUPPORTED";
    /** The server makes the ID. Leave `id` out. */
    ErrorReason["ExternalRoleAccountIdNotAllowed"] = "EXTERNAL_ROLE_ACCOUNT_ID_NOT_ALLOWED";
    /** The text is not an ID of an external role account. Send IDs back exactly as they were received. */
    ErrorReason["ExternalRoleAccountIdNotValid"] = "EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID";
    /** The `input` of a mutation on external role accounts was left out or is null. The value is the input's type. */
    ErrorReason["ExternalRoleAccountInputRequired"] = "EXTERNAL_ROLE_ACCOUNT_INPUT_REQUIRED";
    /** `data` names which of the three are absent, null or blank. */
    ErrorReason["ExternalRoleAccountNamesEmailAddressRequired"] = "EXTERNAL_ROLE_ACCOUNT_NAMES_EMAIL_ADDRESS_REQUIRED";
    /** The company has no external role account of this ID. */
    ErrorReason["ExternalRoleAccountNotFound"] = "EXTERNAL_ROLE_ACCOUNT_NOT_FOUND";
    /** The server creates and links the identity. Leave `personalIdentityId` out. */
    ErrorReason["ExternalRoleAccountPersonalIdentityIdNotAllowed"] = "EXTERNAL_ROLE_ACCOUNT_PERSONAL_IDENTITY_ID_NOT_ALLOWED";
    /** `data` names which of the two are missing. */
    ErrorReason["ExternalRoleAccountRoleIdManagedRequired"] = "EXTERNAL_ROLE_ACCOUNT_ROLE_ID_MANAGED_REQUIRED";
    /** `roleId` is not the ID of an external role of the company. */
    ErrorReason["ExternalRoleAccountRoleIdNotValid"] = "EXTERNAL_ROLE_ACCOUNT_ROLE_ID_NOT_VALID";
    /** An account needs a role that is enabled when it is created. */
    ErrorReason["ExternalRoleAccountRoleNotEnabled"] = "EXTERNAL_ROLE_ACCOUNT_ROLE_NOT_ENABLED";
    /** An update sets an account to ACTIVE or DEACTIVATED. No account goes back to INVITED, and one that is INVITED is not activated by an update. */
    ErrorReason["ExternalRoleAccountStateChangeNotAllowed"] = "EXTERNAL_ROLE_ACCOUNT_STATE_CHANGE_NOT_ALLOWED";
    /** A new account is ACTIVE. Leave `state` out. */
    ErrorReason["ExternalRoleAccountStateNotAllowed"] = "EXTERNAL_ROLE_ACCOUNT_STATE_NOT_ALLOWED";
    /** `managed` is false. Only true is supported. */
    ErrorReason["ExternalRoleAccountUserManagedNotSupported"] = "EXTERNAL_ROLE_ACCOUNT_USER_MANAGED_NOT_SUPPORTED";
    /** The server makes the ID. Leave `id` out. */
    ErrorReason["ExternalRoleIdNotAllowed"] = "EXTERNAL_ROLE_ID_NOT_ALLOWED";
    /** The text is not an ID of an external role. Send IDs back exactly as they were received. */
    ErrorReason["ExternalRoleIdNotValid"] = "EXTERNAL_ROLE_ID_NOT_VALID";
    /** `data` names which of the two are absent, null or blank. */
    ErrorReason["ExternalRoleNameEnabledRequired"] = "EXTERNAL_ROLE_NAME_ENABLED_REQUIRED";
    /** Another external role of the company has this name. */
    ErrorReason["ExternalRoleNameTaken"] = "EXTERNAL_ROLE_NAME_TAKEN";
    /** The company has no external role of this ID. */
    ErrorReason["ExternalRoleNotFound"] = "EXTERNAL_ROLE_NOT_FOUND";
    /** The document is not GraphQL. `locations` says where reading stopped. */
    ErrorReason["GraphqlParseFailed"] = "GRAPHQL_PARSE_FAILED";
    /** The document does not fit the schema. `locations` says where. At most 10 such errors are answered. */
    ErrorReason["GraphqlValidationFailed"] = "GRAPHQL_VALIDATION_FAILED";
    /** The server listens on a loopback address, and the request names another host, as a page does whose name was made to lead here. A proxy on the same machine sends a loopback Host, or is named in ACCESSGRAPH_TRUSTED_PROXIES. */
    ErrorReason["HostNotAllowed"] = "HOST_NOT_ALLOWED";
    /** A mutation with the same Idempotency-Key, by the same application for the same acting user and under the same name in the answer, succeeded with another input. Nothing was changed. Use a new key for every new intention. */
    ErrorReason["IdempotencyKeyConflict"] = "IDEMPOTENCY_KEY_CONFLICT";
    /** A repeat is answered with the object as it is now, and there is none any more. Nothing was changed. */
    ErrorReason["IdempotencyResultUnavailable"] = "IDEMPOTENCY_RESULT_UNAVAILABLE";
    /** Detach a rule first. */
    ErrorReason["IdentifierAccessRuleCountExceeded"] = "IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED";
    /** The company has no identifier of this ID. */
    ErrorReason["IdentifierNotFound"] = "IDENTIFIER_NOT_FOUND";
    /** Numbers are compared in the normal form of their type. */
    ErrorReason["IdentifierNumberTaken"] = "IDENTIFIER_NUMBER_TAKEN";
    /** `nodes` was given too many IDs. Ask in several requests. */
    ErrorReason["IdCountExceeded"] = "ID_COUNT_EXCEEDED";
    /** The mutation's `input` was left out or is null, for an operation whose contract documents no message for that. */
    ErrorReason["InputRequired"] = "INPUT_REQUIRED";
    /** The body, or a parameter that holds JSON, is not JSON. The value is the offset in bytes at which reading stopped. */
    ErrorReason["JsonNotValid"] = "JSON_NOT_VALID";
    /** The request, or what it asks for, is larger than the server accepts. `data` names the limit, its value and the request's own; for `cost`, also the costliest fields. A query fails as a whole: ask for fewer entries or fields. A mutation's root field that began was carried out: it is null because its answer cost too much or was too large, and `data.ids` has the IDs of what it changed; a root field without `ids` was not carried out. `serverInfo` lists all limits. */
    ErrorReason["LimitExceeded"] = "LIMIT_EXCEEDED";
    /** The Content-Type of the request is not application/json, its character set is not UTF-8, or it is compressed. */
    ErrorReason["MediaTypeNotSupported"] = "MEDIA_TYPE_NOT_SUPPORTED";
    /** The endpoint takes POST, and GET for queries. The Allow header lists what would have been accepted. */
    ErrorReason["MethodNotAllowed"] = "METHOD_NOT_ALLOWED";
    /** `first` and `last` were given together. Ask for the first entries, or for the last. */
    ErrorReason["PageDirectionNotValid"] = "PAGE_DIRECTION_NOT_VALID";
    /** `first` or `last` is out of its bounds. */
    ErrorReason["PageSizeNotValid"] = "PAGE_SIZE_NOT_VALID";
    /** The request has the hash of a persisted query in its extensions and no query. The server stores no queries: send the text of the query. Apollo's clients do so by themselves. */
    ErrorReason["PersistedQueryNotSupported"] = "PERSISTED_QUERY_NOT_SUPPORTED";
    /** The HTTP request has an empty body. Send a GraphQL request as JSON. */
    ErrorReason["RequestBodyRequired"] = "REQUEST_BODY_REQUIRED";
    /** The body is larger than the limit `requestBodyBytes` of `serverInfo`. */
    ErrorReason["RequestBodySizeExceeded"] = "REQUEST_BODY_SIZE_EXCEEDED";
    /** The client left, or sent all it had and closed that half of the connection. A query is stopped. A mutation's own field that had begun was carried out, and one with this error was not begun: nothing was written. Keep the connection open until the answer is there. */
    ErrorReason["RequestCanceled"] = "REQUEST_CANCELED";
    /** The request is not a GraphQL request, or its headers contradict each other: `data` names the member, parameter or header and what is wrong with it. Requests cannot be batched. */
    ErrorReason["RequestNotValid"] = "REQUEST_NOT_VALID";
    /** The points of an application, or of an address that sends no key or one that fails, are used up. Nothing was executed. `data` names the limit and the seconds until there are points again, as the header `Retry-After` does. A key that is valid is never refused for its address. */
    ErrorReason["RequestRateExceeded"] = "REQUEST_RATE_EXCEEDED";
    /** `possibleErrors` takes the type and field, as in `Mutation.createAccess`. */
    ErrorReason["SchemaCoordinateNotValid"] = "SCHEMA_COORDINATE_NOT_VALID";
    /** The application lacks a scope. `data` names the field and the scope. An application with ADMIN can grant it. */
    ErrorReason["ScopeRequired"] = "SCOPE_REQUIRED";
    /** As many operations as may run at once were running, and this one waited for too long, or too many were waiting already. Nothing was executed. `data` has the seconds after which to try again, as the header `Retry-After` does. */
    ErrorReason["ServerBusy"] = "SERVER_BUSY";
    /** Something failed that the catalogue does not foresee. The cause is in the server's log under the request ID. */
    ErrorReason["ServerFailed"] = "SERVER_FAILED";
    /** The database did not answer. On a mutation's own field nothing was written; on a field below it the change was made, and only that part of the answer is missing. Try again later. */
    ErrorReason["StoreUnavailable"] = "STORE_UNAVAILABLE";
    /** A variable does not have the type that the schema asks for. `data` maps the path of each offending argument to what is wrong with it. */
    ErrorReason["TypeDefinitionNotValid"] = "TYPE_DEFINITION_NOT_VALID";
    /** The company has no user access of this ID. */
    ErrorReason["UserAccessNotFound"] = "USER_ACCESS_NOT_FOUND";
    /** Another role of the company has this code. */
    ErrorReason["UserAccessRoleCodeTaken"] = "USER_ACCESS_ROLE_CODE_TAKEN";
    /** A role cannot be deleted while user accesses hold it. `data.userAccesses` is their number: withdraw the role from them first. */
    ErrorReason["UserAccessRoleInUse"] = "USER_ACCESS_ROLE_IN_USE";
    /** The roles are not among the application's grantable roles. `data` has the path of each. Roles that an access holds already are not granted anew. */
    ErrorReason["UserAccessRoleNotAllowed"] = "USER_ACCESS_ROLE_NOT_ALLOWED";
    /** No role of the company has this code. */
    ErrorReason["UserAccessRoleNotFound"] = "USER_ACCESS_ROLE_NOT_FOUND";
    /** `roles` names codes that no role of the company has. `data` has the path of each. */
    ErrorReason["UserAccessRoleUnknown"] = "USER_ACCESS_ROLE_UNKNOWN";
    /** Another SSO access of the company has this `ssoId`. */
    ErrorReason["UserAccessSsoIdTaken"] = "USER_ACCESS_SSO_ID_TAKEN";
    /** A user has at most one access among UI and SSO. */
    ErrorReason["UserAccessUiOrSsoTaken"] = "USER_ACCESS_UI_OR_SSO_TAKEN";
    /** The company has no user of this ID. */
    ErrorReason["UserNotFound"] = "USER_NOT_FOUND";
    /** A value in the document cannot be read as its scalar type, such as a DateTime that is not RFC 3339. `data` names it. */
    ErrorReason["ValueNotValid"] = "VALUE_NOT_VALID";
    /** `expectedVersion` is not the current version. `data.currentVersion` holds that: read the object again and decide anew. */
    ErrorReason["VersionConflict"] = "VERSION_CONFLICT";
})(ErrorReason || (ErrorReason = {}));
/** The fields that external personal identities can be sorted by. */
export var ExternalPersonalIdentityOrderField;
(function (ExternalPersonalIdentityOrderField) {
    /** By creation. */
    ExternalPersonalIdentityOrderField["CreatedAt"] = "CREATED_AT";
    /** By last name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
    ExternalPersonalIdentityOrderField["LastName"] = "LAST_NAME";
})(ExternalPersonalIdentityOrderField || (ExternalPersonalIdentityOrderField = {}));
/** The state of an external personal identity. Identities are created ACTIVE. */
export var ExternalPersonalIdentityState;
(function (ExternalPersonalIdentityState) {
    /** Accesses can be created and used with it. */
    ExternalPersonalIdentityState["Active"] = "ACTIVE";
    /** Disabled. No access can be created or used with it. */
    ExternalPersonalIdentityState["Deactivated"] = "DEACTIVATED";
    /** Not yet activated. */
    ExternalPersonalIdentityState["Invited"] = "INVITED";
})(ExternalPersonalIdentityState || (ExternalPersonalIdentityState = {}));
/** The fields that external role accounts can be sorted by. */
export var ExternalRoleAccountOrderField;
(function (ExternalRoleAccountOrderField) {
    /** By creation. */
    ExternalRoleAccountOrderField["CreatedAt"] = "CREATED_AT";
    /** By last name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
    ExternalRoleAccountOrderField["LastName"] = "LAST_NAME";
})(ExternalRoleAccountOrderField || (ExternalRoleAccountOrderField = {}));
/** The state of an external role account. Accounts are created ACTIVE. */
export var ExternalRoleAccountState;
(function (ExternalRoleAccountState) {
    /** Corporate accesses can be created and used with it. */
    ExternalRoleAccountState["Active"] = "ACTIVE";
    /** Disabled. No corporate access can be created or used with it. */
    ExternalRoleAccountState["Deactivated"] = "DEACTIVATED";
    /** Not yet activated. */
    ExternalRoleAccountState["Invited"] = "INVITED";
})(ExternalRoleAccountState || (ExternalRoleAccountState = {}));
/** The fields that external roles can be sorted by. */
export var ExternalRoleOrderField;
(function (ExternalRoleOrderField) {
    /** By creation. */
    ExternalRoleOrderField["CreatedAt"] = "CREATED_AT";
    /** By name, ignoring case and accents, in the order of Unicode code points; equal names by creation. */
    ExternalRoleOrderField["Name"] = "NAME";
})(ExternalRoleOrderField || (ExternalRoleOrderField = {}));
/** Whose identifier it is. */
export var IdentifierAffiliation;
(function (IdentifierAffiliation) {
    /** It belongs to a guest. */
    IdentifierAffiliation["Guest"] = "GUEST";
    /** It belongs to somebody of the place. */
    IdentifierAffiliation["Owner"] = "OWNER";
})(IdentifierAffiliation || (IdentifierAffiliation = {}));
/** What a reader reads, and with it the forms that a number can have. */
export var IdentifierType;
(function (IdentifierType) {
    /** A card: 2 to 32 hex bytes joined by `:` or `-`, 16 to 256 binary digits in whole bytes, or 1 to 10 decimal digits without leading zeros. The first two have the same normal form: hex bytes in capitals, joined by `:`. */
    IdentifierType["Card"] = "CARD";
    /** A code that is typed in: 1 to 10 digits, leading zeros kept. It is a secret of a kind, and left out of logs, audit records and passages. */
    IdentifierType["InputCode"] = "INPUT_CODE";
    /** A licence plate: 1 to 100 Unicode characters. The normal form is in capitals, without spaces and hyphens. */
    IdentifierType["LicensePlate"] = "LICENSE_PLATE";
    /** An electronic key, with the same forms as a card. */
    IdentifierType["Ukey"] = "UKEY";
})(IdentifierType || (IdentifierType = {}));
/** Who may read the schema of a server by introspection. Whoever may not is not told names of it by error messages either. */
export var IntrospectionPolicy;
(function (IntrospectionPolicy) {
    /** Whoever sends a valid API key. Without one, introspection is answered as any operation that needs a key. */
    IntrospectionPolicy["Key"] = "KEY";
    /** Nobody. Introspection is answered with the error `GRAPHQL_VALIDATION_FAILED`. */
    IntrospectionPolicy["Off"] = "OFF";
    /** Everybody, with or without an API key. */
    IntrospectionPolicy["Public"] = "PUBLIC";
})(IntrospectionPolicy || (IntrospectionPolicy = {}));
/** The status of an invitation. */
export var InvitationStatus;
(function (InvitationStatus) {
    /** The user has accepted. */
    InvitationStatus["Accepted"] = "ACCEPTED";
    /** The token has expired. `inviteAccess` issues a new one. */
    InvitationStatus["Expired"] = "EXPIRED";
    /** The token is valid, and the user has not used it yet. */
    InvitationStatus["Pending"] = "PENDING";
})(InvitationStatus || (InvitationStatus = {}));
/** The direction of a sort order. */
export var OrderDirection;
(function (OrderDirection) {
    /** Ascending: oldest first, or A to Z. */
    OrderDirection["Asc"] = "ASC";
    /** Descending: newest first, or Z to A. */
    OrderDirection["Desc"] = "DESC";
})(OrderDirection || (OrderDirection = {}));
/** Why an identifier opens nothing at a reader. */
export var PassageDenial;
(function (PassageDenial) {
    /** The instant is not before `validity.to`. */
    PassageDenial["Expired"] = "EXPIRED";
    /** The instant is before `validity.from`. */
    PassageDenial["NotYetValid"] = "NOT_YET_VALID";
    /** No access rule is attached to the identifier. */
    PassageDenial["NoAccessRuleAttached"] = "NO_ACCESS_RULE_ATTACHED";
    /** All `validity.maxPasses` were used. */
    PassageDenial["NoPassesLeft"] = "NO_PASSES_LEFT";
    /** The reader is in none of the access rules that are attached. */
    PassageDenial["ReaderNotInAccessRules"] = "READER_NOT_IN_ACCESS_RULES";
    /** Too many wrong input codes were shown at the reader, or at all readers of the application together; the limits are named in `serverInfo`. This one was not looked at, right or wrong. Only input codes are refused so. Wait up to a minute. */
    PassageDenial["TooManyAttempts"] = "TOO_MANY_ATTEMPTS";
    /** The company has no such identifier. A malformed number is that of no identifier. */
    PassageDenial["UnknownIdentifier"] = "UNKNOWN_IDENTIFIER";
})(PassageDenial || (PassageDenial = {}));
/** A permission of an application. A write scope includes the read scope of its family. */
export var Scope;
(function (Scope) {
    /** Read accesses. */
    Scope["AccessRead"] = "ACCESS_READ";
    /** Read access rules and identifiers. */
    Scope["AccessRuleRead"] = "ACCESS_RULE_READ";
    /** Create access rules and identifiers, attach and detach rules, and read them. */
    Scope["AccessRuleWrite"] = "ACCESS_RULE_WRITE";
    /** Create, activate and update accesses, and read them. */
    Scope["AccessWrite"] = "ACCESS_WRITE";
    /** Name the user that a request is made for, in the header X-Acting-User. */
    Scope["ActAsUser"] = "ACT_AS_USER";
    /** Manage the company's applications and their API keys, and create roles of user accesses. It lets an application grant any of those roles. It does not include the other scopes. */
    Scope["Admin"] = "ADMIN";
    /** Read the audit log, together with the read scope of the subject's family. */
    Scope["AuditRead"] = "AUDIT_READ";
    /** Ask whether an identifier opens anything at a reader: all that a door needs. */
    Scope["Passage"] = "PASSAGE";
    /** Read external personal identities, external roles and external role accounts. */
    Scope["RoleAccountRead"] = "ROLE_ACCOUNT_READ";
    /** Create and update external personal identities, external roles and external role accounts, and read them. */
    Scope["RoleAccountWrite"] = "ROLE_ACCOUNT_WRITE";
    /** Read customers, users, user accesses and their roles. */
    Scope["UserAccessRead"] = "USER_ACCESS_READ";
    /** Create customers, users and user accesses, and read them. Which roles may be granted is the application's `grantableRoles`. */
    Scope["UserAccessWrite"] = "USER_ACCESS_WRITE";
})(Scope || (Scope = {}));
/** The types of a user access: the contract's names in capitals. */
export var UserAccessType;
(function (UserAccessType) {
    /** An access of a program: ApiAccess. */
    UserAccessType["ApiConnection"] = "API_CONNECTION";
    /** A profile: ProfileAccess. */
    UserAccessType["Profile"] = "PROFILE";
    /** An access by single sign-on: SsoAccess. */
    UserAccessType["SsoConnection"] = "SSO_CONNECTION";
    /** An access to the user interface: UiAccess. */
    UserAccessType["UiConnection"] = "UI_CONNECTION";
})(UserAccessType || (UserAccessType = {}));
