import { useSession } from '../../../api/context';
import { Form } from '../../../form/Form';
import { graphql } from '../../../gql';
import { useSay } from '../../../text/text';
import { useRefresh } from '../../../ui/ObjectPage';
import { TextField } from '../../../ui/ui';
import type { Holder } from './PersonStep';
import { Ways } from './Steps';

const createDocument = graphql(`
  mutation CreateAccess($input: CreateAccessInput!) {
    createAccess(input: $input) { access { id } }
  }
`);

/** What is typed of the access itself. */
export interface AccessValues {
  firstName: string;
  lastName: string;
  corporateName: string;
  corporateRoleName: string;
  managed: boolean;
}

interface Props {
  holder: Holder;
  typed: AccessValues;
  setTyped: (typed: AccessValues) => void;
  onBack: () => void;
  onCreated: (accessId: string) => void;
}

/** The step that names the access, says who manages it, and creates it. */
export function NamesStep({ holder, typed, setTyped, onBack, onCreated }: Props) {
  const say = useSay();
  const { client } = useSession();
  const refresh = useRefresh();
  const { privateId, roleAccountId } = holder;
  return (
    <Form
      initial={typed}
      onChange={setTyped}
      onCancel={onBack}
      cancelLabel={say('app.back')}
      submitLabel={say('give.createAccess')}
      save={async ({ firstName, lastName, corporateName, corporateRoleName, managed }) => {
        const corporate = roleAccountId === null ? {} : { roleAccountId, corporateName: corporateName || null, corporateRoleName: corporateRoleName || null };
        const { createAccess } = await client.mutate(createDocument, { input: { type: roleAccountId === null ? 'PRIVATE' : 'CORPORATE', privateId, managed, firstName, lastName, ...corporate } });
        void refresh();
        if (createAccess) onCreated(createAccess.access.id);
      }}
    >
      {({ values, set, errorOf }) => (
        <>
          <TextField label={say('field.firstName')} value={values.firstName} onChange={(firstName) => set('firstName', firstName)} error={errorOf('firstName')} />
          <TextField label={say('field.lastName')} value={values.lastName} onChange={(lastName) => set('lastName', lastName)} error={errorOf('lastName')} />
          {roleAccountId !== null && (
            <>
              <TextField label={say('accesses.corporateName')} value={values.corporateName} onChange={(name) => set('corporateName', name)} error={errorOf('corporateName')} />
              <TextField label={say('accesses.corporateRoleName')} value={values.corporateRoleName} onChange={(name) => set('corporateRoleName', name)} error={errorOf('corporateRoleName')} />
            </>
          )}
          <Ways
            legend={say('accesses.managed')}
            ways={[
              { way: 'PLATFORM', label: say('accesses.byPlatform'), about: say('give.byPlatformAbout') },
              { way: 'USER', label: say('accesses.byUser'), about: say('give.byUserAbout') },
            ]}
            chosen={values.managed ? 'PLATFORM' : 'USER'}
            onChoose={(way) => set('managed', way === 'PLATFORM')}
          />
        </>
      )}
    </Form>
  );
}
