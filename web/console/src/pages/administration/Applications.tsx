import { graphql } from '../../gql';
import type { ApplicationsQuery, Scope } from '../../gql/graphql';
import { enabledFilter, enabledOf } from '../../list/enabledFilter';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { useFormats, useSay } from '../../text/text';
import { EnabledBadge } from '../../ui/Enabled';
import { scopes } from './scopes';

const document = graphql(`
  query Applications($first: Int, $after: String, $filter: ApplicationFilter, $orderBy: ApplicationOrder) {
    applications(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name enabled scopes keys { id lastUsedAt } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<ApplicationsQuery['applications']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'applications',
  title: 'applications.title',
  empty: 'applications.empty',
  search: 'applications.search',
  create: { to: '/applications/new', needs: 'ADMIN' },
  to: ({ id }) => `/applications/${id}`,
  filters: [enabledFilter, { name: 'scope', label: 'applications.scope', options: scopes.map((scope) => ({ value: scope, label: `scope.${scope}` as const })) }],
  orders: [
    { value: 'NAME', label: 'order.name' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.name', cell: ({ name }) => name },
    { label: 'field.state', cell: ({ enabled }) => <EnabledBadge enabled={enabled} /> },
    { label: 'field.scopes', cell: ({ scopes: held }) => held.length },
    { label: 'applications.lastUsed', cell: ({ keys }) => <LastUsed keys={keys} /> },
  ],
  load: (client, { search, order, enabled, scope }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: { nameStartsWith: search || null, enabled: enabledOf(enabled), scope: (scope as Scope | undefined) ?? null },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'NAME', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ applications }) => applications),
};

/** The applications of the company. */
export function Applications() {
  return <ListPage spec={spec} />;
}

/** When an application last used any of its keys. */
function LastUsed({ keys }: { keys: Row['keys'] }) {
  const say = useSay();
  const { time } = useFormats();
  const latest = keys.map(({ lastUsedAt }) => lastUsedAt ?? '').sort().at(-1);
  return latest ? time(latest) : say('applications.neverUsed');
}
