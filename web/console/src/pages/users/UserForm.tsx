import { Form } from '../../form/Form';
import { useSay } from '../../text/text';
import { TextField } from '../../ui/ui';
import { CustomerField } from './CustomerField';

export interface Values {
  firstName: string;
  lastName: string;
  language: string;
  /** Only for a new user: it never changes. */
  customerId?: string;
}

interface Props {
  initial: Values;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

/** The names and the language of a user, and the customer of a new one. */
export function UserForm(props: Props) {
  const say = useSay();
  return (
    <Form {...props} labels={{ firstName: say('field.firstName'), lastName: say('field.lastName'), language: say('field.language') }}>
      {({ values, set, errorOf }) => (
        <>
          <TextField label={say('field.firstName')} value={values.firstName} onChange={(firstName) => set('firstName', firstName)} error={errorOf('firstName')} />
          <TextField label={say('field.lastName')} value={values.lastName} onChange={(lastName) => set('lastName', lastName)} error={errorOf('lastName')} />
          <TextField label={say('field.language')} value={values.language} onChange={(language) => set('language', language)} error={errorOf('language')} description={say('users.languageAbout')} />
          {values.customerId !== undefined && <CustomerField label={say('field.customerId')} value={values.customerId} onChange={(customerId) => set('customerId', customerId)} error={errorOf('customerId')} description={say('customers.search')} />}
        </>
      )}
    </Form>
  );
}
