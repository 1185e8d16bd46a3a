import type { Client } from 'accessgraph';
import { graphql } from '../../gql';
import type { PersonValues } from './PersonFields';

const createDocument = graphql(`
  mutation CreateExternalPersonalIdentity($input: CreateExternalPersonalIdentityInput!) {
    createExternalPersonalIdentity(input: $input) {
      externalPersonalIdentity { id firstName lastName emailAddress }
      possibleDuplicates { id firstName lastName emailAddress }
    }
  }
`);

/** Creates an external personal identity. The platform manages all of them. */
export async function createIdentity(client: Client, values: PersonValues) {
  const { createExternalPersonalIdentity } = await client.mutate(createDocument, { input: { ...values, managed: true } });
  const { externalPersonalIdentity: created, possibleDuplicates } = createExternalPersonalIdentity as NonNullable<typeof createExternalPersonalIdentity>;
  return { created, duplicates: possibleDuplicates ?? [] };
}
