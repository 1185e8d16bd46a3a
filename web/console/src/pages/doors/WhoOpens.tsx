import { graphql } from '../../gql';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { IdentifierTable } from './IdentifierTable';

const document = graphql(`
  query WhoOpens($first: Int, $after: String, $reader: String!) {
    identifiers(first: $first, after: $after, filter: { opens: { reader: $reader } }, orderBy: { field: NAME }) {
      nodes {
        id name type enabled holderId
        holder { __typename id firstName lastName ... on User { enabled } ... on ExternalPersonalIdentity { state } }
        validity { from to maxPasses passesLeft }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

/** Who can open a reader now, as its door would decide. */
export function WhoOpens({ reader }: { reader: string }) {
  const say = useSay();
  return (
    <section className="part" aria-label={say('who.title')}>
      <h2>{say('who.title')}</h2>
      <p className="faint">{say('who.about')}</p>
      <ShortList name={['whoOpens', reader]} empty={say('who.nobody')} load={(client, page, signal) => client.query(document, { ...page, reader }, { signal }).then(({ identifiers }) => identifiers)}>
        {(identifiers) => <IdentifierTable title={say('who.title')} identifiers={identifiers} />}
      </ShortList>
    </section>
  );
}
