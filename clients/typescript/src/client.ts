// A small client for the typed documents of this package, and for those of yours.
import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import { type DocumentNode, print } from "graphql";
import { AccessgraphError, type ServerError, TransportError } from "./errors.js";
import { createFetch, retryAfterSeconds, type RetryOptions } from "./fetch.js";

/** What a client is made of. */
export interface ClientOptions extends RetryOptions {
  /** The address of the endpoint, such as `https://access.example.com/graphql`. */
  readonly endpoint: string;
  /** The API key of an application. It belongs on a server, never in a browser. */
  readonly apiKey?: string;
  /** True: sends the ID of a document in place of its text, to a server that trusts `persisted-documents.json`. Default: false. */
  readonly documentIds?: boolean;
  /** Further headers, or a function that returns them for each request. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);
}

/** What one request can have of its own. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a mutation can have of its own. */
export interface MutationOptions extends RequestOptions {
  /** The key of the intention. Default: a new one for each call. False sends none, and then nothing is retried. */
  readonly idempotencyKey?: string | false;
}

/** A successful response. */
export interface OperationResponse<Result> {
  readonly data: Result;
  /** Such as `idempotency.replayed`: the fields that an earlier request with the same key carried out. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** The ID of the request in the log of the server. */
  readonly requestId: string | undefined;
}

type Document<Result, Variables> = DocumentNode & DocumentTypeDecoration<Result, Variables>;

/** The variables of a document: they can be left out if none is required. */
export type VariablesArgument<Variables, Options> = Record<string, never> extends Variables ? [variables?: Variables, options?: Options] : [variables: Variables, options?: Options];

/** Sends operations. All of them throw an AccessgraphError if the server refuses, and a TransportError if there is no response. */
export interface Client {
  /** Sends a query and returns its data. */
  query<Result, Variables>(document: Document<Result, Variables>, ...rest: VariablesArgument<Variables, RequestOptions>): Promise<Result>;
  /** Sends a mutation and returns its data. Retries carry it out once. */
  mutate<Result, Variables>(document: Document<Result, Variables>, ...rest: VariablesArgument<Variables, MutationOptions>): Promise<Result>;
  /** Sends a query or a mutation and returns the whole response. */
  execute<Result, Variables>(document: Document<Result, Variables>, ...rest: VariablesArgument<Variables, MutationOptions>): Promise<OperationResponse<Result>>;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly ServerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const texts = new WeakMap<DocumentNode, string>();

/** Returns the text of a document. Documents are constants, so each is printed once. */
function textOf(document: DocumentNode): string {
  const text = texts.get(document) ?? print(document);
  texts.set(document, text);
  return text;
}

/** Returns the ID that GraphQL Code Generator gave a document, if it did. */
function idOf(document: DocumentNode): string | undefined {
  return (document as { __meta__?: { hash?: string } }).__meta__?.hash;
}

function isMutation(document: DocumentNode): boolean {
  return document.definitions.some((definition) => definition.kind === "OperationDefinition" && definition.operation === "mutation");
}

/** Returns the body of a response as GraphQL, or throws. */
async function parse(response: Response): Promise<Body> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && ("data" in body || "errors" in body)) return body as Body;
  } catch {
    // a page of a proxy, for example: the error below tells its status
  }
  throw new TransportError(`the response with status ${response.status} is not GraphQL`, { status: response.status });
}

/** Creates a client. */
export function createClient(options: ClientOptions): Client {
  const send = createFetch(options);

  async function execute<Result>(document: DocumentNode, variables: unknown = {}, own: MutationOptions = {}): Promise<OperationResponse<Result>> {
    const common = typeof options.headers === "function" ? await options.headers() : options.headers;
    const headers = new Headers({ ...common, ...own.headers, "Content-Type": "application/json", Accept: "application/graphql-response+json" });
    if (options.apiKey !== undefined) headers.set("X-API-Key", options.apiKey);
    if (own.idempotencyKey !== undefined) headers.set("Idempotency-Key", own.idempotencyKey === false ? "" : own.idempotencyKey);
    const documentId = options.documentIds === true ? idOf(document) : undefined;
    const body = JSON.stringify({ ...(documentId === undefined ? { query: textOf(document) } : { documentId }), variables });
    const response = await send(options.endpoint, { method: "POST", headers, body, signal: own.signal ?? null }).catch((error: unknown) => {
      if (own.signal?.aborted === true) throw error;
      throw new TransportError(`no response from ${options.endpoint}`, { cause: error });
    });
    const { data, errors = [], extensions = {} } = await parse(response);
    const [first, ...others] = errors;
    if (first !== undefined) throw new AccessgraphError([first, ...others], { result: data, retryAfterSeconds: retryAfterSeconds(response.headers) });
    return { data: data as Result, extensions, requestId: response.headers.get("X-Request-ID") ?? undefined };
  }

  return {
    execute: (document, variables?: unknown, own?: MutationOptions) => execute(document, variables, own),
    async query<Result>(document: DocumentNode, variables?: unknown, own?: RequestOptions): Promise<Result> {
      if (isMutation(document)) throw new TypeError("this is a mutation: send it with mutate");
      return (await execute<Result>(document, variables, own)).data;
    },
    async mutate<Result>(document: DocumentNode, variables?: unknown, own?: MutationOptions): Promise<Result> {
      if (!isMutation(document)) throw new TypeError("this is not a mutation: send it with query");
      return (await execute<Result>(document, variables, own)).data;
    },
  };
}
