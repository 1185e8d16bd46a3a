import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/context';
import { graphql } from '../../gql';
import type { AccessesQuery } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { useFormats, useSay } from '../../text/text';
import { listName, StateBadge, statesFilter, statesOf, UsableBadge } from './parts';

const document = graphql(`
  query Accesses($first: Int, $after: String, $filter: AccessFilter, $orderBy: AccessOrder) {
    accesses(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id firstName lastName type state managed corporateName corporateRoleName usable createdAt }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<AccessesQuery['accesses']>['nodes'][number];

/** What the filter for whether the platform manages an access means. */
const managedBy: Record<string, boolean> = { PLATFORM: true, USER: false };

const spec: ListSpec<Row> = {
  name: 'accesses',
  title: 'accesses.title',
  empty: 'accesses.empty',
  search: 'people.search',
  to: ({ id }) => `/accesses/${id}`,
  filters: [
    statesFilter,
    {
      name: 'type',
      label: 'field.type',
      options: [
        { value: 'PRIVATE', label: 'accesses.PRIVATE' },
        { value: 'CORPORATE', label: 'accesses.CORPORATE' },
      ],
    },
    {
      name: 'managed',
      label: 'accesses.managed',
      options: [
        { value: 'PLATFORM', label: 'accesses.byPlatform' },
        { value: 'USER', label: 'accesses.byUser' },
      ],
    },
    { name: 'agreement', label: 'accesses.agreement' },
  ],
  related: [
    { name: 'person', label: 'people.ofPerson' },
    { name: 'account', label: 'people.ofAccount' },
  ],
  orders: [
    { value: 'LAST_NAME', label: 'order.lastName' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  columns: [
    { label: 'field.name', cell: listName },
    { label: 'field.state', cell: ({ state, usable }) => (state === 'ACTIVE' && usable === false ? <UsableBadge usable={false} /> : <StateBadge state={state} />) },
    { label: 'field.type', cell: ({ type }) => <Type type={type} /> },
    { label: 'accesses.corporate', cell: ({ corporateName, corporateRoleName }) => [corporateName, corporateRoleName].filter(Boolean).join(', ') },
    { label: 'accesses.managed', cell: ({ managed }) => <Manager managed={managed} /> },
    { label: 'field.created', cell: ({ createdAt }) => <Time at={createdAt} /> },
  ],
  load: (client, { search, order, state, type, managed, agreement, person, account }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: {
            lastNameStartsWith: search || null,
            states: statesOf(state),
            type: (type as Row['type'] | undefined) ?? null,
            managed: managedBy[managed ?? ''] ?? null,
            agreementVersion: agreement || null,
            privateId: person ?? null,
            roleAccountId: account ?? null,
          },
          orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'LAST_NAME', direction: 'ASC' },
        },
        { signal },
      )
      .then(({ accesses }) => accesses),
};

function Type({ type }: { type: Row['type'] }) {
  const say = useSay();
  return <>{say(`accesses.${type}`)}</>;
}

function Manager({ managed }: { managed: boolean }) {
  const say = useSay();
  return <>{say(managed ? 'accesses.byPlatform' : 'accesses.byUser')}</>;
}

function Time({ at }: { at: string }) {
  const { time } = useFormats();
  return <time dateTime={at}>{time(at)}</time>;
}

/** The accesses of the company. */
export function Accesses() {
  const say = useSay();
  const mayWrite = useMay('ACCESS_WRITE');
  const mayReadAccounts = useMay('ROLE_ACCOUNT_READ');
  const give = mayWrite && mayReadAccounts && (
    <Link className="button primary" to="/give-access">
      {say('give.title')}
    </Link>
  );
  return <ListPage spec={{ ...spec, actions: give }} />;
}
