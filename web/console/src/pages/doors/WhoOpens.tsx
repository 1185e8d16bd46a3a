import { graphql } from '../../gql';
import type { WhoOpensQuery } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { ObjectPage } from '../../ui/ObjectPage';
import { IdentifierTable } from './IdentifierTable';

/** How many rules of a reader, and how many identifiers of each, are read. */
const bounds = { rules: 25, identifiers: 50 };

const document = graphql(`
  query WhoOpens($reader: String!, $rules: Int!, $identifiers: Int!) {
    accessRules(first: $rules, filter: { reader: $reader }, orderBy: { field: NAME }) {
      nodes {
        id name settings { reader relays }
        identifiers(first: $identifiers, orderBy: { field: NAME }) {
          nodes {
            id name type enabled holderId
            holder { __typename id firstName lastName ... on User { enabled } ... on ExternalPersonalIdentity { state } }
            validity { from to maxPasses passesLeft }
          }
          pageInfo { hasNextPage }
        }
      }
      pageInfo { hasNextPage }
    }
  }
`);

type Rules = NonNullable<WhoOpensQuery['accessRules']>;
type Identifier = NonNullable<Rules['nodes'][number]['identifiers']>['nodes'][number];

/** Returns the identifiers of the rules, each once, with the relays that all of its rules open at the reader. */
function openersOf(rules: Rules, reader: string) {
  const openers = new Map<string, Identifier & { relays: number[]; rules: string[] }>();
  for (const { name, settings, identifiers } of rules.nodes) {
    const relays = settings.find((setting) => setting.reader === reader)?.relays ?? [];
    for (const identifier of identifiers?.nodes ?? []) {
      const before = openers.get(identifier.id) ?? { ...identifier, relays: [], rules: [] };
      openers.set(identifier.id, { ...before, relays: [...new Set([...before.relays, ...relays])].sort((a, b) => a - b), rules: [...before.rules, name] });
    }
  }
  return [...openers.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Who can open what a reader opens, beside what stands against each now. */
export function WhoOpens({ reader }: { reader: string }) {
  const say = useSay();
  return (
    <section className="part" aria-label={say('who.title')}>
      <h2>{say('who.title')}</h2>
      <p className="faint">{say('who.about')}</p>
      <ObjectPage name={['whoOpens', reader]} load={(client, signal) => client.query(document, { reader, ...bounds }, { signal }).then(({ accessRules }) => accessRules)}>
        {(rules) => {
          const openers = openersOf(rules, reader);
          const isCut = rules.pageInfo.hasNextPage || rules.nodes.some(({ identifiers }) => identifiers?.pageInfo.hasNextPage);
          return (
            <>
              {isCut && <p className="notice">{say('who.cut', bounds)}</p>}
              {openers.length === 0 ? (
                <p>{say('who.nobody')}</p>
              ) : (
                <IdentifierTable
                  title={say('who.title')}
                  identifiers={openers}
                  more={[
                    { label: say('opens.relays'), cell: ({ relays }) => relays.join(', ') },
                    { label: say('opens.by'), cell: ({ rules }) => rules.join(', ') },
                  ]}
                />
              )}
            </>
          );
        }}
      </ObjectPage>
    </section>
  );
}
