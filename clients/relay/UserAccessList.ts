// A list within an object, paged in both directions, whose entries are of an interface.
import { graphql } from 'relay-runtime';

export const userAccesses = graphql`
  fragment UserAccessList_user on User
  @refetchable(queryName: "UserAccessListPaginationQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  ) {
    userAccesses(first: $first, after: $after, last: $last, before: $before) @connection(key: "UserAccessList_userAccesses") {
      edges {
        node {
          id
          ...UserAccessList_userAccess
        }
      }
    }
  }
`;

export const userAccess = graphql`
  fragment UserAccessList_userAccess on UserAccess @refetchable(queryName: "UserAccessListRefetchQuery") {
    id
    type
    roles
    version
    ... on UiAccess {
      twoFaEnabled
    }
    ... on SsoAccess {
      ssoId
    }
    ... on ApiAccess {
      name
      language
    }
    ... on ProfileAccess {
      name
    }
  }
`;

export const query = graphql`
  query UserAccessListQuery($userId: ID!) {
    user(userId: $userId) {
      ...UserAccessList_user @arguments(first: 25)
    }
  }
`;
