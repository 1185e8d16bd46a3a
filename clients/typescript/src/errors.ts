// Errors of the server as exceptions to branch on, and as messages to show beside the fields of a form.
import type { ErrorCode, ErrorReason } from "./generated/graphql.js";
import { reasons } from "./generated/reasons.js";

/** One violated rule. */
export interface Violation {
  readonly reason: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An error of a GraphQL response, as the server writes it. */
export interface ServerError {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions?: {
    readonly code?: string;
    readonly reason?: string;
    readonly status?: number;
    readonly retryable?: boolean;
    readonly data?: Readonly<Record<string, unknown>>;
    readonly requestId?: string;
    readonly violations?: readonly Violation[];
    readonly [name: string]: unknown;
  };
}

/** The class of an error. A code that this version of the package does not know is UNKNOWN. */
export type Code = ErrorCode | "UNKNOWN";

/** The reason of an error. A reason that this version of the package does not know is UNKNOWN: decide by the code instead. */
export type Reason = ErrorReason | "UNKNOWN";

const codes: Readonly<Record<ErrorCode, true>> = {
  BAD_REQUEST: true, CONFLICT: true, CONNECTION_TIMEOUT: true, GRAPHQL_PARSE_FAILED: true, GRAPHQL_VALIDATION_FAILED: true, INVALID_AUTHENTICATION: true,
  NOT_FOUND: true, NOT_VALID: true, PERMISSION_DENIED: true, PERSISTED_QUERY_NOT_FOUND: true, PERSISTED_QUERY_NOT_SUPPORTED: true, RATE_LIMITED: true,
  SYSTEM_ERROR: true,
};
const reasonNames: ReadonlySet<string> = new Set(reasons);

const isCode = (text: string | undefined): text is ErrorCode => text !== undefined && Object.hasOwn(codes, text);
const isReason = (text: string | undefined): text is ErrorReason => text !== undefined && reasonNames.has(text);

/** A refusal by the server: the first error of its response. */
export class AccessgraphError extends Error {
  override readonly name = "AccessgraphError";
  readonly code: Code;
  readonly reason: Reason;
  /** The reason as the server wrote it, which differs from `reason` for one that this version does not know. */
  readonly serverReason: string | undefined;
  /** The HTTP status that is documented for the error. */
  readonly status: number | undefined;
  /** Whether the same request can succeed later. */
  readonly retryable: boolean;
  /** The seconds to wait before another request, if the server named them. */
  readonly retryAfterSeconds: number | undefined;
  /** The ID of the request in the log of the server. */
  readonly requestId: string | undefined;
  /** What is wrong, by the path of the input, and other details. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Every violated rule. */
  readonly violations: readonly Violation[];
  /** The place in the result that is null because of the error. */
  readonly path: ReadonlyArray<string | number> | undefined;
  /** All errors of the response. */
  readonly errors: readonly ServerError[];
  /** The result without the fields that failed, or nothing. */
  readonly result: unknown;

  constructor(errors: readonly [ServerError, ...ServerError[]], response: { result?: unknown; retryAfterSeconds?: number | undefined } = {}) {
    const [first] = errors;
    super(first.message);
    const extensions = first.extensions ?? {};
    this.code = isCode(extensions.code) ? extensions.code : "UNKNOWN";
    this.reason = isReason(extensions.reason) ? extensions.reason : "UNKNOWN";
    this.serverReason = extensions.reason;
    this.status = extensions.status;
    this.retryable = extensions.retryable === true;
    this.requestId = extensions.requestId;
    this.data = extensions.data ?? {};
    this.violations = extensions.violations ?? [];
    this.path = first.path;
    this.errors = errors;
    this.result = response.result;
    const named = this.data["retryAfterSeconds"];
    this.retryAfterSeconds = response.retryAfterSeconds ?? (typeof named === "number" ? named : undefined);
  }
}

/** A request without a usable response: the connection failed, or something between sent another one. Retries are over. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  /** The HTTP status, if there was a response. */
  readonly status: number | undefined;

  constructor(message: string, options: { cause?: unknown; status?: number } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status;
  }
}

/** Makes a switch over `reason`, `code` or an enum of the schema exhaustive: a case that is missing does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}

const isServerErrors = (value: unknown): value is [ServerError, ...ServerError[]] => Array.isArray(value) && value.length > 0;

/**
 * Returns the errors of the server in what a client threw: this one, Apollo Client, urql or Relay. It returns an empty list for other
 * exceptions.
 */
export function serverErrors(error: unknown): readonly ServerError[] {
  if (typeof error !== "object" || error === null) return [];
  const { errors, graphQLErrors, source } = error as { errors?: unknown; graphQLErrors?: unknown; source?: { errors?: unknown } };
  return [errors, graphQLErrors, source?.errors].find(isServerErrors) ?? [];
}

/** Returns an error of any client as an AccessgraphError, or undefined if it is not one of the server. */
export function toAccessgraphError(error: unknown): AccessgraphError | undefined {
  if (error instanceof AccessgraphError) return error;
  const errors = serverErrors(error);
  return isServerErrors(errors) ? new AccessgraphError(errors) : undefined;
}

/**
 * Returns what is wrong with each field of the input, over all violations and errors: the path, such as `input.roles[0]`, and the
 * message. Where two violations concern one path, the first has the word. `within` is the name of the variable.
 */
export function fieldErrors(error: unknown, within = "input"): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const { extensions } of serverErrors(error)) {
    for (const data of [extensions?.data, ...(extensions?.violations ?? []).map((violation) => violation.data)]) {
      for (const [path, message] of Object.entries(data ?? {})) {
        const isInside = path === within || path.startsWith(`${within}.`) || path.startsWith(`${within}[`);
        if (isInside && typeof message === "string") messages[path] ??= message;
      }
    }
  }
  return messages;
}
