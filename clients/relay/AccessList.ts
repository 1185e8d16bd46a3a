// A list at the root: a page, the next page in the same store, and the list refetched with another filter.
import { graphql } from 'relay-runtime';

export const accesses = graphql`
  fragment AccessList_query on Query
  @refetchable(queryName: "AccessListPaginationQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 25 }
    after: { type: "String" }
    filter: { type: "AccessFilter" }
  ) {
    accesses(first: $first, after: $after, filter: $filter) @connection(key: "AccessList_accesses", filters: ["filter"]) {
      __id
      edges {
        node {
          id
          ...AccessRow_access
        }
      }
      totalCount
    }
  }
`;

export const query = graphql`
  query AccessListQuery($filter: AccessFilter) {
    ...AccessList_query @arguments(filter: $filter)
  }
`;
