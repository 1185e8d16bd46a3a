import { useParams } from '@tanstack/react-router';
import { graphql } from '../../gql';
import { useFormats, useSay } from '../../text/text';
import { ObjectPage } from '../../ui/ObjectPage';
import { Facts, Page } from '../../ui/ui';
import { DecisionRules, DecisionSteps } from './DecisionSteps';
import { HolderLink, ReaderLink } from './links';
import { Presented, Result } from './Passages';

const passageDocument = graphql(`
  query Passage($id: ID!) {
    node(id: $id) {
      __typename
      ... on Passage {
        id createdAt reader granted relays denial identifierType maskedNumber identifierId holderId accessRuleIds explanation refusedAttempts
        identifier { id name }
        holder { __typename id firstName lastName }
        createdBy { applicationName }
      }
    }
  }
`);

const rulesDocument = graphql(`
  query PassageRules($ids: [ID!]!) {
    nodes(ids: $ids) { __typename ... on AccessRule { id name settings { reader relays } } }
  }
`);

/** One passage: the decision, as it was explained then. */
export function Passage() {
  const say = useSay();
  const { time, zone, number } = useFormats();
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <ObjectPage name={['passage', id]} load={(client, signal) => client.query(passageDocument, { id }, { signal }).then(({ node }) => (node?.__typename === 'Passage' ? node : null))}>
      {(passage) => (
        <Page title={say('passages.one', { reader: passage.reader, time: time(passage.createdAt) })}>
          <Facts
            facts={[
              [say('passages.result'), <Result passage={passage} />],
              [say('passages.time'), <>{time(passage.createdAt)} <span className="faint">({say('time.zone', { zone })})</span></>],
              [say('rules.reader'), <ReaderLink reader={passage.reader} />],
              [say('passages.identifier'), <Presented passage={passage} />],
              ...(passage.holderId ? [[say('identifiers.holder'), <HolderLink holder={passage.holder} holderId={passage.holderId} />] as const] : []),
              [say('passages.recordedBy'), passage.createdBy.applicationName],
              ...(passage.refusedAttempts ? [[say('passages.refused'), number(passage.refusedAttempts)] as const] : []),
            ]}
          />
          <section className="part">
            <h2>{say('check.explanation')}</h2>
            <blockquote>{passage.explanation}</blockquote>
            <h2>{say('check.steps')}</h2>
            <DecisionSteps denial={passage.denial} isByNumber={!passage.identifierId} isCode={passage.identifierType === 'INPUT_CODE'} />
            {passage.accessRuleIds.length > 0 && <Rules ids={passage.accessRuleIds} reader={passage.reader} />}
          </section>
        </Page>
      )}
    </ObjectPage>
  );
}

/** The rules of the decision, as they are today. */
function Rules({ ids, reader }: { ids: readonly string[]; reader: string }) {
  const say = useSay();
  return (
    <>
      <h2>{say('passages.rules')}</h2>
      <ObjectPage name={['passageRules', ...ids]} load={(client, signal) => client.query(rulesDocument, { ids: [...ids] }, { signal }).then(({ nodes }) => nodes)}>
        {(nodes) => {
          const rules = nodes.flatMap((node) => (node?.__typename === 'AccessRule' ? [node] : []));
          return (
            <>
              <DecisionRules rules={rules} reader={reader} />
              {rules.length < ids.length && <p className="faint">{say('passages.deletedRules', { count: ids.length - rules.length })}</p>}
            </>
          );
        }}
      </ObjectPage>
    </>
  );
}
