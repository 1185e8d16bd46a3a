import { useId } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useMay, useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { FilterField } from '../../list/ListPage';
import { useSay } from '../../text/text';
import { Select, TextField } from '../../ui/ui';

const applicationsDocument = graphql(`
  query ApplicationNames {
    applications(first: 100, orderBy: { field: NAME }) { nodes { id name } }
  }
`);

/** A filter for one application: a choice of them, or an ID for a key that may not read them. */
export function ApplicationField(field: FilterField) {
  const say = useSay();
  const { client } = useSession();
  const isAdmin = useMay('ADMIN');
  const { data } = useQuery({ queryKey: ['list', 'applicationNames'], queryFn: ({ signal }) => client.query(applicationsDocument, {}, { signal }), enabled: isAdmin });
  const applications = data?.applications?.nodes;
  if (applications === undefined || (field.value !== '' && !applications.some(({ id }) => id === field.value))) return <TextField {...field} />;
  return <Select {...field} options={[{ value: '', label: say('list.any') }, ...applications.map(({ id, name }) => ({ value: id, label: name }))]} />;
}

/** The mutations of the API, which are the actions of the audit log. Those of the operator, such as `company create`, can be typed, too. */
const actions = [
  'acceptAccessInvitation', 'activateAccess', 'attachAccessRule', 'createAccess', 'createAccessRule', 'createApplication', 'createCustomer', 'createExternalPersonalIdentity',
  'createExternalRole', 'createExternalRoleAccount', 'createIdentifier', 'createUser', 'createUserAccess', 'createUserAccessRole', 'deleteAccessRule', 'deleteIdentifier',
  'deleteUserAccess', 'deleteUserAccessRole', 'detachAccessRule', 'eraseExternalPersonalIdentity', 'eraseUser', 'inviteAccess', 'issueApiKey', 'recordPassage', 'recordUserAccessLogin', 'resetIdentifierPasses',
  'revokeAccessInvitation', 'revokeApiKey', 'updateAccess', 'updateAccessRule', 'updateApplication', 'updateCustomer', 'updateExternalPersonalIdentity', 'updateExternalRole',
  'updateExternalRoleAccount', 'updateIdentifier', 'updateUser', 'updateUserAccess', 'updateUserAccessRole',
];

/** A filter for one action, with the usual ones to choose from. */
export function ActionField({ label, value, onChange }: FilterField) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} list={`${id}-actions`} autoComplete="off" spellCheck={false} value={value} onChange={({ target }) => onChange(target.value)} />
      <datalist id={`${id}-actions`}>
        {actions.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
    </div>
  );
}
