import { graphql } from '../../gql';
import type { ExternalPersonalIdentitiesQuery } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { listName, StateBadge, statesFilter, statesOf } from './parts';

const document = graphql(`
  query ExternalPersonalIdentities($first: Int, $after: String, $filter: ExternalPersonalIdentityFilter, $orderBy: ExternalPersonalIdentityOrder) {
    externalPersonalIdentities(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id firstName lastName emailAddress state }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<ExternalPersonalIdentitiesQuery['externalPersonalIdentities']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'externalPersonalIdentities',
  title: 'identities.title',
  create: { to: '/identities/new', needs: 'ROLE_ACCOUNT_WRITE' },
  empty: 'identities.empty',
  search: 'people.search',
  to: ({ id }) => `/identities/${id}`,
  filters: [
    statesFilter,
    { name: 'email', label: 'people.wholeEmail' },
  ],
  orders: [
    { value: 'LAST_NAME', label: 'order.lastName' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.name', cell: listName },
    { label: 'field.email', cell: ({ emailAddress }) => emailAddress },
    { label: 'field.state', cell: ({ state }) => <StateBadge state={state} /> },
  ],
  load: (client, { search, order, state, email }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: { lastNameStartsWith: search || null, states: statesOf(state), emailAddress: email || null },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'LAST_NAME', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ externalPersonalIdentities }) => externalPersonalIdentities),
};

/** The external personal identities of the company. */
export function Identities() {
  return <ListPage spec={spec} />;
}
