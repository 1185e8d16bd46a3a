import { graphql } from '../../gql';
import type { UserAccessesQuery, UserAccessType } from '../../gql/graphql';
import { enabledFilter, enabledOf } from '../../list/enabledFilter';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { useFormats, useSay } from '../../text/text';
import { accessTypes, describeAccess, UsableBadge } from './accesses';
import { CustomerField } from './CustomerField';

const document = graphql(`
  query UserAccesses($first: Int, $after: String, $filter: UserAccessFilter, $orderBy: UserAccessOrder) {
    userAccesses(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id type roles usable lastLoginAt user { firstName lastName } customer { name }
        ... on SsoAccess { ssoId }
        ... on ApiAccess { name }
        ... on ProfileAccess { name }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<UserAccessesQuery['userAccesses']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'userAccesses',
  title: 'userAccesses.title',
  create: { to: '/user-accesses/new', needs: 'USER_ACCESS_WRITE' },
  empty: 'userAccesses.empty',
  to: ({ id }) => `/user-accesses/${id}`,
  filters: [
    { name: 'type', label: 'field.type', options: accessTypes.map((type) => ({ value: type, label: `userAccesses.${type}` as const })) },
    enabledFilter,
    { name: 'role', label: 'userAccesses.role' },
    { name: 'sso', label: 'field.ssoId' },
    { name: 'customer', label: 'userAccesses.customer', field: CustomerField },
    { name: 'subsidiaries', label: 'customers.subsidiaries', options: [{ value: 'no', label: 'userAccesses.withoutSubsidiaries' }] },
  ],
  orders: [
    { value: 'NEWEST', label: 'order.newest' },
    { value: 'OLDEST', label: 'order.oldest' },
  ],
  columns: [
    { label: 'userAccesses.one', cell: (access) => <Name access={access} /> },
    { label: 'field.userId', cell: ({ user }) => user && `${user.lastName}, ${user.firstName}` },
    { label: 'field.customerId', cell: ({ customer }) => customer?.name },
    { label: 'field.roles', cell: ({ roles }) => roles.join(', ') },
    { label: 'field.state', cell: ({ usable }) => <UsableBadge usable={usable} /> },
    { label: 'field.lastLoginAt', cell: ({ lastLoginAt }) => <LastLogin at={lastLoginAt} /> },
  ],
  load: (client, { type, enabled, role, sso, customer, subsidiaries, order }, page, signal) =>
    client
      .query(
        document,
        {
          ...page,
          filter: {
            types: type ? [type as UserAccessType] : null,
            enabled: enabledOf(enabled),
            role: role ?? null,
            ssoId: sso ?? null,
            customerId: customer ?? null,
            includeSubsidiaries: subsidiaries !== 'no',
          },
          orderBy: { field: 'CREATED_AT', direction: order === 'OLDEST' ? 'ASC' : 'DESC' },
        },
        { signal },
      )
      .then(({ userAccesses }) => userAccesses),
};

/** The user accesses of the company, of every type. */
export function UserAccesses() {
  return <ListPage spec={spec} />;
}

function Name({ access }: { access: Row }) {
  return describeAccess(access, useSay());
}

function LastLogin({ at }: { at: string | null | undefined }) {
  const say = useSay();
  const { time } = useFormats();
  return at ? time(at) : say('userAccesses.neverLoggedIn');
}
