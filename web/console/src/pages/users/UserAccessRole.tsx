import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { UserAccessRoleQuery } from '../../gql/graphql';
import { ShortList } from '../../list/ShortList';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { History, Who } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, ConfirmButton, Facts, Page, TextField } from '../../ui/ui';
import { AccessTable } from './AccessTable';

const roleDocument = graphql(`
  query UserAccessRole($userAccessRoleId: ID!) {
    userAccessRole(userAccessRoleId: $userAccessRoleId) { id code description createdAt updatedAt version createdBy { applicationName applicationId } }
  }
`);

const holdersDocument = graphql(`
  query UserAccessesWithRole($code: String!, $first: Int, $after: String) {
    userAccesses(first: $first, after: $after, filter: { role: $code }) {
      nodes {
        id type roles enabled usable user { firstName lastName } customer { name }
        ... on SsoAccess { ssoId }
        ... on ApiAccess { name }
        ... on ProfileAccess { name }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

const createDocument = graphql(`
  mutation CreateUserAccessRole($input: CreateUserAccessRoleInput!) {
    createUserAccessRole(input: $input) { userAccessRole { id } }
  }
`);

const updateDocument = graphql(`
  mutation UpdateUserAccessRole($input: UpdateUserAccessRoleInput!) {
    updateUserAccessRole(input: $input) { userAccessRole { id version } }
  }
`);

const deleteDocument = graphql(`
  mutation DeleteUserAccessRole($input: DeleteUserAccessRoleInput!) {
    deleteUserAccessRole(input: $input) { deletedUserAccessRoleId }
  }
`);

type Role = NonNullable<UserAccessRoleQuery['userAccessRole']>;

interface Values {
  code: string;
  description: string;
}

/** One role, with the user accesses that hold it. */
export function UserAccessRole() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['userAccessRole', id]} load={(client, signal) => client.query(roleDocument, { userAccessRoleId: id }, { signal }).then(({ userAccessRole }) => userAccessRole)}>
      {(role, refresh) => (
        <Shown
          role={role}
          refresh={refresh}
          current={async () => {
            const { code, description, version } = (await client.query(roleDocument, { userAccessRoleId: id })).userAccessRole as Role;
            return { values: { code, description }, version };
          }}
        />
      )}
    </ObjectPage>
  );
}

interface ShownProps {
  role: Role;
  refresh: () => Promise<void>;
  current: () => Promise<{ values: Values; version: number }>;
}

function Shown({ role, refresh, current }: ShownProps) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const navigate = useNavigate();
  const isAdmin = useMay('ADMIN');
  const [isEditing, setEditing] = useState(false);
  const { id, code, description, version } = role;
  const remove = async (): Promise<void> => {
    await client.mutate(deleteDocument, { input: { userAccessRoleId: id, expectedVersion: version } });
    await navigate({ to: '/user-access-roles' });
    await refresh();
  };
  return (
    <Page title={code} actions={isAdmin && !isEditing && <Button onPress={() => setEditing(true)}>{say('app.edit')}</Button>}>
      {isEditing ? (
        <RoleForm
          isNew={false}
          initial={{ code, description }}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { userAccessRoleId: id, description: values.description, expectedVersion: over ?? version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <Facts
            facts={[
              [say('field.description'), description],
              [say('field.createdBy'), <Who key="who" actor={role.createdBy} />],
              [say('field.created'), time(role.createdAt)],
              [say('field.changed'), time(role.updatedAt)],
            ]}
          />
          {isAdmin && (
            <Action>
              {(run) => (
                <div className="buttons">
                  <ConfirmButton label={say('app.delete')} about={say('userRoles.deleteAbout')} onConfirm={() => run(remove)} />
                </div>
              )}
            </Action>
          )}
        </>
      )}
      <section className="part" aria-label={say('userRoles.holders')}>
        <h2>{say('userRoles.holders')}</h2>
        <ShortList name={['accessesWithRole', code]} empty={say('userRoles.noHolders')} load={(client, page, signal) => client.query(holdersDocument, { code, ...page }, { signal }).then(({ userAccesses }) => userAccesses)}>
          {(accesses) => <AccessTable title={say('userRoles.holders')} accesses={accesses} />}
        </ShortList>
      </section>
      <History subjectId={id} />
    </Page>
  );
}

/** The page that makes a new role. */
export function NewUserAccessRole() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (
    <Page title={say('userRoles.new')}>
      <RoleForm
        isNew
        initial={{ code: '', description: '' }}
        save={async (values) => {
          const { createUserAccessRole } = await client.mutate(createDocument, { input: values });
          await refresh();
          if (createUserAccessRole) await navigate({ to: `/user-access-roles/${createUserAccessRole.userAccessRole.id}` });
        }}
      />
    </Page>
  );
}

interface FormProps {
  /** Only a new role has a code to choose: it never changes. */
  isNew: boolean;
  initial: Values;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

function RoleForm({ isNew, ...props }: FormProps) {
  const say = useSay();
  return (
    <Form {...props} labels={{ description: say('field.description') }} fieldOf={{ USER_ACCESS_ROLE_CODE_TAKEN: 'code' }}>
      {({ values, set, errorOf }) => (
        <>
          {isNew && <TextField label={say('field.code')} value={values.code} onChange={(code) => set('code', code)} error={errorOf('code')} description={say('userRoles.codeAbout')} />}
          <TextField multiline label={say('field.description')} value={values.description} onChange={(description) => set('description', description)} error={errorOf('description')} />
        </>
      )}
    </Form>
  );
}
