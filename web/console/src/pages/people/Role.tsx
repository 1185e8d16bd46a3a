import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { Client } from 'accessgraph';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { ExternalRoleQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { EnabledBadge, EnabledSwitch } from '../../ui/Enabled';
import { History } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, Facts, Page, TextField } from '../../ui/ui';
import { AllOf, listName, Related, StateBadge } from './parts';
import { createRole } from './roleDocuments';

const roleDocument = graphql(`
  query ExternalRole($id: ID!) {
    externalRole(externalRoleId: $id) {
      id name enabled version createdAt updatedAt
      createdBy { applicationName }
      accounts(first: 10, orderBy: { field: LAST_NAME }) { nodes { id firstName lastName state } pageInfo { hasNextPage } }
    }
  }
`);

const updateDocument = graphql(`
  mutation UpdateExternalRole($input: UpdateExternalRoleInput!) {
    updateExternalRole(input: $input) { externalRole { id } }
  }
`);

type Details = NonNullable<ExternalRoleQuery['externalRole']>;

const load = (client: Client, id: string, signal?: AbortSignal) => client.query(roleDocument, { id }, signal === undefined ? {} : { signal }).then(({ externalRole }) => externalRole);

/** One external role, with its accounts. */
export function Role() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <ObjectPage name={['externalRole', id]} load={(client, signal) => load(client, id, signal)}>
      {(role, refresh) => <Shown key={role.id} role={role} refresh={refresh} />}
    </ObjectPage>
  );
}

function Shown({ role, refresh }: { role: Details; refresh: () => Promise<void> }) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const mayWrite = useMay('ROLE_ACCOUNT_WRITE');
  const [opened, setOpened] = useState<Details>();
  const setEnabled = (enabled: boolean) => client.mutate(updateDocument, { input: { externalRoleId: role.id, enabled, expectedVersion: role.version } }).finally(refresh);
  return (
    <Page title={role.name} actions={mayWrite && opened === undefined && <Button onPress={() => setOpened(role)}>{say('app.edit')}</Button>}>
      {opened !== undefined && (
        <Form
          initial={{ name: opened.name }}
          labels={{ name: say('field.name') }}
          onCancel={() => setOpened(undefined)}
          current={async () => {
            const theirs = (await load(client, opened.id)) as Details;
            return { values: { name: theirs.name }, version: theirs.version };
          }}
          save={async ({ name }, over) => {
            await client.mutate(updateDocument, { input: { externalRoleId: opened.id, name, expectedVersion: over ?? opened.version } });
            await refresh();
            setOpened(undefined);
          }}
        >
          {({ values, set, errorOf }) => <TextField label={say('field.name')} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name')} />}
        </Form>
      )}
      <Facts
        facts={[
          [say('field.state'), <EnabledBadge enabled={role.enabled} />],
          [say('field.created'), say('field.atBy', { at: time(role.createdAt), by: role.createdBy.applicationName })],
          [say('field.changed'), time(role.updatedAt)],
        ]}
      />
      {mayWrite && <EnabledSwitch enabled={role.enabled} about={say('roles.disableAbout')} onSwitch={setEnabled} />}
      <Related
        title={say('accounts.title')}
        empty={say('roles.noAccounts')}
        items={role.accounts?.nodes}
        to={({ id }) => `/role-accounts/${id}`}
        note={({ state }) => <StateBadge state={state} />}
        more={role.accounts?.pageInfo.hasNextPage && <AllOf to="/role-accounts" name="role" id={role.id} />}
      >
        {listName}
      </Related>
      <History subjectId={role.id} />
    </Page>
  );
}

/** The page that makes a new external role. */
export function NewRole() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (
    <Page title={say('roles.new')}>
      <Form
        initial={{ name: '' }}
        save={async ({ name }) => {
          const { id } = await createRole(client, name);
          await refresh();
          await navigate({ to: `/external-roles/${id}` });
        }}
      >
        {({ values, set, errorOf }) => <TextField label={say('field.name')} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name')} />}
      </Form>
    </Page>
  );
}
