import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../../api/context';
import type { InviteAccessMutation } from '../../../gql/graphql';
import { useSay } from '../../../text/text';
import { ObjectPage } from '../../../ui/ObjectPage';
import { Button } from '../../../ui/ui';
import { type AccessDetails, loadAccess } from '../Access';
import { Activation, Handover, InvitationForm } from '../AccessActions';
import { nameOf, StateBadge } from '../parts';

type Invited = NonNullable<InviteAccessMutation['inviteAccess']>;

/** The last step: the access is activated, or its user is invited; and what was made is linked. */
export function LastStep({ accessId, onAgain }: { accessId: string; onAgain: () => void }) {
  const withPeople = useMay('ROLE_ACCOUNT_READ');
  return (
    <ObjectPage name={['access', accessId]} load={(client, signal) => loadAccess(client, accessId, withPeople, signal)}>
      {(access, refresh) => <Shown access={access} refresh={refresh} onAgain={onAgain} />}
    </ObjectPage>
  );
}

function Shown({ access, refresh, onAgain }: { access: AccessDetails; refresh: () => Promise<void>; onAgain: () => void }) {
  const say = useSay();
  const [invited, setInvited] = useState<Invited>();
  const [isHandedOver, setHandedOver] = useState(false);
  const { state, managed, privateIdentity, roleAccount } = access;
  const isOver = state === 'ACTIVE' || isHandedOver;
  const invite = (result: Invited): Promise<void> => {
    setInvited(result);
    return refresh();
  };
  return (
    <>
      <p role="status">
        {say(state === 'ACTIVE' ? 'give.active' : invited === undefined ? 'give.almost' : 'give.invited')} <StateBadge state={state} />
      </p>
      {state === 'INVITED' && managed && <Activation access={access} onActivated={refresh} />}
      {state === 'INVITED' && !managed && invited === undefined && <InvitationForm access={access} onInvited={invite} />}
      {invited !== undefined && !isHandedOver && <Handover invited={invited} onDone={() => setHandedOver(true)} />}
      <section className="related">
        <h3>{say('give.made')}</h3>
        <ul>
          <li>
            {say('accesses.one')}: <Link to={`/accesses/${access.id}`}>{nameOf(access)}</Link>
          </li>
          {privateIdentity && (
            <li>
              {say('identities.one')}: <Link to={`/identities/${privateIdentity.id}`}>{nameOf(privateIdentity)}</Link>
            </li>
          )}
          {roleAccount && (
            <li>
              {say('accounts.one')}: <Link to={`/role-accounts/${roleAccount.id}`}>{nameOf(roleAccount)}</Link>
            </li>
          )}
          {roleAccount?.role && (
            <li>
              {say('roles.one')}: <Link to={`/external-roles/${roleAccount.role.id}`}>{roleAccount.role.name}</Link>
            </li>
          )}
        </ul>
      </section>
      {isOver && (
        <div className="buttons">
          <Button onPress={onAgain}>{say('give.again')}</Button>
        </div>
      )}
    </>
  );
}
