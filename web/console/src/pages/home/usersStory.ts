import type { Client } from 'accessgraph';
import { graphql } from '../../gql';
import { present, type Story } from './story';

const customerName = 'Sample customer';
const person = { firstName: 'Uma', lastName: 'Sample User' };
const roleCode = 'SAMPLE_REPORTS_R';

const lookDocument = graphql(`
  query SampleUsers($customer: String!, $lastName: String!, $code: String!) {
    any: users(first: 1, filter: { enabled: true }) { nodes { id } }
    customers(first: 100, filter: { nameStartsWith: $customer }) { nodes { id name } }
    users(first: 100, filter: { lastNameStartsWith: $lastName, enabled: true }) { nodes { id firstName lastName userAccesses(first: 10) { nodes { id type roles } } } }
    userAccessRoles(first: 1, filter: { codeStartsWith: $code }) { nodes { id code } }
  }
`);

const customerDocument = graphql(`
  mutation MakeSampleCustomer($input: CreateCustomerInput!) {
    createCustomer(input: $input) { customer { id } }
  }
`);

const userDocument = graphql(`
  mutation MakeSampleUser($input: CreateUserInput!) {
    createUser(input: $input) { user { id } }
  }
`);

const roleDocument = graphql(`
  mutation MakeSampleRole($input: CreateUserAccessRoleInput!) {
    createUserAccessRole(input: $input) { userAccessRole { code } }
  }
`);

const userAccessDocument = graphql(`
  mutation MakeSampleUserAccess($input: CreateUserAccessInput!) {
    createUserAccess(input: $input) { userAccess { id } }
  }
`);

const disableDocument = graphql(`
  mutation DisableSampleUser($input: UpdateUserInput!) {
    updateUser(input: $input) { user { id } }
  }
`);

const deleteUserAccessDocument = graphql(`
  mutation DeleteSampleUserAccess($input: DeleteUserAccessInput!) {
    deleteUserAccess(input: $input) { deletedUserAccessId }
  }
`);

const deleteRoleDocument = graphql(`
  mutation DeleteSampleRole($input: DeleteUserAccessRoleInput!) {
    deleteUserAccessRole(input: $input) { deletedUserAccessRoleId }
  }
`);

/** Reads what there is of the story. */
async function lookUp(client: Client, signal?: AbortSignal) {
  const { any, customers, users, userAccessRoles } = await client.query(lookDocument, { customer: customerName, lastName: person.lastName, code: roleCode }, signal === undefined ? {} : { signal });
  return {
    isEmpty: present(any).nodes.length === 0,
    customer: present(customers).nodes.find(({ name }) => name === customerName),
    users: present(users).nodes.filter(({ firstName, lastName }) => firstName === person.firstName && lastName === person.lastName),
    role: present(userAccessRoles).nodes.find(({ code }) => code === roleCode),
  };
}

/** A user of a customer gets a role. */
export const usersStory: Story = {
  name: 'users',
  needs: ['USER_ACCESS_WRITE', 'ADMIN'],
  look: async (client, signal) => {
    const { isEmpty, users, role } = await lookUp(client, signal);
    return {
      isEmpty,
      samples: [
        ...(role === undefined ? [] : [{ id: role.id, noun: 'story.role' as const, label: role.code, to: `/user-access-roles/${role.id}`, remove: () => client.mutate(deleteRoleDocument, { input: { userAccessRoleId: role.id } }) }]),
        ...users.flatMap(({ id, userAccesses }) => [
          { id, noun: 'story.user' as const, label: `${person.firstName} ${person.lastName}`, to: `/users/${id}`, remove: () => client.mutate(disableDocument, { input: { userId: id, enabled: false } }) },
          ...present(userAccesses).nodes.map((access) => ({ id: access.id, noun: 'story.userAccess' as const, label: `${access.type}: ${access.roles.join(', ')}`, to: `/user-accesses/${access.id}`, remove: () => client.mutate(deleteUserAccessDocument, { input: { userAccessId: access.id } }) })),
        ]),
      ],
    };
  },
  make: async (client) => {
    // Customers cannot be deleted: one that an earlier story left is used again.
    const { customer, role } = await lookUp(client);
    const customerId = customer?.id ?? present((await client.mutate(customerDocument, { input: { name: customerName } })).createCustomer).customer.id;
    if (role === undefined) await client.mutate(roleDocument, { input: { code: roleCode, description: 'Sample: reads reports.' } });
    const user = await client.mutate(userDocument, { input: { ...person, customerId } });
    await client.mutate(userAccessDocument, { input: { userId: present(user.createUser).user.id, roles: [roleCode], type: { ui: { twoFaEnabled: false } } } });
  },
};
