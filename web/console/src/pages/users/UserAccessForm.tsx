import { Form } from '../../form/Form';
import type { UserAccessType, UserAccessTypeInput } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { Select, TextField } from '../../ui/ui';
import { accessTypes } from './accesses';
import { CustomerField } from './CustomerField';
import { RoleField, rolesError } from './RoleField';
import { UserField } from './UserField';

/** The fields of every type. Those that a type does not have stay empty. */
export interface Values {
  type: UserAccessType;
  userId: string;
  /** Empty for the customer of the user. */
  customerId: string;
  roles: readonly string[];
  enabled: boolean;
  twoFaEnabled: boolean;
  ssoId: string;
  name: string;
  language: string;
}

/** Returns the input of a new access of a type. */
export function typeInput({ type, twoFaEnabled, ssoId, name, language }: Values): UserAccessTypeInput {
  switch (type) {
    case 'UI':
      return { ui: { twoFaEnabled } };
    case 'SSO':
      return { sso: { ssoId } };
    case 'API':
      return { api: { name, language: language || null } };
    case 'PROFILE':
      return { profile: { name } };
  }
}

/** Returns the fields of a type that an update can change. */
export function typeChanges({ type, twoFaEnabled, ssoId, name, language }: Values) {
  switch (type) {
    case 'UI':
      return { twoFaEnabled };
    case 'SSO':
      return { ssoId };
    case 'API':
      return { name, language: language || null };
    case 'PROFILE':
      return { name };
  }
}

interface Props {
  /** A new access has a type, a user and a customer to choose. They never change. */
  isNew: boolean;
  initial: Values;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

/** The fields of an error whose errors name none. */
const fieldOf = { USER_ACCESS_UI_OR_SSO_TAKEN: 'type', USER_ACCESS_SSO_ID_TAKEN: 'ssoId', USER_ACCESS_ROLE_NOT_ALLOWED: 'roles', ACTING_USER_ROLE_REQUIRED: 'roles', USER_ACCESS_ROLE_UNKNOWN: 'roles' };

/** A user access: its roles, and the fields of its type. */
export function UserAccessForm({ isNew, ...props }: Props) {
  const say = useSay();
  const labels = {
    roles: say('field.roles'),
    enabled: say('app.enabled'),
    twoFaEnabled: say('field.twoFaEnabled'),
    ssoId: say('field.ssoId'),
    name: say('field.name'),
    language: say('field.language'),
  };
  const yesOrNo = (value: boolean): string => say(value ? 'app.yes' : 'app.no');
  return (
    <Form {...props} labels={labels} written={{ roles: (codes) => codes.join(', '), enabled: yesOrNo, twoFaEnabled: yesOrNo }} fieldOf={fieldOf}>
      {({ values, set, errorOf }) => {
        const { type, roles } = values;
        // The fields of a new access are below the name of its type.
        const errorOfType = (name: string): string | undefined => errorOf(`type.${type.toLowerCase()}.${name}`) ?? errorOf(name);
        return (
          <>
            {isNew && (
              <>
                <UserField label={say('field.userId')} value={values.userId} onChange={(userId) => set('userId', userId)} error={errorOf('userId')} />
                <Select label={say('field.type')} value={type} options={accessTypes.map((each) => ({ value: each, label: say(`userAccesses.${each}`) }))} onChange={(each) => set('type', each as UserAccessType)} error={errorOf('type')} description={say(`userAccesses.about.${type}`)} />
              </>
            )}
            {type === 'SSO' && <TextField label={labels.ssoId} value={values.ssoId} onChange={(ssoId) => set('ssoId', ssoId)} error={errorOfType('ssoId')} />}
            {(type === 'API' || type === 'PROFILE') && <TextField label={labels.name} value={values.name} onChange={(name) => set('name', name)} error={errorOfType('name')} />}
            {type === 'API' && <TextField label={labels.language} value={values.language} onChange={(language) => set('language', language)} error={errorOfType('language')} description={say('userAccesses.languageAbout')} />}
            {type === 'UI' && <Tick label={labels.twoFaEnabled} value={values.twoFaEnabled} onChange={(twoFaEnabled) => set('twoFaEnabled', twoFaEnabled)} />}
            <RoleField legend={labels.roles} isGrantable value={roles} onChange={(codes) => set('roles', codes)} error={rolesError(errorOf, 'roles', roles)} />
            <Tick label={labels.enabled} value={values.enabled} onChange={(enabled) => set('enabled', enabled)} />
            {isNew && (
              <CustomerField label={say('userAccesses.otherCustomer')} value={values.customerId} onChange={(customerId) => set('customerId', customerId)} error={errorOf('customerId')} description={say('userAccesses.customerAbout')} />
            )}
          </>
        );
      }}
    </Form>
  );
}

function Tick({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="choice">
      <input type="checkbox" checked={value} onChange={() => onChange(!value)} />
      <span>{label}</span>
    </label>
  );
}
