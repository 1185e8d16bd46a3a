import type { Client } from 'accessgraph';
import { graphql } from '../../gql';
import type { SearchIdentifiersQuery } from '../../gql/graphql';
import type { Matches } from '../../form/SearchList';

const document = graphql(`
  query SearchIdentifiers($name: String!) {
    identifiers(first: 10, filter: { nameStartsWith: $name }, orderBy: { field: NAME }) {
      nodes { id name type }
      pageInfo { hasNextPage }
    }
  }
`);

export type IdentifierMatch = NonNullable<SearchIdentifiersQuery['identifiers']>['nodes'][number];

/** Returns the first identifiers whose names start with a text. */
export async function searchIdentifiers(client: Client, name: string, signal: AbortSignal): Promise<Matches<IdentifierMatch>> {
  const { identifiers } = await client.query(document, { name: name.slice(0, 50) }, { signal });
  return { items: identifiers?.nodes ?? [], hasMore: identifiers?.pageInfo.hasNextPage === true };
}
