import { useState } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import type { Client } from 'accessgraph';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { AccessQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { History } from '../../ui/History';
import { ObjectPage } from '../../ui/ObjectPage';
import { Button, Facts, Page, TextField } from '../../ui/ui';
import { AccessActions } from './AccessActions';
import { Agreement, InvitationFacts } from './Agreement';
import { nameOf, StateBadge, UsableBadge } from './parts';

const accessDocument = graphql(`
  query Access($accessId: ID!, $withPeople: Boolean!) {
    access(accessId: $accessId) {
      id type state managed firstName lastName corporateName corporateRoleName usable version createdAt updatedAt
      createdBy { applicationName }
      privateIdentity @include(if: $withPeople) { id firstName lastName state }
      roleAccount @include(if: $withPeople) { id firstName lastName state role { id name enabled } }
      transitions { action allowed blockedBy { reason message } }
      activation { at agreementVersion acceptedBy { applicationName } userAgreement { title text } }
      invitation { status sentAt expiresAt acceptedAt revokedAt }
    }
  }
`);

const updateDocument = graphql(`
  mutation UpdateAccess($input: UpdateAccessInput!) {
    updateAccess(input: $input) { access { id } }
  }
`);

export type AccessDetails = NonNullable<AccessQuery['access']>;

/** Loads an access as its page shows it. */
export const loadAccess = (client: Client, accessId: string, withPeople: boolean, signal?: AbortSignal) =>
  client.query(accessDocument, { accessId, withPeople }, signal === undefined ? {} : { signal }).then(({ access }) => access);

interface Names {
  firstName: string;
  lastName: string;
  corporateName: string;
  corporateRoleName: string;
}

const namesOf = ({ firstName, lastName, corporateName, corporateRoleName }: AccessDetails): Names => ({ firstName, lastName, corporateName: corporateName ?? '', corporateRoleName: corporateRoleName ?? '' });

/** One access: what can be done with it, and all that is behind it. */
export function Access() {
  const { id } = useParams({ strict: false }) as { id: string };
  const withPeople = useMay('ROLE_ACCOUNT_READ');
  return (
    <ObjectPage name={['access', id]} load={(client, signal) => loadAccess(client, id, withPeople, signal)}>
      {(access, refresh) => <Shown key={access.id} access={access} refresh={refresh} />}
    </ObjectPage>
  );
}

function Shown({ access, refresh }: { access: AccessDetails; refresh: () => Promise<void> }) {
  const say = useSay();
  const { time } = useFormats();
  const mayWrite = useMay('ACCESS_WRITE');
  const [isEditing, setEditing] = useState(false);
  const { privateIdentity, roleAccount } = access;
  return (
    <Page title={nameOf(access)} actions={mayWrite && !isEditing && <Button onPress={() => setEditing(true)}>{say('accesses.editNames')}</Button>}>
      {isEditing && <NamesForm access={access} onCancel={() => setEditing(false)} onSaved={() => refresh().then(() => setEditing(false))} />}
      <Facts
        facts={[
          [say('field.state'), <StateBadge state={access.state} />],
          [say('accesses.usable'), <UsableBadge usable={access.usable} />],
          [say('field.type'), say(`accesses.${access.type}`)],
          [say('accesses.managed'), say(access.managed ? 'accesses.byPlatform' : 'accesses.byUser')],
          ...(privateIdentity ? [[say('identities.one'), <><Link to={`/identities/${privateIdentity.id}`}>{nameOf(privateIdentity)}</Link> <StateBadge state={privateIdentity.state} /></>] as const] : []),
          ...(roleAccount ? [[say('accounts.one'), <RoleAccountLink account={roleAccount} />] as const] : []),
          ...(access.type === 'CORPORATE'
            ? ([
                [say('accesses.corporateName'), access.corporateName],
                [say('accesses.corporateRoleName'), access.corporateRoleName],
              ] as const)
            : []),
          [say('field.created'), say('field.atBy', { at: time(access.createdAt), by: access.createdBy.applicationName })],
          [say('field.changed'), time(access.updatedAt)],
        ]}
      />
      {mayWrite && <AccessActions access={access} refresh={refresh} />}
      {access.invitation && <InvitationFacts invitation={access.invitation} />}
      {access.activation && (
        <section className="related">
          <h2>{say('accesses.activation')}</h2>
          <p>
            {access.activation.acceptedBy
              ? say('accesses.activatedBy', { at: time(access.activation.at), by: access.activation.acceptedBy.applicationName, version: access.activation.agreementVersion })
              : say('accesses.accepted', { at: time(access.activation.at), version: access.activation.agreementVersion })}
          </p>
          {access.activation.userAgreement ? <Agreement agreement={access.activation.userAgreement} isFolded /> : <p className="faint">{say('accesses.noAgreement')}</p>}
        </section>
      )}
      <History subjectId={access.id} />
    </Page>
  );
}

function RoleAccountLink({ account }: { account: NonNullable<AccessDetails['roleAccount']> }) {
  return (
    <>
      <Link to={`/role-accounts/${account.id}`}>{nameOf(account)}</Link> <StateBadge state={account.state} />{' '}
      {account.role && <Link to={`/external-roles/${account.role.id}`}>{account.role.name}</Link>}
    </>
  );
}

function NamesForm({ access, onCancel, onSaved }: { access: AccessDetails; onCancel: () => void; onSaved: () => Promise<void> }) {
  const say = useSay();
  const { client } = useSession();
  const isCorporate = access.type === 'CORPORATE';
  // The access that is edited stays the one that was opened: another version that arrives meanwhile is a conflict, not a silent loss.
  const [opened] = useState(access);
  return (
    <Form
      initial={namesOf(opened)}
      labels={{ firstName: say('field.firstName'), lastName: say('field.lastName'), corporateName: say('accesses.corporateName'), corporateRoleName: say('accesses.corporateRoleName') }}
      onCancel={onCancel}
      current={async () => {
        const theirs = (await loadAccess(client, opened.id, false)) as AccessDetails;
        return { values: namesOf(theirs), version: theirs.version };
      }}
      save={async ({ firstName, lastName, corporateName, corporateRoleName }, over) => {
        const corporate = isCorporate ? { corporateName: corporateName || null, corporateRoleName: corporateRoleName || null } : {};
        await client.mutate(updateDocument, { input: { accessId: opened.id, firstName, lastName, ...corporate, expectedVersion: over ?? opened.version } });
        await onSaved();
      }}
    >
      {({ values, set, errorOf }) => (
        <>
          <TextField label={say('field.firstName')} value={values.firstName} onChange={(firstName) => set('firstName', firstName)} error={errorOf('firstName')} autoFocus />
          <TextField label={say('field.lastName')} value={values.lastName} onChange={(lastName) => set('lastName', lastName)} error={errorOf('lastName')} />
          {isCorporate && (
            <>
              <TextField label={say('accesses.corporateName')} value={values.corporateName} onChange={(name) => set('corporateName', name)} error={errorOf('corporateName')} />
              <TextField label={say('accesses.corporateRoleName')} value={values.corporateRoleName} onChange={(name) => set('corporateRoleName', name)} error={errorOf('corporateRoleName')} />
            </>
          )}
        </>
      )}
    </Form>
  );
}
