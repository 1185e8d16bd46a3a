import { useState } from 'react';
import { Link, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { SearchList } from '../../form/SearchList';
import { TimeField } from '../../form/TimeField';
import { graphql } from '../../gql';
import type { CheckPassageQuery, PassageIdentifierInput } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { Badge, Button, Loading, Page, Select } from '../../ui/ui';
import { DecisionRules, DecisionSteps } from './DecisionSteps';
import { NumberFields, numberInput, type TypedNumber } from './NumberFields';
import { ReaderField } from './ReaderField';
import { Obstacles } from './obstacles';
import { searchIdentifiers } from './searchIdentifiers';

const checkDocument = graphql(`
  query CheckPassage($reader: String!, $identifier: PassageIdentifierInput!, $at: DateTime, $rules: Boolean!) {
    checkPassage(reader: $reader, identifier: $identifier, at: $at) {
      granted relays denial
      explanation @include(if: $rules)
      accessRules @include(if: $rules) { id name settings { reader relays } }
      identifier @include(if: $rules) {
        id name type enabled holderId
        holder { __typename id firstName lastName ... on User { enabled } ... on ExternalPersonalIdentity { state } }
        validity { from to maxPasses passesLeft }
      }
    }
  }
`);

const identifierDocument = graphql(`
  query IdentifierToCheck($identifierId: ID!) {
    identifier(identifierId: $identifierId) { id name }
  }
`);

interface Values {
  reader: string;
  by: 'identifier' | 'number';
  identifier: { id: string; name: string } | null;
  number: TypedNumber;
  /** The instant to check, as RFC 3339 in UTC; empty for now. */
  at: string;
}

/** What was checked, and what the server decided. */
interface Checked {
  values: Values;
  decision: NonNullable<CheckPassageQuery['checkPassage']>;
}

/** Checks what would happen at a reader, without recording a passage. */
export function CheckPassage() {
  const say = useSay();
  const { client } = useSession();
  const mayCheck = useMay('PASSAGE');
  const { reader, identifier: id }: { reader?: string; identifier?: string } = useSearch({ strict: false });
  const { data, isPending } = useQuery({
    queryKey: ['object', 'identifierToCheck', id],
    queryFn: ({ signal }) => client.query(identifierDocument, { identifierId: id ?? '' }, { signal }),
    enabled: id !== undefined,
  });
  return (
    <Page title={say('check.title')}>
      <p className="faint">{say('check.about')}</p>
      {!mayCheck ? (
        <p className="notice bad">{say('problem.scope', { scope: 'PASSAGE' })}</p>
      ) : id !== undefined && isPending ? (
        <Loading />
      ) : (
        <Check reader={String(reader ?? '')} identifier={data?.identifier ?? null} />
      )}
    </Page>
  );
}

function Check({ reader, identifier }: { reader: string; identifier: { id: string; name: string } | null }) {
  const say = useSay();
  const { client } = useSession();
  const mayReadRules = useMay('ACCESS_RULE_READ');
  const [checked, setChecked] = useState<Checked>();
  const [isMissing, setMissing] = useState(false);
  const initial: Values = { reader, by: mayReadRules ? 'identifier' : 'number', identifier, number: { type: 'CARD', number: '', format: '' }, at: '' };
  return (
    <div className="columns">
      <Form
        initial={initial}
        variables={['reader', 'identifier', 'at']}
        submitLabel={say('check.run')}
        save={async (values) => {
          setChecked(undefined);
          setMissing(values.by === 'identifier' && values.identifier === null);
          if (values.by === 'identifier' && values.identifier === null) return;
          const presented: PassageIdentifierInput = values.by === 'identifier' ? { identifierId: values.identifier?.id ?? '' } : { number: { type: values.number.type, ...numberInput(values.number) } };
          const { checkPassage } = await client.query(checkDocument, { reader: values.reader, identifier: presented, at: values.at === '' ? null : values.at, rules: mayReadRules });
          if (checkPassage) setChecked({ values, decision: checkPassage });
        }}
      >
        {({ values, set, errorOf }) => (
          <>
            <ReaderField label={say('rules.reader')} value={values.reader} onChange={(text) => set('reader', text)} error={errorOf('reader')} />
            {mayReadRules && (
              <Select
                label={say('check.by')}
                value={values.by}
                options={[
                  { value: 'identifier', label: say('check.byIdentifier') },
                  { value: 'number', label: say('check.byNumber') },
                ]}
                onChange={(by) => set('by', by as Values['by'])}
              />
            )}
            {values.by === 'number' ? (
              <NumberFields typed={values.number} onChange={(number) => set('number', number)} errorOf={(field) => errorOf(`identifier.number.${field}`)} />
            ) : values.identifier === null ? (
              <SearchList
                name="identifiers"
                label={say('check.search')}
                search={searchIdentifiers}
                describe={({ name, type }) => `${name} · ${say(`type.${type}`)}`}
                onChoose={(chosen) => set('identifier', chosen)}
                error={isMissing ? say('check.choose') : errorOf('identifier.identifierId')}
              />
            ) : (
              <div className="chosen">
                <span>{values.identifier.name}</span>
                <Button onPress={() => set('identifier', null)}>{say('check.other')}</Button>
              </div>
            )}
            <TimeField label={say('check.at')} value={values.at} onChange={(at) => set('at', at)} error={errorOf('at')} />
          </>
        )}
      </Form>
      {checked !== undefined && <Decision {...checked} />}
    </div>
  );
}

function Decision({ values: { reader, by, number }, decision }: Checked) {
  const say = useSay();
  const { granted, relays, denial, explanation, accessRules, identifier } = decision;
  return (
    <section className="part" aria-labelledby="decision">
      <h2 id="decision">{say('check.atReader', { reader })}</h2>
      <p role="status">
        <Badge tone={granted ? 'good' : 'bad'}>{say(granted ? 'passages.granted' : 'passages.denied')}</Badge> {granted ? say('check.relays', { relays: relays.join(', ') }) : denial && say(`denial.${denial}`)}
      </p>
      {identifier && (
        <p>
          <Link to={`/identifiers/${identifier.id}`}>{identifier.name}</Link> · {say(`type.${identifier.type}`)} · <span className="faint">{say('identifiers.state')}:</span> <Obstacles identifier={identifier} />
        </p>
      )}
      <h3>{say('check.steps')}</h3>
      <DecisionSteps denial={denial} isByNumber={by === 'number'} isCode={number.type === 'INPUT_CODE'} />
      {accessRules && accessRules.length > 0 && (
        <>
          <h3>{say(granted ? 'check.byRules' : 'check.attachedRules')}</h3>
          <DecisionRules rules={accessRules} reader={reader} />
        </>
      )}
      {explanation && (
        <>
          <h3>{say('check.explanation')}</h3>
          <blockquote>{explanation}</blockquote>
        </>
      )}
    </section>
  );
}
