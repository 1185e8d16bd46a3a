import { graphql } from '../../gql';
import type { UserAccessRolesQuery } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';

const document = graphql(`
  query UserAccessRoles($first: Int, $after: String, $filter: UserAccessRoleFilter, $orderBy: UserAccessRoleOrder) {
    userAccessRoles(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code description }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<UserAccessRolesQuery['userAccessRoles']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'userAccessRoles',
  title: 'userRoles.title',
  create: { to: '/user-access-roles/new', needs: 'ADMIN' },
  empty: 'userRoles.empty',
  search: 'userRoles.search',
  to: ({ id }) => `/user-access-roles/${id}`,
  filters: [{ name: 'grantable', label: 'userRoles.whose', options: [{ value: 'yes', label: 'userRoles.grantable' }] }],
  orders: [
    { value: 'CODE', label: 'field.code' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.code', cell: ({ code }) => code },
    { label: 'field.description', cell: ({ description }) => description },
  ],
  load: (client, { search, order, grantable }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: { codeStartsWith: search || null, grantable: grantable === 'yes' || null },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'CODE', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ userAccessRoles }) => userAccessRoles),
};

/** The roles that user accesses can hold. */
export function UserAccessRoles() {
  return <ListPage spec={spec} />;
}
