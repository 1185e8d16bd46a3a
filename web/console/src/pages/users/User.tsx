import { useState } from 'react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { UserQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { EnabledBadge, EnabledSwitch } from '../../ui/Enabled';
import { EraseButton, ErasureFacts } from '../../ui/Erasure';
import { History, Who } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, Facts, Page } from '../../ui/ui';
import { UserForm, type Values } from './UserForm';
import { AccessesOfUser, IdentifiersOfUser } from './UserLists';

const userDocument = graphql(`
  query User($userId: ID!) {
    user(userId: $userId) { id firstName lastName language enabled customer { id name } createdAt updatedAt version createdBy { applicationName applicationId } erasure { at reason finishedAt by { applicationName applicationId } } }
  }
`);

const createDocument = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) { user { id } }
  }
`);

const updateDocument = graphql(`
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) { user { id version } }
  }
`);

const eraseDocument = graphql(`
  mutation EraseUser($input: EraseUserInput!) {
    eraseUser(input: $input) { erasedUserId }
  }
`);

type UserValue = NonNullable<UserQuery['user']>;

const valuesOf = ({ firstName, lastName, language }: UserValue): Values => ({ firstName, lastName, language });

/** One user, with the user accesses and the identifiers of that person. */
export function User() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['user', id]} load={(client, signal) => client.query(userDocument, { userId: id }, { signal }).then(({ user }) => user)}>
      {(user, refresh) => (
        <Shown
          user={user}
          refresh={refresh}
          current={async () => {
            const now = (await client.query(userDocument, { userId: id })).user as UserValue;
            return { values: valuesOf(now), version: now.version };
          }}
        />
      )}
    </ObjectPage>
  );
}

interface ShownProps {
  user: UserValue;
  refresh: () => Promise<void>;
  current: () => Promise<{ values: Values; version: number }>;
}

function Shown({ user, refresh, current }: ShownProps) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const isErased = Boolean(user.erasure);
  const mayWrite = useMay('USER_ACCESS_WRITE') && !isErased;
  const mayErase = useMay('ADMIN') && !isErased;
  const mayReadIdentifiers = useMay('ACCESS_RULE_READ');
  const [isEditing, setEditing] = useState(false);
  const { id, firstName, lastName, customer, version } = user;
  return (
    <Page
      title={`${firstName} ${lastName}`}
      actions={
        mayWrite &&
        !isEditing && (
          <>
            <Button onPress={() => setEditing(true)}>{say('app.edit')}</Button>
            <Link className="button primary" to="/user-accesses/new" search={{ user: id } as never}>
              {say('userAccesses.new')}
            </Link>
          </>
        )
      }
    >
      {isEditing ? (
        <UserForm
          initial={valuesOf(user)}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { userId: id, ...values, expectedVersion: over ?? version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <Facts
            facts={[
              [say('field.state'), <EnabledBadge key="enabled" enabled={user.enabled} />],
              [say('field.customerId'), customer && <Link key="customer" to={`/customers/${customer.id}`}>{customer.name}</Link>],
              [say('field.language'), user.language],
              [say('field.createdBy'), <Who key="who" actor={user.createdBy} />],
              [say('field.created'), time(user.createdAt)],
              [say('field.changed'), time(user.updatedAt)],
            ]}
          />
          {user.erasure && <ErasureFacts erasure={user.erasure} />}
          {mayWrite && (
            <EnabledSwitch
              enabled={user.enabled}
              about={say('users.disableAbout')}
              onSwitch={(enabled) => client.mutate(updateDocument, { input: { userId: id, enabled, expectedVersion: version } }).then(refresh)}
            />
          )}
          {mayErase && (
            <div className="buttons">
              <EraseButton name={`${firstName} ${lastName}`} about={say('users.eraseAbout')} onErase={(reason) => client.mutate(eraseDocument, { input: { userId: id, reason, expectedVersion: version } }).then(refresh)} />
            </div>
          )}
        </>
      )}
      <AccessesOfUser userId={id} />
      {mayReadIdentifiers && <IdentifiersOfUser userId={id} />}
      <History subjectId={id} />
    </Page>
  );
}

/** The page that makes a new user. */
export function NewUser() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [language] = useState(() => navigator.language);
  const { customer = '' }: { customer?: string } = useSearch({ strict: false });
  return (
    <Page title={say('users.new')}>
      <UserForm
        initial={{ firstName: '', lastName: '', language, customerId: customer }}
        save={async ({ customerId = '', ...values }) => {
          const { createUser } = await client.mutate(createDocument, { input: { ...values, customerId } });
          await refresh();
          if (createUser) await navigate({ to: `/users/${createUser.user.id}` });
        }}
      />
    </Page>
  );
}
