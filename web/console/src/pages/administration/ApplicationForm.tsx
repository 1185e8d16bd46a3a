import type { Scope } from '../../gql/graphql';
import { CheckList } from '../../form/CheckList';
import { Form } from '../../form/Form';
import { useSay } from '../../text/text';
import { TextField } from '../../ui/ui';
import { RoleField, rolesError } from '../users/RoleField';
import { scopes } from './scopes';

export interface Values {
  name: string;
  scopes: readonly Scope[];
  grantableRoles: readonly string[];
}

export const valuesOf = ({ name, scopes: held, grantableRoles }: Values): Values => ({ name, scopes: held, grantableRoles });

export const inputOf = ({ name, scopes: held, grantableRoles }: Values) => ({ name, scopes: [...held], grantableRoles: [...grantableRoles] });

interface Props {
  initial: Values;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

const written = { scopes: (held: readonly Scope[]) => held.join(', '), grantableRoles: (codes: readonly string[]) => codes.join(', ') };

/** The name of an application, its scopes and the roles that it may grant. */
export function ApplicationForm(props: Props) {
  const say = useSay();
  return (
    <Form {...props} labels={{ name: say('field.name'), scopes: say('field.scopes'), grantableRoles: say('field.grantableRoles') }} written={written} fieldOf={{ ADMIN_APPLICATION_REQUIRED: 'scopes' }}>
      {({ values, set, errorOf }) => (
        <>
          <TextField label={say('field.name')} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name')} />
          <CheckList
            legend={say('field.scopes')}
            choices={scopes.map((scope) => ({ value: scope, label: scope, note: say(`scope.${scope}`) }))}
            value={values.scopes}
            onChange={(held) => set('scopes', scopes.filter((scope) => held.includes(scope)))}
            error={errorOf('scopes')}
          />
          <RoleField legend={say('field.grantableRoles')} isGrantable={false} value={values.grantableRoles} onChange={(codes) => set('grantableRoles', codes)} error={rolesError(errorOf, 'grantableRoles', values.grantableRoles)} />
        </>
      )}
    </Form>
  );
}
