import { graphql } from '../../gql';
import type { UsersQuery } from '../../gql/graphql';
import { enabledFilter, enabledOf } from '../../list/enabledFilter';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { EnabledBadge } from '../../ui/Enabled';
import { CustomerField } from './CustomerField';

const document = graphql(`
  query Users($first: Int, $after: String, $filter: UserFilter, $orderBy: UserOrder) {
    users(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id firstName lastName language enabled customer { name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<UsersQuery['users']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'users',
  title: 'users.title',
  create: { to: '/users/new', needs: 'USER_ACCESS_WRITE' },
  empty: 'users.empty',
  search: 'users.search',
  to: ({ id }) => `/users/${id}`,
  filters: [enabledFilter, { name: 'customer', label: 'field.customerId', field: CustomerField }],
  orders: [
    { value: 'LAST_NAME', label: 'order.lastName' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.name', cell: ({ firstName, lastName }) => `${lastName}, ${firstName}` },
    { label: 'field.customerId', cell: ({ customer }) => customer?.name },
    { label: 'field.language', cell: ({ language }) => language },
    { label: 'field.state', cell: ({ enabled }) => <EnabledBadge enabled={enabled} /> },
  ],
  load: (client, { search, order, enabled, customer }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: { lastNameStartsWith: search || null, enabled: enabledOf(enabled), customerId: customer ?? null },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'LAST_NAME', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ users }) => users),
};

/** The users of the company. */
export function Users() {
  return <ListPage spec={spec} />;
}
