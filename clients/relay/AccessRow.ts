// An object that is refetched by its ID, through Query.node.
import { graphql } from 'relay-runtime';

export const access = graphql`
  fragment AccessRow_access on Access @refetchable(queryName: "AccessRowRefetchQuery") {
    id
    type
    state
    firstName
    lastName
    usable
    updatedAt
    version
  }
`;

export const query = graphql`
  query AccessRowQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...AccessRow_access @alias(as: "access")
    }
  }
`;
