import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { InviteAccessMutation } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { Problem } from '../../ui/Problem';
import { Blocker } from '../../ui/Blocker';
import { Secret } from '../../ui/Secret';
import { Button, ConfirmButton, DialogButton, Loading, TextField } from '../../ui/ui';
import type { AccessDetails } from './Access';
import { Agreement } from './Agreement';

const agreementDocument = graphql(`
  query AccessUserAgreement($accessId: ID!) {
    accessUserAgreement(accessId: $accessId) { version title text }
  }
`);

const activateDocument = graphql(`
  mutation ActivateAccess($input: ActivateAccessInput!) {
    activateAccess(input: $input) { access { id } }
  }
`);

const setStateDocument = graphql(`
  mutation SetAccessState($input: UpdateAccessInput!) {
    updateAccess(input: $input) { access { id } }
  }
`);

const inviteDocument = graphql(`
  mutation InviteAccess($input: InviteAccessInput!) {
    inviteAccess(input: $input) { access { invitation { expiresAt } } invitationToken }
  }
`);

const revokeDocument = graphql(`
  mutation RevokeAccessInvitation($input: RevokeAccessInvitationInput!) {
    revokeAccessInvitation(input: $input) { access { id } }
  }
`);

interface Props {
  access: AccessDetails;
  refresh: () => Promise<void>;
}

type Invited = NonNullable<InviteAccessMutation['inviteAccess']>;

