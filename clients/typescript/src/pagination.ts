// Lists as async iterators, in both directions.
import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import type { DocumentNode } from "graphql";
import type { Client, RequestOptions } from "./client.js";

/** A page of a list, as documents of this package select it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor?: string | null;
    readonly endCursor?: string | null;
  };
}

/** The variables of a list. With `last`, it is read from its end. */
export interface PageVariables {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

type Document<Result, Variables> = DocumentNode & DocumentTypeDecoration<Result, Variables>;

/**
 * Reads a list page by page: from the start with pages of `first`, or from the end with pages of `last`. `select` returns the list in a
 * result, such as `({ users }) => users`. The next page is requested when the loop asks for it. A list that is null is not read on.
 */
export async function* pages<Result, Variables extends PageVariables, List extends Page<unknown>>(
  client: Pick<Client, "query">,
  document: Document<Result, Variables>,
  variables: Variables,
  select: (result: Result) => List | null | undefined,
  options: RequestOptions = {},
): AsyncGenerator<List, void, undefined> {
  const query = client.query as (document: Document<Result, Variables>, variables: PageVariables, options: RequestOptions) => Promise<Result>;
  const isBackward = typeof variables.last === "number";
  let position: PageVariables = {};
  for (;;) {
    const page = select(await query(document, { ...variables, ...position }, options));
    if (page === null || page === undefined) return;
    yield page;
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    const cursor = isBackward ? startCursor : endCursor;
    if (!(isBackward ? hasPreviousPage : hasNextPage) || typeof cursor !== "string") return;
    position = isBackward ? { before: cursor } : { after: cursor };
  }
}

/** Reads the objects of a list one by one, page after page. With `last` they come in the reverse order. */
export async function* nodes<Result, Variables extends PageVariables, Node>(
  client: Pick<Client, "query">,
  document: Document<Result, Variables>,
  variables: Variables,
  select: (result: Result) => Page<Node> | null | undefined,
  options: RequestOptions = {},
): AsyncGenerator<Node, void, undefined> {
  for await (const page of pages(client, document, variables, select, options)) {
    yield* typeof variables.last === "number" ? page.nodes.toReversed() : page.nodes;
  }
}
