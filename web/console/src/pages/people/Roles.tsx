import { graphql } from '../../gql';
import type { ExternalRolesQuery } from '../../gql/graphql';
import { enabledFilter, enabledOf } from '../../list/enabledFilter';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { EnabledBadge } from '../../ui/Enabled';

const document = graphql(`
  query ExternalRoles($first: Int, $after: String, $filter: ExternalRoleFilter, $orderBy: ExternalRoleOrder) {
    externalRoles(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name enabled }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<ExternalRolesQuery['externalRoles']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'externalRoles',
  title: 'roles.title',
  create: { to: '/external-roles/new', needs: 'ROLE_ACCOUNT_WRITE' },
  empty: 'roles.empty',
  search: 'roles.search',
  to: ({ id }) => `/external-roles/${id}`,
  filters: [enabledFilter],
  orders: [
    { value: 'NAME', label: 'order.name' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.name', cell: ({ name }) => name },
    { label: 'field.state', cell: ({ enabled }) => <EnabledBadge enabled={enabled} /> },
  ],
  load: (client, { search, order, enabled }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: { nameStartsWith: search || null, enabled: enabledOf(enabled) },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'NAME', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ externalRoles }) => externalRoles),
};

/** The external roles of the company. */
export function Roles() {
  return <ListPage spec={spec} />;
}
