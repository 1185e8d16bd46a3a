import { useQuery } from '@tanstack/react-query';
import type { Client } from 'accessgraph';
import { useSession } from '../../api/context';
import { type Matches, SearchList } from '../../form/SearchList';
import { graphql } from '../../gql';
import { useSay } from '../../text/text';
import { Button } from '../../ui/ui';

const searchDocument = graphql(`
  query SearchUsers($lastName: String!) {
    users(first: 10, filter: { lastNameStartsWith: $lastName }, orderBy: { field: LAST_NAME }) { nodes { id firstName lastName customer { name } } pageInfo { hasNextPage } }
  }
`);

const nameDocument = graphql(`
  query UserName($userId: ID!) {
    user(userId: $userId) { id firstName lastName customer { name } }
  }
`);

interface Match {
  id: string;
  firstName: string;
  lastName: string;
  customer?: { name: string } | null;
}

async function searchUsers(client: Client, lastName: string, signal: AbortSignal): Promise<Matches<Match>> {
  const { users } = await client.query(searchDocument, { lastName: lastName.slice(0, 50) }, { signal });
  return { items: users?.nodes ?? [], hasMore: users?.pageInfo.hasNextPage === true };
}

const describe = ({ firstName, lastName, customer }: Match): string => [`${firstName} ${lastName}`, customer?.name ?? ''].filter(Boolean).join(' · ');

interface Props {
  label: string;
  /** The ID of the user; empty for none. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** A user, searched by the start of the last name. */
export function UserField({ label, value, onChange, error }: Props) {
  const say = useSay();
  const { client } = useSession();
  const { data } = useQuery({ queryKey: ['object', 'userName', value], queryFn: ({ signal }) => client.query(nameDocument, { userId: value }, { signal }), enabled: value !== '' });
  if (value === '') return <SearchList name="users" label={label} search={searchUsers} describe={describe} onChoose={({ id }) => onChange(id)} error={error} description={say('users.search')} />;
  return (
    <div className="field">
      <span className="label">{label}</span>
      <span className="chosen">
        {data?.user ? describe(data.user) : <code>{value}</code>}
        <Button aria-label={say('users.clear')} onPress={() => onChange('')}>
          ×
        </Button>
      </span>
      {error !== undefined && <span className="react-aria-FieldError">{error}</span>}
    </div>
  );
}
