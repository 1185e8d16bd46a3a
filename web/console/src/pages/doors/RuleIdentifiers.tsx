import { useMay, useSession } from '../../api/context';
import { SearchList } from '../../form/SearchList';
import { graphql } from '../../gql';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { useRefresh } from '../../ui/ObjectPage';
import { IdentifierTable } from './IdentifierTable';
import { searchIdentifiers } from './searchIdentifiers';

const document = graphql(`
  query IdentifiersOfRule($first: Int, $after: String, $accessRuleId: ID!) {
    identifiers(first: $first, after: $after, filter: { accessRuleId: $accessRuleId }, orderBy: { field: NAME }) {
      nodes {
        id name type enabled holderId
        holder { __typename id firstName lastName ... on User { enabled } ... on ExternalPersonalIdentity { state } }
        validity { from to maxPasses passesLeft }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

const attachDocument = graphql(`
  mutation AttachToIdentifier($input: AttachAccessRuleInput!) {
    attachAccessRule(input: $input) { accessRule { id } }
  }
`);

/** The cards and codes that a rule is attached to, and a search to attach it to more. */
export function RuleIdentifiers({ accessRuleId }: { accessRuleId: string }) {
  const say = useSay();
  const { client } = useSession();
  const refresh = useRefresh();
  const mayWrite = useMay('ACCESS_RULE_WRITE');
  return (
    <section className="part" aria-label={say('rules.used')}>
      <h2>{say('rules.used')}</h2>
      <ShortList name={['identifiersOfRule', accessRuleId]} empty={say('rules.unused')} load={(client, page, signal) => client.query(document, { ...page, accessRuleId }, { signal }).then(({ identifiers }) => identifiers)}>
        {(identifiers) => <IdentifierTable title={say('rules.used')} identifiers={identifiers} />}
      </ShortList>
      {mayWrite && (
        <Action>
          {(run, isRunning) => (
            <SearchList
              name="identifiers"
              label={say('rules.attach')}
              search={searchIdentifiers}
              describe={({ name, type }) => `${name} · ${say(`type.${type}`)}`}
              isDisabled={isRunning}
              onChoose={({ id }) => run(() => client.mutate(attachDocument, { input: { identifierId: id, accessRuleId } }).then(refresh))}
            />
          )}
        </Action>
      )}
    </section>
  );
}
