import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { CountsQuery } from '../../gql/graphql';
import { type TextKey, useFormats, useSay } from '../../text/text';
import { Problem } from '../../ui/Problem';
import { Loading } from '../../ui/ui';

// The server counts up to 10,000, and says null beyond: no count is expensive.
const document = graphql(`
  query Counts($accesses: Boolean!, $people: Boolean!, $doors: Boolean!, $users: Boolean!) {
    accesses(first: 1) @include(if: $accesses) { totalCount }
    externalPersonalIdentities(first: 1) @include(if: $people) { totalCount }
    externalRoleAccounts(first: 1) @include(if: $people) { totalCount }
    identifiers(first: 1) @include(if: $doors) { totalCount }
    accessRules(first: 1) @include(if: $doors) { totalCount }
    customers(first: 1) @include(if: $users) { totalCount }
    users(first: 1) @include(if: $users) { totalCount }
    userAccesses(first: 1) @include(if: $users) { totalCount }
  }
`);

const nouns: readonly { list: keyof CountsQuery; label: TextKey; to: string }[] = [
  { list: 'accesses', label: 'home.accesses', to: '/accesses' },
  { list: 'externalPersonalIdentities', label: 'home.identities', to: '/identities' },
  { list: 'externalRoleAccounts', label: 'home.accounts', to: '/role-accounts' },
  { list: 'identifiers', label: 'home.identifiers', to: '/identifiers' },
  { list: 'accessRules', label: 'home.rules', to: '/access-rules' },
  { list: 'customers', label: 'home.customers', to: '/customers' },
  { list: 'users', label: 'home.users', to: '/users' },
  { list: 'userAccesses', label: 'home.userAccesses', to: '/user-accesses' },
];

/** The most that the server counts. */
const mostCounted = 10_000;

/** How many objects of each kind there are, of those that the key may read. */
export function Counts() {
  const say = useSay();
  const { number } = useFormats();
  const { client } = useSession();
  const mayRead = { accesses: useMay('ACCESS_READ'), people: useMay('ROLE_ACCOUNT_READ'), doors: useMay('ACCESS_RULE_READ'), users: useMay('USER_ACCESS_READ') };
  const isAny = Object.values(mayRead).some(Boolean);
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['counts', mayRead], queryFn: ({ signal }) => client.query(document, mayRead, { signal }), enabled: isAny });
  if (!isAny) return null;
  if (isPending) return <Loading />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <ul className="counts">
      {nouns.map(({ list, label, to }) => {
        const counted = data[list];
        if (!counted) return null;
        const count = counted.totalCount ?? mostCounted;
        return (
          <li key={list}>
            <strong>{typeof counted.totalCount === 'number' ? number(count) : say('home.many', { count })}</strong> <Link to={to}>{say(label, { count })}</Link>
          </li>
        );
      })}
    </ul>
  );
}
