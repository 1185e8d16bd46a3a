import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { IdentifierQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { History } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, ConfirmButton, DialogButton, Facts, Page } from '../../ui/ui';
import { emptyValues, IdentifierForm, inputOf, newInputOf, type Values } from './IdentifierForm';
import { IdentifierNumber } from './IdentifierNumber';
import { IdentifierRules } from './IdentifierRules';
import { HolderLink, holderName, SearchLink } from './links';
import { NewNumber } from './NewNumber';
import { Obstacles, Validity } from './obstacles';

const identifierDocument = graphql(`
  query Identifier($identifierId: ID!) {
    identifier(identifierId: $identifierId) {
      id name affiliation type number numberFormat enabled holderId updatedAt version
      holder { __typename id firstName lastName ... on User { enabled } ... on ExternalPersonalIdentity { state } }
      validity { from to maxPasses passesLeft }
    }
  }
`);

const createDocument = graphql(`
  mutation CreateIdentifier($input: CreateIdentifierInput!) {
    createIdentifier(input: $input) { identifier { id } }
  }
`);

const updateDocument = graphql(`
  mutation UpdateIdentifier($input: UpdateIdentifierInput!) {
    updateIdentifier(input: $input) { identifier { id version } }
  }
`);

const resetDocument = graphql(`
  mutation ResetPasses($input: ResetIdentifierPassesInput!) {
    resetIdentifierPasses(input: $input) { identifier { id } }
  }
`);

const deleteDocument = graphql(`
  mutation DeleteIdentifier($input: DeleteIdentifierInput!) {
    deleteIdentifier(input: $input) { deletedIdentifierId }
  }
`);

type Loaded = NonNullable<IdentifierQuery['identifier']>;

const valuesOf = ({ name, affiliation, type, number, enabled, validity, holder, holderId }: Loaded): Values => ({
  name,
  affiliation,
  number: { type, number, format: '' },
  enabled,
  from: validity.from ?? '',
  to: validity.to ?? '',
  maxPasses: validity.maxPasses?.toString() ?? '',
  holder: holderId ? { id: holderId, name: holder ? holderName(holder) : '' } : null,
});

/** One card, key, code or plate: what it is, who holds it, and what it opens. */
export function Identifier() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['identifier', id]} load={(client, signal) => client.query(identifierDocument, { identifierId: id }, { signal }).then(({ identifier }) => identifier)}>
      {(identifier, refresh) => (
        <Shown
          identifier={identifier}
          refresh={refresh}
          current={async () => {
            const { identifier } = await client.query(identifierDocument, { identifierId: id });
            return { values: valuesOf(identifier as Loaded), version: (identifier as Loaded).version };
          }}
        />
      )}
    </ObjectPage>
  );
}

function Shown({ identifier, refresh, current }: { identifier: Loaded; refresh: () => Promise<void>; current: () => Promise<{ values: Values; version: number }> }) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const mayWrite = useMay('ACCESS_RULE_WRITE');
  const [isEditing, setEditing] = useState(false);
  return (
    <Page
      title={identifier.name}
      actions={
        !isEditing && (
          <>
            <SearchLink className="button" to="/check" search={{ identifier: identifier.id }}>
              {say('check.title')}
            </SearchLink>
            <SearchLink className="button" to="/passages" search={{ identifier: identifier.id }}>
              {say('passages.title')}
            </SearchLink>
            {mayWrite && <Button onPress={() => setEditing(true)}>{say('app.edit')}</Button>}
          </>
        )
      }
    >
      {isEditing ? (
        <IdentifierForm
          initial={valuesOf(identifier)}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { identifierId: identifier.id, ...inputOf(values), expectedVersion: over ?? identifier.version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <Facts
            facts={[
              [say('identifiers.type'), say(`type.${identifier.type}`)],
              [say('identifiers.number'), <IdentifierNumber identifier={identifier} />],
              ...(identifier.numberFormat ? [[say('identifiers.format'), say(`format.${identifier.numberFormat}`)] as const] : []),
              [say('identifiers.state'), <Obstacles identifier={identifier} />],
              [say('identifiers.affiliation'), say(`affiliation.${identifier.affiliation}`)],
              [say('identifiers.holder'), <HolderLink holder={identifier.holder} holderId={identifier.holderId} />],
              [say('identifiers.validity'), <Validity validity={identifier.validity} />],
              [say('field.changed'), time(identifier.updatedAt)],
            ]}
          />
          {mayWrite && <Changes identifier={identifier} refresh={refresh} />}
          <IdentifierRules identifierId={identifier.id} />
        </>
      )}
      <History subjectId={identifier.id} />
    </Page>
  );
}

/** What is done to an identifier at once: a new number, all passes again, its end. */
function Changes({ identifier, refresh }: { identifier: Loaded; refresh: () => Promise<void> }) {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const reset = async (): Promise<void> => {
    await client.mutate(resetDocument, { input: { identifierId: identifier.id } });
    await refresh();
  };
  const remove = async (): Promise<void> => {
    await client.mutate(deleteDocument, { input: { identifierId: identifier.id, expectedVersion: identifier.version } });
    await navigate({ to: '/identifiers' });
    await refresh();
  };
  return (
    <Action>
      {(run) => (
        <div className="buttons">
          <DialogButton label={say('identifiers.newNumber')} title={say('identifiers.newNumber')}>
            {(close) => <NewNumber identifier={identifier} close={close} refresh={refresh} />}
          </DialogButton>
          {identifier.validity.maxPasses && <ConfirmButton kind="primary" label={say('identifiers.reset')} about={say('identifiers.resetAbout', { count: identifier.validity.maxPasses })} onConfirm={() => run(reset)} />}
          <ConfirmButton label={say('app.delete')} about={say('identifiers.deleteAbout')} onConfirm={() => run(remove)} />
        </div>
      )}
    </Action>
  );
}

/** The page that makes a new identifier. */
export function NewIdentifier() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (
    <Page title={say('identifiers.new')}>
      <IdentifierForm
        isNew
        initial={emptyValues}
        save={async (values) => {
          const { createIdentifier } = await client.mutate(createDocument, { input: newInputOf(values) });
          await refresh();
          await navigate({ to: `/identifiers/${createIdentifier?.identifier.id}` });
        }}
      />
    </Page>
  );
}
