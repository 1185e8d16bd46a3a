import { useMay, useSession } from '../../../api/context';
import { Form } from '../../../form/Form';
import { useSay } from '../../../text/text';
import { useRefresh } from '../../../ui/ObjectPage';
import { Button, TextField } from '../../../ui/ui';
import type { Choice } from '../parts';
import { createRole } from '../roleDocuments';
import { RolePicker } from '../RolePicker';
import type { Way } from './PersonStep';
import { Ways } from './Steps';

interface Props {
  way: Way;
  setWay: (way: Way) => void;
  role: Choice | undefined;
  setRole: (role: Choice) => void;
  typed: { name: string };
  setTyped: (typed: { name: string }) => void;
  onBack: () => void;
  onNext: () => void;
}

/** The step that chooses the role of a corporate access, or creates one. */
export function RoleStep({ way, setWay, role, setRole, typed, setTyped, onBack, onNext }: Props) {
  const say = useSay();
  const { client } = useSession();
  const refresh = useRefresh();
  const mayCreate = useMay('ROLE_ACCOUNT_WRITE');
  return (
    <>
      {mayCreate && (
        <Ways
          legend={say('give.way')}
          ways={[
            { way: 'choose', label: say('give.choose') },
            { way: 'create', label: say('give.create') },
          ]}
          chosen={way}
          onChoose={setWay}
        />
      )}
      {way === 'create' ? (
        <Form
          initial={typed}
          onChange={setTyped}
          onCancel={onBack}
          cancelLabel={say('app.back')}
          submitLabel={say('give.createNext')}
          save={async ({ name }) => {
            const created = await createRole(client, name);
            void refresh();
            setRole({ id: created.id, label: created.name });
            setWay('choose');
            onNext();
          }}
        >
          {({ values, set, errorOf }) => <TextField label={say('field.name')} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name')} />}
        </Form>
      ) : (
        <>
          <RolePicker chosen={role?.id ?? ''} onChoose={setRole} />
          <div className="buttons">
            <Button onPress={onBack}>{say('app.back')}</Button>
            <Button kind="primary" isDisabled={role === undefined} onPress={onNext}>
              {say('give.next')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
