import { Link } from '@tanstack/react-router';
import { graphql } from '../../gql';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { EnabledBadge } from '../../ui/Enabled';
import { AccessTable } from './AccessTable';

const accessesDocument = graphql(`
  query UserAccessesOfUser($userId: ID!, $first: Int, $after: String) {
    userAccesses(first: $first, after: $after, filter: { userId: $userId }) {
      nodes {
        id type roles enabled usable customer { name }
        ... on SsoAccess { ssoId }
        ... on ApiAccess { name }
        ... on ProfileAccess { name }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

const identifiersDocument = graphql(`
  query IdentifiersOfUser($userId: ID!, $first: Int, $after: String) {
    identifiers(first: $first, after: $after, filter: { holderId: $userId }, orderBy: { field: NAME }) {
      nodes { id name type enabled }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

/** The user accesses of a user, of every type. */
export function AccessesOfUser({ userId }: { userId: string }) {
  const say = useSay();
  return (
    <section className="part" aria-label={say('userAccesses.title')}>
      <h2>{say('userAccesses.title')}</h2>
      <ShortList name={['accessesOfUser', userId]} empty={say('users.noAccesses')} load={(client, page, signal) => client.query(accessesDocument, { userId, ...page }, { signal }).then(({ userAccesses }) => userAccesses)}>
        {(accesses) => <AccessTable title={say('userAccesses.title')} accesses={accesses} />}
      </ShortList>
    </section>
  );
}

/** The cards and codes that a user holds. */
export function IdentifiersOfUser({ userId }: { userId: string }) {
  const say = useSay();
  return (
    <section className="part" aria-label={say('identities.cards')}>
      <h2>{say('identities.cards')}</h2>
      <ShortList name={['identifiersOfUser', userId]} empty={say('identities.noCards')} load={(client, page, signal) => client.query(identifiersDocument, { userId, ...page }, { signal }).then(({ identifiers }) => identifiers)}>
        {(identifiers) => (
          <ul className="plain">
            {identifiers.map(({ id, name, type, enabled }) => (
              <li key={id}>
                <span>
                  <Link to={`/identifiers/${id}`}>{name}</Link> <span className="faint">{say(`type.${type}`)}</span>
                </span>
                <EnabledBadge enabled={enabled} />
              </li>
            ))}
          </ul>
        )}
      </ShortList>
    </section>
  );
}
