// What a client written in TypeScript relies on: results and variables that are typed, and unions told apart by their type name.
import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";
import { CreateAccessRuleDocument, CreatePrivateAccessDocument, CreateUserAccessDocument } from "./generated/examples.js";

export const rule: VariablesOf<typeof CreateAccessRuleDocument> = {
  input: { name: "Front gate", description: "", settings: [{ reader: "front-gate", relays: [1] }] },
};

// A mutation is nullable: another one in the same request may have failed.
export function stateOf(result: ResultOf<typeof CreatePrivateAccessDocument>): "INVITED" | "ACTIVE" | "DEACTIVATED" | undefined {
  return result.createAccess?.access.state;
}

export function nameOf(result: ResultOf<typeof CreateUserAccessDocument>): string | undefined {
  const access = result.createUserAccess?.userAccess;
  return access?.__typename === "ApiAccess" ? access.name : undefined;
}

// @ts-expect-error: an input that lacks a required field must not compile.
export const incomplete: VariablesOf<typeof CreateAccessRuleDocument> = { input: { name: "Front gate" } };
