// What must compile, and what must not: `npm test` runs tsc over it.
import { type AccessgraphError, assertNever, type Client, type Code, CreateUserAccessDocument, CustomersDocument, type ErrorReason, nodes, pages, type Reason, UpdateUserDocument, UserDocument, ViewerDocument } from "accessgraph";

declare const client: Client;

export async function results(): Promise<string> {
  const { viewer } = await client.query(ViewerDocument);
  const { user } = await client.query(UserDocument, { userId: viewer.application?.id ?? "" });
  // @ts-expect-error: a variable is required
  await client.query(UserDocument);
  // @ts-expect-error: an ID is a text
  await client.query(UserDocument, { userId: 1 });
  // @ts-expect-error: a user can be null
  return user.firstName;
}

export async function updates(): Promise<void> {
  await client.mutate(UpdateUserDocument, { input: { userId: "u", lastName: "Byron" } });
  // @ts-expect-error: the input lacks a required field
  await client.mutate(UpdateUserDocument, { input: { lastName: "Byron" } });
  await client.mutate(CreateUserAccessDocument, { input: { userId: "u", type: { api: { name: "Backup" } } } });
  // @ts-expect-error: an input with @oneOf has exactly one of its fields
  await client.mutate(CreateUserAccessDocument, { input: { userId: "u", type: { api: { name: "Backup" }, profile: { name: "Desk" } } } });
}

export async function lists(): Promise<string[]> {
  const names: string[] = [];
  for await (const customer of nodes(client, CustomersDocument, { first: 50 }, ({ customers }) => customers)) names.push(customer.name);
  for await (const page of pages(client, CustomersDocument, { last: 50, withTotalCount: true }, ({ customers }) => customers)) names.push(String(page.totalCount));
  // @ts-expect-error: there is no such variable
  nodes(client, CustomersDocument, { size: 50 }, ({ customers }) => customers);
  return names;
}

export function advice(code: Code): string {
  switch (code) {
    case "INVALID_AUTHENTICATION": case "PERMISSION_DENIED": return "sign in";
    case "CONFLICT": return "read again";
    case "CONNECTION_TIMEOUT": case "RATE_LIMITED": return "try later";
    case "NOT_FOUND": case "NOT_VALID": return "correct it";
    case "BAD_REQUEST": case "GRAPHQL_PARSE_FAILED": case "GRAPHQL_VALIDATION_FAILED": case "PERSISTED_QUERY_NOT_FOUND": case "PERSISTED_QUERY_NOT_SUPPORTED": return "report a mistake of the client";
    case "SYSTEM_ERROR": case "UNKNOWN": return "report it";
    default: return assertNever(code);
  }
}

export function incomplete(error: AccessgraphError): string {
  switch (error.reason) {
    case "VERSION_CONFLICT": return "read again";
    // @ts-expect-error: the other reasons are missing
    default: return assertNever(error.reason);
  }
}

// Besides the reasons of the schema there is one more case, for those of a newer server.
export const others: Exclude<Reason, ErrorReason> = "UNKNOWN";
