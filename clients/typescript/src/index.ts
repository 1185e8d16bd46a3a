export { type Client, type ClientOptions, createClient, type MutationOptions, type OperationResponse, type RequestOptions, type VariablesArgument } from "./client.js";
export { AccessgraphError, assertNever, type Code, fieldErrors, type Reason, type ServerError, serverErrors, toAccessgraphError, TransportError, type Violation } from "./errors.js";
export { createFetch, newIdempotencyKey, type RetryOptions } from "./fetch.js";
export { nodes, type Page, pages, type PageVariables } from "./pagination.js";
export * from "./generated/graphql.js";