/** What can be done with an access now, and why the rest cannot. */
export function AccessActions({ access, refresh }: Props) {
  const say = useSay();
  const [invited, setInvited] = useState<Invited>();
  const transitions = access.transitions ?? [];
  const erased = transitions.find(({ blockedBy }) => blockedBy?.reason === 'EXTERNAL_PERSONAL_IDENTITY_ERASED')?.blockedBy;
  return (
    <section className="related" aria-label={say('accesses.actions')}>
      <h2>{say('accesses.actions')}</h2>
      {invited !== undefined && <Handover invited={invited} onDone={() => setInvited(undefined)} />}
      <Action>
        {(run) => (
          <div className="buttons">
            {transitions
              .filter(({ allowed }) => allowed)
              .map(({ action }) => (
                <ActionButton key={action} action={action} access={access} run={(change) => run(() => change().finally(refresh))} refresh={refresh} onInvited={setInvited} onRevoked={() => setInvited(undefined)} />
              ))}
          </div>
        )}
      </Action>
      {erased && (
        <p className="faint">
          <Blocker blocker={erased} />
        </p>
      )}
      <ul className="blocked">
        {transitions
          .filter(({ action, allowed }) => !allowed && !erased && canComeUp(access, action))
          .map(({ action, blockedBy }) => (
            <li key={action}>
              <Button isDisabled aria-describedby={`blocked-${action}`}>
                {say(`action.${action}`)}
              </Button>
              <span id={`blocked-${action}`} className="faint">
                {blockedBy && <Blocker blocker={blockedBy} />}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

type ActionName = NonNullable<AccessDetails['transitions']>[number]['action'];

/** Whether an action that is blocked now can become possible. The others are not shown: what an access is not for needs no reason. */
function canComeUp({ state, managed }: AccessDetails, action: ActionName): boolean {
  switch (action) {
    case 'ACTIVATE':
      return state === 'INVITED' && managed;
    case 'INVITE':
      return state === 'INVITED' && !managed;
    case 'REVOKE_INVITATION':
      return false;
    case 'DEACTIVATE':
      return state === 'INVITED';
    case 'REACTIVATE':
      return state === 'DEACTIVATED';
  }
}

interface ActionButtonProps extends Props {
  action: ActionName;
  run: (change: () => Promise<unknown>) => void;
  onInvited: (invited: Invited) => void;
  /** The token that is shown is void. */
  onRevoked: () => void;
}

function ActionButton({ action, access, run, refresh, onInvited, onRevoked }: ActionButtonProps) {
  const say = useSay();
  const { client } = useSession();
  const { id: accessId, version: expectedVersion } = access;
  const label = say(`action.${action}`);
  switch (action) {
    case 'ACTIVATE':
      return (
        <DialogButton label={label} title={label} kind="primary">
          {(close) => (
            <Activation
              access={access}
              onCancel={close}
              onActivated={() => {
                close();
                return refresh();
              }}
            />
          )}
        </DialogButton>
      );
    case 'INVITE':
      return (
        <DialogButton label={label} title={label} kind="primary">
          {(close) => (
            <InvitationForm
              access={access}
              onCancel={close}
              onInvited={(invited) => {
                onInvited(invited);
                close();
                return refresh();
              }}
            />
          )}
        </DialogButton>
      );
    case 'REVOKE_INVITATION':
      return <ConfirmButton label={label} about={say('invitation.revokeAbout')} onConfirm={() => run(() => client.mutate(revokeDocument, { input: { accessId, expectedVersion } }).then(onRevoked))} />;
    case 'DEACTIVATE':
      return <ConfirmButton label={label} about={say('accesses.deactivateAbout')} onConfirm={() => run(() => client.mutate(setStateDocument, { input: { accessId, state: 'DEACTIVATED', expectedVersion } }))} />;
    case 'REACTIVATE':
      return (
        <Button kind="primary" onPress={() => run(() => client.mutate(setStateDocument, { input: { accessId, state: 'ACTIVE', expectedVersion } }))}>
          {label}
        </Button>
      );
  }
}

/** Activates an access on its user's behalf: the agreement is read first, and exactly its version is accepted. */
export function Activation({ access, onActivated, onCancel }: { access: AccessDetails; onActivated: () => Promise<void>; onCancel?: () => void }) {
  const say = useSay();
  const { client } = useSession();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['agreement', access.id],
    queryFn: ({ signal }) => client.query(agreementDocument, { accessId: access.id }, { signal }),
    staleTime: 0,
  });
  if (isPending) return <Loading />;
  const agreement = data?.accessUserAgreement;
  if (!agreement) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p>{say('accesses.activateAbout', { version: agreement.version })}</p>
      <Agreement agreement={agreement} />
      <Action>
        {(run, isRunning) => (
          <div className="buttons">
            {onCancel !== undefined && <Button onPress={onCancel}>{say('app.cancel')}</Button>}
            <Button
              kind="primary"
              isPending={isRunning}
              onPress={() =>
                run(async () => {
                  try {
                    await client.mutate(activateDocument, { input: { accessId: access.id, agreementVersion: agreement.version, expectedVersion: access.version } });
                  } catch (why) {
                    // The agreement may have a new version: it is shown, to be read before another try.
                    void refetch();
                    throw why;
                  }
                  await onActivated();
                })
              }
            >
              {say('accesses.accept')}
            </Button>
          </div>
        )}
      </Action>
    </>
  );
}

/** Invites the user of an access to accept it in person. */
export function InvitationForm({ access, onInvited, onCancel }: { access: AccessDetails; onInvited: (invited: Invited) => Promise<void>; onCancel?: () => void }) {
  const say = useSay();
  const { client } = useSession();
  return (
    <>
      <p>{say(access.invitation?.status === 'PENDING' ? 'invitation.againAbout' : 'invitation.about')}</p>
      <Form
        initial={{ validForHours: '168' }}
        submitLabel={say('action.INVITE')}
        {...(onCancel !== undefined && { onCancel })}
        save={async ({ validForHours }) => {
          const { inviteAccess } = await client.mutate(inviteDocument, { input: { accessId: access.id, validForHours: Number(validForHours), expectedVersion: access.version } });
          if (inviteAccess) await onInvited(inviteAccess);
        }}
      >
        {({ values, set, errorOf }) => (
          <TextField type="number" label={say('invitation.hours')} description={say('invitation.hoursAbout')} value={values.validForHours} onChange={(hours) => set('validForHours', hours)} error={errorOf('validForHours')} />
        )}
      </Form>
    </>
  );
}

/** Shows the token of a new invitation, and the link to hand over. */
export function Handover({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  const say = useSay();
  const { time } = useFormats();
  const { invitationToken } = invited;
  if (!invitationToken) return <p className="notice bad">{say('invitation.lost')}</p>;
  return (
    <Secret
      title={say('invitation.handOver')}
      about={say('invitation.handOverAbout', { until: time(invited.access.invitation?.expiresAt) })}
      parts={[
        [say('invitation.link'), `${location.origin}${location.pathname}#invitation=${encodeURIComponent(invitationToken)}`],
        [say('invitation.token'), invitationToken],
      ]}
      onDone={onDone}
    />
  );
}
