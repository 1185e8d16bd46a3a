import type { Client } from 'accessgraph';
import { graphql } from '../../gql';
import type { CreateExternalRoleAccountMutation, CreateExternalRoleMutation } from '../../gql/graphql';
import type { PersonValues } from './PersonFields';

const createRoleDocument = graphql(`
  mutation CreateExternalRole($input: CreateExternalRoleInput!) {
    createExternalRole(input: $input) { externalRole { id name } }
  }
`);

const createAccountDocument = graphql(`
  mutation CreateExternalRoleAccount($input: CreateExternalRoleAccountInput!) {
    createExternalRoleAccount(input: $input) {
      externalRoleAccount { id firstName lastName emailAddress personalIdentityId }
      possibleDuplicates { id firstName lastName emailAddress personalIdentityId }
    }
  }
`);

/** Creates an external role that can be used at once. */
export async function createRole(client: Client, name: string) {
  const { createExternalRole } = await client.mutate(createRoleDocument, { input: { name, enabled: true } });
  return (createExternalRole as NonNullable<CreateExternalRoleMutation['createExternalRole']>).externalRole;
}

/** Creates an external role account, and with it the identity of its person. The platform manages all of them. */
export async function createAccount(client: Client, roleId: string, values: PersonValues) {
  const { createExternalRoleAccount } = await client.mutate(createAccountDocument, { input: { ...values, roleId, managed: true } });
  const { externalRoleAccount: created, possibleDuplicates } = createExternalRoleAccount as NonNullable<CreateExternalRoleAccountMutation['createExternalRoleAccount']>;
  return { created, duplicates: possibleDuplicates ?? [] };
}
