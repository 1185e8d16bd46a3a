import { graphql } from '../../gql';
import { present, type Story } from './story';

const person = { firstName: 'Vera', lastName: 'Sample Visitor' };

const lookDocument = graphql(`
  query SamplePeople($search: String!) {
    any: accesses(first: 1, filter: { states: [ACTIVE] }) { nodes { id } }
    externalPersonalIdentities(first: 100, filter: { lastNameStartsWith: $search, states: [ACTIVE] }) { nodes { id firstName lastName } }
    accesses(first: 100, filter: { lastNameStartsWith: $search, states: [ACTIVE] }) { nodes { id firstName lastName } }
  }
`);

const identityDocument = graphql(`
  mutation MakeSampleIdentity($input: CreateExternalPersonalIdentityInput!) {
    createExternalPersonalIdentity(input: $input) { externalPersonalIdentity { id } }
  }
`);

const accessDocument = graphql(`
  mutation MakeSampleAccess($input: CreateAccessInput!) {
    createAccess(input: $input) { access { id } }
  }
`);

const activateDocument = graphql(`
  mutation ActivateSampleAccess($input: ActivateAccessInput!) {
    activateAccess(input: $input) { access { id } }
  }
`);

const deactivateAccessDocument = graphql(`
  mutation DeactivateSampleAccess($input: UpdateAccessInput!) {
    updateAccess(input: $input) { access { id } }
  }
`);

const deactivateIdentityDocument = graphql(`
  mutation DeactivateSampleIdentity($input: UpdateExternalPersonalIdentityInput!) {
    updateExternalPersonalIdentity(input: $input) { externalPersonalIdentity { id } }
  }
`);

const isSample = ({ firstName, lastName }: typeof person): boolean => firstName === person.firstName && lastName === person.lastName;

/** A person gets an access. */
export const peopleStory: Story = {
  name: 'people',
  needs: ['ACCESS_WRITE', 'ROLE_ACCOUNT_WRITE'],
  look: async (client, signal) => {
    const { any, externalPersonalIdentities, accesses } = await client.query(lookDocument, { search: person.lastName }, { signal });
    const label = `${person.firstName} ${person.lastName}`;
    return {
      isEmpty: present(any).nodes.length === 0,
      samples: [
        ...present(externalPersonalIdentities)
          .nodes.filter(isSample)
          .map(({ id }) => ({ id, noun: 'identities.one' as const, label, to: `/identities/${id}`, remove: () => client.mutate(deactivateIdentityDocument, { input: { externalPersonalIdentityId: id, state: 'DEACTIVATED' } }) })),
        ...present(accesses)
          .nodes.filter(isSample)
          .map(({ id }) => ({ id, noun: 'accesses.one' as const, label, to: `/accesses/${id}`, remove: () => client.mutate(deactivateAccessDocument, { input: { accessId: id, state: 'DEACTIVATED' } }) })),
      ],
    };
  },
  make: async (client) => {
    const identity = await client.mutate(identityDocument, { input: { ...person, emailAddress: 'vera.sample@example.com', managed: true } });
    const privateId = present(identity.createExternalPersonalIdentity).externalPersonalIdentity.id;
    const access = await client.mutate(accessDocument, { input: { ...person, type: 'PRIVATE', privateId, managed: true } });
    await client.mutate(activateDocument, { input: { accessId: present(access.createAccess).access.id } });
  },
};
