import { useSay } from '../../text/text';
import type { FormState } from '../../form/Form';
import { TextField } from '../../ui/ui';

/** What is typed of a person. */
export interface PersonValues {
  firstName: string;
  lastName: string;
  emailAddress: string;
}

export const noPerson: PersonValues = { firstName: '', lastName: '', emailAddress: '' };

export const personValues = ({ firstName, lastName, emailAddress }: PersonValues): PersonValues => ({ firstName, lastName, emailAddress });

/** The labels of these fields, for the comparison after a conflict. */
export function usePersonLabels() {
  const say = useSay();
  return { firstName: say('field.firstName'), lastName: say('field.lastName'), emailAddress: say('field.email') };
}

/** The names and the e-mail address of a person. */
export function PersonFields<Values extends PersonValues>({ form }: { form: FormState<Values> }) {
  const labels = usePersonLabels();
  const { values, set, errorOf } = form;
  return (
    <>
      <TextField label={labels.firstName} value={values.firstName} onChange={(firstName) => set('firstName', firstName)} error={errorOf('firstName')} />
      <TextField label={labels.lastName} value={values.lastName} onChange={(lastName) => set('lastName', lastName)} error={errorOf('lastName')} />
      <TextField type="email" label={labels.emailAddress} value={values.emailAddress} onChange={(emailAddress) => set('emailAddress', emailAddress)} error={errorOf('emailAddress')} />
    </>
  );
}
