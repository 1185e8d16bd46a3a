import type { Client } from 'accessgraph';
import { graphql } from '../../gql';
import type { Matches } from '../../form/SearchList';

const document = graphql(`
  query SearchAccessRules($name: String!) {
    accessRules(first: 10, filter: { nameStartsWith: $name }, orderBy: { field: NAME }) {
      nodes { id name }
      pageInfo { hasNextPage }
    }
  }
`);

/** Returns the first access rules whose names start with a text. */
export async function searchRules(client: Client, name: string, signal: AbortSignal): Promise<Matches<{ id: string; name: string }>> {
  const { accessRules } = await client.query(document, { name: name.slice(0, 50) }, { signal });
  return { items: accessRules?.nodes ?? [], hasMore: accessRules?.pageInfo.hasNextPage === true };
}
