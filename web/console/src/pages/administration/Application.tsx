import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { ApplicationQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { EnabledBadge, EnabledSwitch } from '../../ui/Enabled';
import { History, Who } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Secret } from '../../ui/Secret';
import { Button, Facts, Page } from '../../ui/ui';
import { ApiKeys } from './ApiKeys';
import { ApplicationForm, inputOf, type Values, valuesOf } from './ApplicationForm';
import { ScopeList } from './ScopeList';

const applicationDocument = graphql(`
  query Application($applicationId: ID!) {
    application(applicationId: $applicationId) {
      id name enabled scopes grantableRoles
      keys { id hint createdAt expiresAt lastUsedAt }
      createdAt updatedAt version
      createdBy { applicationName applicationId }
    }
  }
`);

const createDocument = graphql(`
  mutation CreateApplication($input: CreateApplicationInput!) {
    createApplication(input: $input) { application { id } apiKey }
  }
`);

const updateDocument = graphql(`
  mutation UpdateApplication($input: UpdateApplicationInput!) {
    updateApplication(input: $input) { application { id version } }
  }
`);

export type ApplicationValue = NonNullable<ApplicationQuery['application']>;

/** One application, with its keys. */
export function Application() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['application', id]} load={(client, signal) => client.query(applicationDocument, { applicationId: id }, { signal }).then(({ application }) => application)}>
      {(application, refresh) => (
        <Shown
          application={application}
          refresh={refresh}
          current={async () => {
            const now = (await client.query(applicationDocument, { applicationId: id })).application as ApplicationValue;
            return { values: valuesOf(now), version: now.version };
          }}
        />
      )}
    </ObjectPage>
  );
}

interface ShownProps {
  application: ApplicationValue;
  refresh: () => Promise<void>;
  current: () => Promise<{ values: Values; version: number }>;
}

function Shown({ application, refresh, current }: ShownProps) {
  const say = useSay();
  const { time } = useFormats();
  const { client, viewer } = useSession();
  const [isEditing, setEditing] = useState(false);
  const mayChange = viewer.scopes.includes('ADMIN');
  const isOwn = application.id === viewer.application.id;
  const change = (values: { enabled: boolean }): Promise<void> =>
    client.mutate(updateDocument, { input: { applicationId: application.id, ...values, expectedVersion: application.version } }).then(refresh);
  return (
    <Page title={application.name} actions={mayChange && !isEditing && <Button onPress={() => setEditing(true)}>{say('app.edit')}</Button>}>
      {isOwn && <p className="faint">{say('applications.own')}</p>}
      {isEditing ? (
        <ApplicationForm
          initial={valuesOf(application)}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { applicationId: application.id, ...inputOf(values), expectedVersion: over ?? application.version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <Facts
            facts={[
              [say('field.state'), <EnabledBadge key="enabled" enabled={application.enabled} />],
              [say('field.scopes'), <ScopeList key="scopes" scopes={application.scopes} />],
              [say('field.grantableRoles'), application.grantableRoles.join(', ') || say(application.scopes.includes('ADMIN') ? 'applications.everyRole' : 'app.none')],
              [say('field.createdBy'), <Who key="who" actor={application.createdBy} />],
              [say('field.created'), time(application.createdAt)],
              [say('field.changed'), time(application.updatedAt)],
            ]}
          />
          {mayChange && <EnabledSwitch enabled={application.enabled} about={say(isOwn ? 'applications.disableOwn' : 'applications.disableAbout')} onSwitch={(enabled) => change({ enabled })} />}
        </>
      )}
      <ApiKeys application={application} mayChange={mayChange} refresh={refresh} />
      <History subjectId={application.id} />
    </Page>
  );
}

/** The page that makes a new application, and shows its first key once. */
export function NewApplication() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [created, setCreated] = useState<{ id: string; apiKey: string }>();
  const open = (id: string): Promise<void> => navigate({ to: `/applications/${id}` });
  return (
    <Page title={say('applications.new')}>
      {created === undefined ? (
        <ApplicationForm
          initial={{ name: '', scopes: [], grantableRoles: [] }}
          save={async (values) => {
            const { createApplication } = await client.mutate(createDocument, { input: inputOf(values) });
            await refresh();
            if (!createApplication) return;
            const { application, apiKey } = createApplication;
            // Without a key, it was lost on the way: the page of the application issues another.
            if (apiKey) setCreated({ id: application.id, apiKey });
            else await open(application.id);
          }}
        />
      ) : (
        <Secret title={say('keys.shownOnce')} about={say('keys.shownOnceAbout')} parts={[[say('keys.key'), created.apiKey]]} onDone={() => void open(created.id)} />
      )}
    </Page>
  );
}
