import { graphql } from '../../gql';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { AccessTable } from './AccessTable';
import { UserTable } from './UserTable';

const usersDocument = graphql(`
  query UsersOfCustomer($customerId: ID!, $first: Int, $after: String) {
    users(first: $first, after: $after, filter: { customerId: $customerId }, orderBy: { field: LAST_NAME }) {
      nodes { id firstName lastName enabled }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

const accessesDocument = graphql(`
  query UserAccessesOfCustomer($customerId: ID!, $first: Int, $after: String) {
    userAccesses(first: $first, after: $after, filter: { customerId: $customerId }) {
      nodes {
        id type roles enabled usable user { firstName lastName } customer { name }
        ... on SsoAccess { ssoId }
        ... on ApiAccess { name }
        ... on ProfileAccess { name }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

/** The users of a customer. */
export function CustomerUsers({ customerId }: { customerId: string }) {
  const say = useSay();
  return (
    <section className="part" aria-label={say('users.title')}>
      <h2>{say('users.title')}</h2>
      <ShortList name={['usersOfCustomer', customerId]} empty={say('customers.noUsers')} load={(client, page, signal) => client.query(usersDocument, { customerId, ...page }, { signal }).then(({ users }) => users)}>
        {(users) => <UserTable users={users} />}
      </ShortList>
    </section>
  );
}

/** The user accesses of a customer and of its subsidiaries at any depth. */
export function CustomerAccesses({ customerId }: { customerId: string }) {
  const say = useSay();
  return (
    <section className="part" aria-label={say('customers.accesses')}>
      <h2>{say('customers.accesses')}</h2>
      <ShortList name={['accessesOfCustomer', customerId]} empty={say('customers.noAccesses')} load={(client, page, signal) => client.query(accessesDocument, { customerId, ...page }, { signal }).then(({ userAccesses }) => userAccesses)}>
        {(accesses) => <AccessTable title={say('customers.accesses')} accesses={accesses} />}
      </ShortList>
    </section>
  );
}
