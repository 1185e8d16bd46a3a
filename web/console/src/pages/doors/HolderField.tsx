import type { Client } from 'accessgraph';
import { useMay } from '../../api/context';
import { SearchList, type Matches } from '../../form/SearchList';
import { graphql } from '../../gql';
import { useSay } from '../../text/text';
import { Button } from '../../ui/ui';
import { holderName } from './links';

const document = graphql(`
  query Holders($lastName: String!, $users: Boolean!, $identities: Boolean!) {
    users(first: 10, filter: { lastNameStartsWith: $lastName }, orderBy: { field: LAST_NAME }) @include(if: $users) {
      nodes { id firstName lastName enabled customer { name } }
      pageInfo { hasNextPage }
    }
    externalPersonalIdentities(first: 10, filter: { lastNameStartsWith: $lastName }, orderBy: { field: LAST_NAME }) @include(if: $identities) {
      nodes { id firstName lastName emailAddress state }
      pageInfo { hasNextPage }
    }
  }
`);

/** A person who can hold an identifier. The name is empty if the key may not read it. */
export interface Person {
  id: string;
  name: string;
}

interface Found extends Person {
  /** What tells the person from others of the same name. */
  more: string;
  isActive: boolean;
}

async function searchPeople(client: Client, lastName: string, may: { users: boolean; identities: boolean }, signal: AbortSignal): Promise<Matches<Found>> {
  const { users, externalPersonalIdentities } = await client.query(document, { lastName: lastName.slice(0, 50), ...may }, { signal });
  return {
    items: [
      ...(users?.nodes ?? []).map((user) => ({ id: user.id, name: holderName(user), more: user.customer?.name ?? '', isActive: user.enabled })),
      ...(externalPersonalIdentities?.nodes ?? []).map((identity) => ({ id: identity.id, name: holderName(identity), more: identity.emailAddress, isActive: identity.state === 'ACTIVE' })),
    ],
    hasMore: users?.pageInfo.hasNextPage === true || externalPersonalIdentities?.pageInfo.hasNextPage === true,
  };
}

/** The person who holds an identifier: chosen among users and external personal identities, or nobody. */
export function HolderField({ holder, onChange, error }: { holder: Person | null; onChange: (holder: Person | null) => void; error: string | undefined }) {
  const say = useSay();
  const may = { users: useMay('USER_ACCESS_READ'), identities: useMay('ROLE_ACCOUNT_READ') };
  return (
    <fieldset className="part">
      <legend>{say('identifiers.holder')}</legend>
      <p className="chosen">
        {holder === null ? say('identifiers.nobody') : holder.name || <code>{holder.id}</code>}
        {holder !== null && <Button onPress={() => onChange(null)}>{say('identifiers.clearHolder')}</Button>}
      </p>
      {may.users || may.identities ? (
        <SearchList
          name="holders"
          label={say('identifiers.searchHolder')}
          search={(client, text, signal) => searchPeople(client, text, may, signal)}
          describe={({ name, more, isActive }) => [name, more, isActive ? '' : say('obstacle.holder')].filter(Boolean).join(' · ')}
          onChoose={({ id, name }) => onChange({ id, name })}
          error={error}
        />
      ) : (
        <p className="faint">{say('problem.scope', { scope: 'USER_ACCESS_READ' })}</p>
      )}
    </fieldset>
  );
}
