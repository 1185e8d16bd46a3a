import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { Client } from 'accessgraph';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { ExternalPersonalIdentityQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { EraseButton, ErasureFacts } from '../../ui/Erasure';
import { History } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, Facts, Page } from '../../ui/ui';
import { Duplicates } from './Duplicates';
import { createIdentity } from './identityDocuments';
import { noPerson, PersonFields, personValues, usePersonLabels } from './PersonFields';
import { AllOf, nameOf, Related, StateBadge } from './parts';
import { StateSwitch } from './StateSwitch';

const identityDocument = graphql(`
  query ExternalPersonalIdentity($id: ID!, $withAccesses: Boolean!, $withCards: Boolean!) {
    externalPersonalIdentity(externalPersonalIdentityId: $id) {
      id firstName lastName emailAddress state version createdAt updatedAt
      createdBy { applicationName }
      erasure { at reason finishedAt by { applicationName applicationId } }
      accesses(first: 10) @include(if: $withAccesses) { nodes { id type state corporateName } pageInfo { hasNextPage } }
      roleAccounts(first: 10) { nodes { id state role { name } } pageInfo { hasNextPage } }
      identifiers(first: 10) @include(if: $withCards) { nodes { id name enabled } }
    }
  }
`);

const updateDocument = graphql(`
  mutation UpdateExternalPersonalIdentity($input: UpdateExternalPersonalIdentityInput!) {
    updateExternalPersonalIdentity(input: $input) { externalPersonalIdentity { id } }
  }
`);

const eraseDocument = graphql(`
  mutation EraseExternalPersonalIdentity($input: EraseExternalPersonalIdentityInput!) {
    eraseExternalPersonalIdentity(input: $input) { erasedExternalPersonalIdentityId }
  }
`);

type Details = NonNullable<ExternalPersonalIdentityQuery['externalPersonalIdentity']>;

const load = (client: Client, id: string, related: { withAccesses: boolean; withCards: boolean }, signal?: AbortSignal) =>
  client.query(identityDocument, { id, ...related }, signal === undefined ? {} : { signal }).then(({ externalPersonalIdentity }) => externalPersonalIdentity);

/** One external personal identity: a person of another organisation. */
export function Identity() {
  const { id } = useParams({ strict: false }) as { id: string };
  const withAccesses = useMay('ACCESS_READ');
  const withCards = useMay('ACCESS_RULE_READ');
  return (
    <ObjectPage name={['identity', id]} load={(client, signal) => load(client, id, { withAccesses, withCards }, signal)}>
      {(identity, refresh) => <Shown key={identity.id} identity={identity} refresh={refresh} />}
    </ObjectPage>
  );
}

function Shown({ identity, refresh }: { identity: Details; refresh: () => Promise<void> }) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const isErased = Boolean(identity.erasure);
  const mayWrite = useMay('ROLE_ACCOUNT_WRITE') && !isErased;
  const mayErase = useMay('ADMIN') && !isErased;
  const [opened, setOpened] = useState<Details>();
  const { accesses, roleAccounts, identifiers } = identity;
  const labels = usePersonLabels();
  return (
    <Page title={nameOf(identity)} actions={mayWrite && opened === undefined && <Button onPress={() => setOpened(identity)}>{say('app.edit')}</Button>}>
      {opened !== undefined && (
        <Form
          initial={personValues(opened)}
          labels={labels}
          onCancel={() => setOpened(undefined)}
          current={async () => {
            const theirs = (await load(client, identity.id, { withAccesses: false, withCards: false })) as Details;
            return { values: personValues(theirs), version: theirs.version };
          }}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { externalPersonalIdentityId: opened.id, ...values, expectedVersion: over ?? opened.version } });
            await refresh();
            setOpened(undefined);
          }}
        >
          {(form) => <PersonFields form={form} />}
        </Form>
      )}
      <Facts
        facts={[
          [say('field.state'), <StateBadge state={identity.state} />],
          [say('field.email'), identity.emailAddress],
          [say('field.created'), say('field.atBy', { at: time(identity.createdAt), by: identity.createdBy.applicationName })],
          [say('field.changed'), time(identity.updatedAt)],
        ]}
      />
      {mayWrite && (
        <StateSwitch
          state={identity.state}
          about={say('identities.deactivateAbout')}
          onSwitch={(state) => client.mutate(updateDocument, { input: { externalPersonalIdentityId: identity.id, state, expectedVersion: identity.version } }).finally(refresh)}
        />
      )}
      {identity.erasure && <ErasureFacts erasure={identity.erasure} />}
      {mayErase && (
        <div className="buttons">
          <EraseButton
            name={nameOf(identity)}
            about={say('identities.eraseAbout')}
            onErase={(reason) => client.mutate(eraseDocument, { input: { externalPersonalIdentityId: identity.id, reason, expectedVersion: identity.version } }).then(refresh)}
          />
        </div>
      )}
      {accesses && (
        <Related
          title={say('accesses.title')}
          empty={say('identities.noAccesses')}
          items={accesses.nodes}
          to={({ id }) => `/accesses/${id}`}
          note={({ state }) => <StateBadge state={state} />}
          more={accesses.pageInfo.hasNextPage && <AllOf to="/accesses" name="person" id={identity.id} />}
        >
          {({ type, corporateName }) => [say(`accesses.${type}`), corporateName].filter(Boolean).join(', ')}
        </Related>
      )}
      <Related
        title={say('accounts.title')}
        empty={say('identities.noAccounts')}
        items={roleAccounts?.nodes}
        to={({ id }) => `/role-accounts/${id}`}
        note={({ state }) => <StateBadge state={state} />}
        more={roleAccounts?.pageInfo.hasNextPage && <AllOf to="/role-accounts" name="person" id={identity.id} />}
      >
        {({ role }) => role?.name}
      </Related>
      {identifiers && (
        <Related title={say('identities.cards')} empty={say('identities.noCards')} items={identifiers.nodes} to={({ id }) => `/identifiers/${id}`} note={({ enabled }) => !enabled && <StateBadge state="DEACTIVATED" />}>
          {({ name }) => name}
        </Related>
      )}
      <History subjectId={identity.id} />
    </Page>
  );
}

/** The page that makes a new external personal identity. */
export function NewIdentity() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [outcome, setOutcome] = useState<Awaited<ReturnType<typeof createIdentity>>>();
  return (
    <Page title={say('identities.new')}>
      {outcome !== undefined ? (
        <Duplicates {...outcome} path="/identities" />
      ) : (
        <Form
          initial={noPerson}
          save={async (values) => {
            const result = await createIdentity(client, values);
            await refresh();
            if (result.duplicates.length > 0) setOutcome(result);
            else await navigate({ to: `/identities/${result.created.id}` });
          }}
        >
          {(form) => <PersonFields form={form} />}
        </Form>
      )}
    </Page>
  );
}
