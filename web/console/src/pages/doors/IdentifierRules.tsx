import { Link } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { SearchList } from '../../form/SearchList';
import { graphql } from '../../gql';
import type { IdentifierRulesQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { ObjectPage } from '../../ui/ObjectPage';
import { Button } from '../../ui/ui';
import { ReaderLink } from './links';
import { searchRules } from './searchRules';

// An identifier has at most 100 rules: this is all of them. Of the readers that it opens now, it is the first page.
const rulesDocument = graphql(`
  query IdentifierRules($identifierId: ID!) {
    identifier(identifierId: $identifierId) {
      id
      accessRules(first: 100, orderBy: { field: NAME }) { nodes { id name description settings { reader relays } } }
      opens(first: 100) { nodes { reader relays closesAt } pageInfo { hasNextPage } }
    }
  }
`);

const attachDocument = graphql(`
  mutation AttachAccessRule($input: AttachAccessRuleInput!) {
    attachAccessRule(input: $input) { identifier { id } }
  }
`);

const detachDocument = graphql(`
  mutation DetachAccessRule($input: DetachAccessRuleInput!) {
    detachAccessRule(input: $input) { identifier { id } }
  }
`);

type Loaded = NonNullable<IdentifierRulesQuery['identifier']>;
type Rule = NonNullable<Loaded['accessRules']>['nodes'][number];

/** The rules that are attached to an identifier, and what they open together. */
export function IdentifierRules({ identifierId }: { identifierId: string }) {
  return (
    <ObjectPage name={['identifierRules', identifierId]} load={(client, signal) => client.query(rulesDocument, { identifierId }, { signal }).then(({ identifier }) => identifier)}>
      {({ accessRules, opens }, refresh) => (
        <>
          <Attached identifierId={identifierId} rules={accessRules?.nodes ?? []} refresh={refresh} />
          <Opens rules={accessRules?.nodes ?? []} now={opens} />
        </>
      )}
    </ObjectPage>
  );
}

function Attached({ identifierId, rules, refresh }: { identifierId: string; rules: readonly Rule[]; refresh: () => Promise<void> }) {
  const say = useSay();
  const { client } = useSession();
  const mayWrite = useMay('ACCESS_RULE_WRITE');
  const attached = new Set(rules.map(({ id }) => id));
  return (
    <section className="part" aria-label={say('rules.title')}>
      <h2>{say('rules.title')}</h2>
      <Action>
        {(run, isRunning) => (
          <>
            {rules.length === 0 && <p className="faint">{say('identifiers.noRules')}</p>}
            <ul className="plain">
              {rules.map(({ id, name, description }) => (
                <li key={id}>
                  <span>
                    <Link to={`/access-rules/${id}`}>{name}</Link> <span className="faint">{description}</span>
                  </span>
                  {mayWrite && (
                    <Button isDisabled={isRunning} aria-label={say('identifiers.detachRule', { name })} onPress={() => run(() => client.mutate(detachDocument, { input: { identifierId, accessRuleId: id } }).then(refresh))}>
                      {say('identifiers.detach')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {mayWrite && (
              <SearchList
                name="accessRules"
                label={say('identifiers.attach')}
                search={searchRules}
                describe={(rule) => (attached.has(rule.id) ? say('identifiers.isAttached', { name: rule.name }) : rule.name)}
                canChoose={(rule) => !attached.has(rule.id)}
                isDisabled={isRunning}
                onChoose={(rule) => run(() => client.mutate(attachDocument, { input: { identifierId, accessRuleId: rule.id } }).then(refresh))}
              />
            )}
          </>
        )}
      </Action>
    </section>
  );
}

/** What an identifier opens: for each reader the relays of all its rules, and those that it opens now. */
function Opens({ rules, now }: { rules: readonly Rule[]; now: Loaded['opens'] }) {
  const say = useSay();
  const { time } = useFormats();
  const opensNow = (reader: string): string => {
    const opened = now?.nodes.find((each) => each.reader === reader);
    if (!opened) return now && !now.pageInfo.hasNextPage ? say('opens.notNow') : '';
    const relays = opened.relays.join(', ');
    return opened.closesAt ? say('opens.until', { relays, time: time(opened.closesAt) }) : relays;
  };
  const readers = new Map<string, { relays: Set<number>; rules: Rule[] }>();
  for (const rule of rules) {
    for (const { reader, relays } of rule.settings) {
      const opened = readers.get(reader) ?? { relays: new Set(), rules: [] };
      relays.forEach((relay) => opened.relays.add(relay));
      opened.rules.push(rule);
      readers.set(reader, opened);
    }
  }
  return (
    <section className="part" aria-label={say('opens.title')}>
      <h2>{say('opens.title')}</h2>
      <p className="faint">{say(readers.size === 0 ? 'opens.nothing' : 'opens.about')}</p>
      {readers.size > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={say('opens.title')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('rules.reader')}</th>
                <th scope="col">{say('opens.relays')}</th>
                <th scope="col">{say('opens.now')}</th>
                <th scope="col">{say('opens.by')}</th>
              </tr>
            </thead>
            <tbody>
              {[...readers].sort(([a], [b]) => a.localeCompare(b)).map(([reader, opened]) => (
                <tr key={reader}>
                  <th scope="row">
                    <ReaderLink reader={reader} />
                  </th>
                  <td>{[...opened.relays].sort((a, b) => a - b).join(', ')}</td>
                  <td>{opensNow(reader)}</td>
                  <td>{opened.rules.map(({ name }) => name).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
