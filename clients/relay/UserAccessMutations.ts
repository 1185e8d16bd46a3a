// Changes that the store carries over to the lists that show the object.
import { graphql } from 'relay-runtime';

export const create = graphql`
  mutation UserAccessMutationsCreateMutation($input: CreateUserAccessInput!, $connections: [ID!]!) {
    createUserAccess(input: $input) {
      userAccess @appendNode(connections: $connections, edgeTypeName: "UserAccessEdge") {
        id
        ...UserAccessList_userAccess
      }
    }
  }
`;

export const update = graphql`
  mutation UserAccessMutationsUpdateMutation($input: UpdateUserAccessInput!) {
    updateUserAccess(input: $input) {
      userAccess {
        ...UserAccessList_userAccess
      }
    }
  }
`;

export const remove = graphql`
  mutation UserAccessMutationsDeleteMutation($input: DeleteUserAccessInput!, $connections: [ID!]!) {
    deleteUserAccess(input: $input) {
      deletedUserAccessId @deleteEdge(connections: $connections) @deleteRecord
    }
  }
`;

export const removeRule = graphql`
  mutation UserAccessMutationsDeleteRuleMutation($input: DeleteAccessRuleInput!) {
    deleteAccessRule(input: $input) {
      deletedAccessRuleId @deleteRecord
    }
  }
`;
