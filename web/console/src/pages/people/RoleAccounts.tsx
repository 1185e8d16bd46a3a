import { graphql } from '../../gql';
import type { ExternalRoleAccountsQuery } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { listName, StateBadge, statesFilter, statesOf, UsableBadge } from './parts';

const document = graphql(`
  query ExternalRoleAccounts($first: Int, $after: String, $filter: ExternalRoleAccountFilter, $orderBy: ExternalRoleAccountOrder) {
    externalRoleAccounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id firstName lastName emailAddress state usable role { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<ExternalRoleAccountsQuery['externalRoleAccounts']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'externalRoleAccounts',
  title: 'accounts.title',
  create: { to: '/role-accounts/new', needs: 'ROLE_ACCOUNT_WRITE' },
  empty: 'accounts.empty',
  search: 'people.search',
  to: ({ id }) => `/role-accounts/${id}`,
  filters: [
    statesFilter,
    { name: 'email', label: 'people.wholeEmail' },
  ],
  related: [
    { name: 'role', label: 'people.ofRole' },
    { name: 'person', label: 'people.ofPerson' },
  ],
  orders: [
    { value: 'LAST_NAME', label: 'order.lastName' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.name', cell: listName },
    { label: 'roles.one', cell: ({ role }) => role?.name },
    { label: 'field.email', cell: ({ emailAddress }) => emailAddress },
    { label: 'field.state', cell: ({ state, usable }) => (state === 'ACTIVE' && usable === false ? <UsableBadge usable={false} /> : <StateBadge state={state} />) },
  ],
  load: (client, { search, order, state, email, role, person }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: { lastNameStartsWith: search || null, states: statesOf(state), emailAddress: email || null, roleId: role ?? null, personalIdentityId: person ?? null },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'LAST_NAME', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ externalRoleAccounts }) => externalRoleAccounts),
};

/** The external role accounts of the company. */
export function RoleAccounts() {
  return <ListPage spec={spec} />;
}
