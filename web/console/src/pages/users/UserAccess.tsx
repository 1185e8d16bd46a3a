import { useState } from 'react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { UserAccessQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { EnabledBadge, EnabledSwitch } from '../../ui/Enabled';
import { History, Who } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Blocker } from '../../ui/Blocker';
import { Button, ConfirmButton, Facts, Page } from '../../ui/ui';
import { describeAccess, UsableBadge } from './accesses';
import { typeChanges, typeInput, UserAccessForm, type Values } from './UserAccessForm';

const userAccessDocument = graphql(`
  query UserAccess($userAccessId: ID!) {
    userAccess(userAccessId: $userAccessId) {
      id type roles enabled usable erasedAt blockers { reason message } lastLoginAt createdAt updatedAt version
      user { id firstName lastName }
      customer { id name }
      userAccessRoles { id code description }
      createdBy { applicationName applicationId }
      ... on UiAccess { twoFaEnabled }
      ... on SsoAccess { ssoId }
      ... on ApiAccess { name language ownLanguage }
      ... on ProfileAccess { name }
    }
  }
`);

const createDocument = graphql(`
  mutation CreateUserAccess($input: CreateUserAccessInput!) {
    createUserAccess(input: $input) { userAccess { id } }
  }
`);

const updateDocument = graphql(`
  mutation UpdateUserAccess($input: UpdateUserAccessInput!) {
    updateUserAccess(input: $input) { userAccess { id version } }
  }
`);

const deleteDocument = graphql(`
  mutation DeleteUserAccess($input: DeleteUserAccessInput!) {
    deleteUserAccess(input: $input) { deletedUserAccessId }
  }
`);

type AccessValue = NonNullable<UserAccessQuery['userAccess']>;

const blank: Values = { type: 'UI', userId: '', customerId: '', roles: [], enabled: true, twoFaEnabled: false, ssoId: '', name: '', language: '' };

function valuesOf(access: AccessValue): Values {
  return {
    ...blank,
    type: access.type,
    roles: access.roles,
    enabled: access.enabled,
    ...('twoFaEnabled' in access && { twoFaEnabled: access.twoFaEnabled }),
    ...('ssoId' in access && { ssoId: access.ssoId }),
    ...('name' in access && { name: access.name }),
    ...('ownLanguage' in access && access.ownLanguage && { language: access.ownLanguage }),
  };
}

/** One user access, with what it can be used for. */
export function UserAccess() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['userAccess', id]} load={(client, signal) => client.query(userAccessDocument, { userAccessId: id }, { signal }).then(({ userAccess }) => userAccess)}>
      {(access, refresh) => (
        <Shown
          access={access}
          refresh={refresh}
          current={async () => {
            const now = (await client.query(userAccessDocument, { userAccessId: id })).userAccess as AccessValue;
            return { values: valuesOf(now), version: now.version };
          }}
        />
      )}
    </ObjectPage>
  );
}

interface ShownProps {
  access: AccessValue;
  refresh: () => Promise<void>;
  current: () => Promise<{ values: Values; version: number }>;
}

function Shown({ access, refresh, current }: ShownProps) {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const mayWrite = useMay('USER_ACCESS_WRITE');
  const mayChange = mayWrite && !access.erasedAt;
  const [isEditing, setEditing] = useState(false);
  const { id, user, version } = access;
  const remove = async (): Promise<void> => {
    await client.mutate(deleteDocument, { input: { userAccessId: id, expectedVersion: version } });
    await navigate({ to: user ? `/users/${user.id}` : '/user-accesses' });
    await refresh();
  };
  return (
    <Page title={[describeAccess(access, say), user ? `${user.firstName} ${user.lastName}` : ''].filter(Boolean).join(' · ')} actions={mayChange && !isEditing && <Button onPress={() => setEditing(true)}>{say('app.edit')}</Button>}>
      {isEditing ? (
        <UserAccessForm
          isNew={false}
          initial={valuesOf(access)}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { userAccessId: id, roles: [...values.roles], enabled: values.enabled, ...typeChanges(values), expectedVersion: over ?? version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <AccessFacts access={access} />
          {mayWrite && (
            <>
              {mayChange && (
                <EnabledSwitch
                  enabled={access.enabled}
                  about={say('userAccesses.disableAbout')}
                  onSwitch={(enabled) => client.mutate(updateDocument, { input: { userAccessId: id, enabled, expectedVersion: version } }).then(refresh)}
                />
              )}
              <Action>
                {(run) => (
                  <div className="buttons">
                    <ConfirmButton label={say('app.delete')} about={say('userAccesses.deleteAbout')} onConfirm={() => run(remove)} />
                  </div>
                )}
              </Action>
            </>
          )}
        </>
      )}
      <History subjectId={id} />
    </Page>
  );
}

function AccessFacts({ access }: { access: AccessValue }) {
  const say = useSay();
  const { time } = useFormats();
  const { user, customer, blockers } = access;
  const roleOf = new Map(access.userAccessRoles?.map((role) => [role.code, role]));
  return (
    <Facts
      facts={[
        [
          say('field.state'),
          <div key="state">
            <EnabledBadge enabled={access.enabled} /> <UsableBadge usable={access.usable} />
            <ul className="lines">
              {blockers?.map((blocker) => (
                <li key={blocker.reason}>
                  <Blocker blocker={blocker} />
                </li>
              ))}
            </ul>
          </div>,
        ],
        [say('field.userId'), user && <Link key="user" to={`/users/${user.id}`}>{`${user.firstName} ${user.lastName}`}</Link>],
        [say('field.customerId'), customer && <Link key="customer" to={`/customers/${customer.id}`}>{customer.name}</Link>],
        [
          say('field.roles'),
          access.roles.length === 0 ? (
            say('app.none')
          ) : (
            <ul key="roles" className="lines">
              {access.roles.map((code) => {
                const role = roleOf.get(code);
                return (
                  <li key={code}>
                    {role ? <Link to={`/user-access-roles/${role.id}`}>{code}</Link> : code} <span className="faint">{role?.description}</span>
                  </li>
                );
              })}
            </ul>
          ),
        ],
        ...('twoFaEnabled' in access ? ([[say('field.twoFaEnabled'), say(access.twoFaEnabled ? 'app.yes' : 'app.no')]] as const) : []),
        ...('ssoId' in access ? ([[say('field.ssoId'), access.ssoId]] as const) : []),
        ...('language' in access ? ([[say('field.language'), access.ownLanguage ? access.language : say('userAccesses.languageOfUser', { language: access.language ?? '' })]] as const) : []),
        [say('field.lastLoginAt'), access.lastLoginAt ? time(access.lastLoginAt) : say('userAccesses.neverLoggedIn')],
        [say('field.createdBy'), <Who key="who" actor={access.createdBy} />],
        [say('field.created'), time(access.createdAt)],
        [say('field.changed'), time(access.updatedAt)],
      ]}
    />
  );
}

/** The page that makes a new user access. */
export function NewUserAccess() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { user = '' }: { user?: string } = useSearch({ strict: false });
  return (
    <Page title={say('userAccesses.new')}>
      <UserAccessForm
        isNew
        initial={{ ...blank, userId: user }}
        save={async (values) => {
          const { userId, customerId, roles, enabled } = values;
          const { createUserAccess } = await client.mutate(createDocument, { input: { userId, customerId: customerId || null, roles: [...roles], enabled, type: typeInput(values) } });
          await refresh();
          if (createUserAccess) await navigate({ to: `/user-accesses/${createUserAccess.userAccess.id}` });
        }}
      />
    </Page>
  );
}
