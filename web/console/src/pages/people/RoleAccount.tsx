import { useState } from 'react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { Client } from 'accessgraph';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { ExternalRoleAccountQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Blocker } from '../../ui/Blocker';
import { EnabledBadge } from '../../ui/Enabled';
import { History } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, Facts, Page } from '../../ui/ui';
import { Duplicates } from './Duplicates';
import { noPerson, PersonFields, personValues, usePersonLabels } from './PersonFields';
import { AllOf, nameOf, Related, StateBadge, UsableBadge } from './parts';
import { createAccount } from './roleDocuments';
import { RolePicker } from './RolePicker';
import { StateSwitch } from './StateSwitch';

const accountDocument = graphql(`
  query ExternalRoleAccount($id: ID!, $withAccesses: Boolean!) {
    externalRoleAccount(externalRoleAccountId: $id) {
      id firstName lastName emailAddress state usable version createdAt updatedAt
      blockers { reason message }
      role { id name enabled }
      personalIdentity { id firstName lastName state }
      accesses(first: 10) @include(if: $withAccesses) { nodes { id state firstName lastName } pageInfo { hasNextPage } }
      createdBy { applicationName }
    }
  }
`);

const updateDocument = graphql(`
  mutation UpdateExternalRoleAccount($input: UpdateExternalRoleAccountInput!) {
    updateExternalRoleAccount(input: $input) { externalRoleAccount { id } }
  }
`);

type Details = NonNullable<ExternalRoleAccountQuery['externalRoleAccount']>;

const load = (client: Client, id: string, withAccesses: boolean, signal?: AbortSignal) =>
  client.query(accountDocument, { id, withAccesses }, signal === undefined ? {} : { signal }).then(({ externalRoleAccount }) => externalRoleAccount);

/** One external role account: a person in a role. */
export function RoleAccount() {
  const { id } = useParams({ strict: false }) as { id: string };
  const withAccesses = useMay('ACCESS_READ');
  return (
    <ObjectPage name={['externalRoleAccount', id]} load={(client, signal) => load(client, id, withAccesses, signal)}>
      {(account, refresh) => <Shown key={account.id} account={account} refresh={refresh} />}
    </ObjectPage>
  );
}

function Shown({ account, refresh }: { account: Details; refresh: () => Promise<void> }) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const mayWrite = useMay('ROLE_ACCOUNT_WRITE');
  const [opened, setOpened] = useState<Details>();
  const { accesses, role, personalIdentity, blockers } = account;
  const labels = usePersonLabels();
  return (
    <Page title={nameOf(account)} actions={mayWrite && opened === undefined && <Button onPress={() => setOpened(account)}>{say('app.edit')}</Button>}>
      {opened !== undefined && (
        <>
          <p className="faint">{say('accounts.editAbout')}</p>
          <Form
            initial={personValues(opened)}
            labels={labels}
            onCancel={() => setOpened(undefined)}
            current={async () => {
              const theirs = (await load(client, opened.id, false)) as Details;
              return { values: personValues(theirs), version: theirs.version };
            }}
            save={async (values, over) => {
              await client.mutate(updateDocument, { input: { externalRoleAccountId: opened.id, ...values, expectedVersion: over ?? opened.version } });
              await refresh();
              setOpened(undefined);
            }}
          >
            {(form) => <PersonFields form={form} />}
          </Form>
        </>
      )}
      <Facts
        facts={[
          [say('field.state'), <StateBadge state={account.state} />],
          [say('accesses.usable'), <><UsableBadge usable={account.usable} />{blockers?.map((blocker) => <p key={blocker.reason}><Blocker blocker={blocker} /></p>)}</>],
          ...(role ? [[say('roles.one'), <><Link to={`/external-roles/${role.id}`}>{role.name}</Link> <EnabledBadge enabled={role.enabled} /></>] as const] : []),
          ...(personalIdentity ? [[say('identities.one'), <><Link to={`/identities/${personalIdentity.id}`}>{nameOf(personalIdentity)}</Link> <StateBadge state={personalIdentity.state} /></>] as const] : []),
          [say('field.email'), account.emailAddress],
          [say('field.created'), say('field.atBy', { at: time(account.createdAt), by: account.createdBy.applicationName })],
          [say('field.changed'), time(account.updatedAt)],
        ]}
      />
      {mayWrite && (
        <StateSwitch
          state={account.state}
          about={say('accounts.deactivateAbout')}
          onSwitch={(state) => client.mutate(updateDocument, { input: { externalRoleAccountId: account.id, state, expectedVersion: account.version } }).finally(refresh)}
        />
      )}
      {accesses && (
        <Related
          title={say('accesses.title')}
          empty={say('accounts.noAccesses')}
          items={accesses.nodes}
          to={({ id }) => `/accesses/${id}`}
          note={({ state }) => <StateBadge state={state} />}
          more={accesses.pageInfo.hasNextPage && <AllOf to="/accesses" name="account" id={account.id} />}
        >
          {nameOf}
        </Related>
      )}
      <History subjectId={account.id} />
    </Page>
  );
}

/** The page that makes a new external role account, and the identity of its person with it. */
export function NewRoleAccount() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [outcome, setOutcome] = useState<Awaited<ReturnType<typeof createAccount>>>();
  return (
    <Page title={say('accounts.new')}>
      {outcome !== undefined ? (
        <Duplicates {...outcome} path="/role-accounts" />
      ) : (
        <>
          <p className="faint">{say('accounts.newAbout')}</p>
          <Form
            initial={{ ...noPerson, roleId: '' }}
            save={async ({ roleId, ...values }) => {
              const result = await createAccount(client, roleId, values);
              await refresh();
              if (result.duplicates.length > 0) setOutcome(result);
              else await navigate({ to: `/role-accounts/${result.created.id}` });
            }}
          >
            {(form) => (
              <>
                <RolePicker chosen={form.values.roleId} onChoose={({ id }) => form.set('roleId', id)} error={form.errorOf('roleId')} />
                <Link to="/external-roles/new">{say('roles.new')}</Link>
                <PersonFields form={form} />
              </>
            )}
          </Form>
        </>
      )}
    </Page>
  );
}
