import { Form } from '../../form/Form';
import { TimeField } from '../../form/TimeField';
import type { IdentifierAffiliation } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Select, TextField } from '../../ui/ui';
import { HolderField, type Person } from './HolderField';
import { NumberFields, numberInput, type TypedNumber } from './NumberFields';

/** What a person fills in for an identifier. Instants are RFC 3339 in UTC; an empty limit is none. */
export interface Values {
  name: string;
  affiliation: IdentifierAffiliation;
  number: TypedNumber;
  enabled: boolean;
  from: string;
  to: string;
  maxPasses: string;
  holder: Person | null;
}

export const emptyValues: Values = { name: '', affiliation: 'OWNER', number: { type: 'CARD', number: '', format: '' }, enabled: true, from: '', to: '', maxPasses: '', holder: null };

/** Returns what is the same in the input of a new identifier and in that of a change. */
export const inputOf = ({ name, affiliation, enabled, from, to, maxPasses, holder }: Values) => ({
  name,
  affiliation,
  enabled,
  validity: { from: from === '' ? null : from, to: to === '' ? null : to, maxPasses: maxPasses === '' ? null : Number(maxPasses) },
  holderId: holder?.id ?? null,
});

/** Returns the input of a new identifier. */
export const newInputOf = (values: Values) => ({ ...inputOf(values), type: values.number.type, ...numberInput(values.number) });

interface Props {
  initial: Values;
  /** Whether the identifier is new: only then it has fields for its type and number. */
  isNew?: boolean;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

export function IdentifierForm({ isNew = false, ...props }: Props) {
  const say = useSay();
  const { time } = useFormats();
  const written = {
    affiliation: (affiliation: IdentifierAffiliation) => say(`affiliation.${affiliation}`),
    number: ({ number }: TypedNumber) => number,
    enabled: (enabled: boolean) => say(enabled ? 'app.yes' : 'app.no'),
    from: time,
    to: time,
    holder: (holder: Person | null) => (holder === null ? say('identifiers.nobody') : holder.name || holder.id),
  };
  const labels = {
    name: say('field.name'),
    affiliation: say('identifiers.affiliation'),
    number: say('identifiers.number'),
    enabled: say('identifiers.enabled'),
    from: say('identifiers.from'),
    to: say('identifiers.to'),
    maxPasses: say('identifiers.maxPasses'),
    holder: say('identifiers.holder'),
  };
  return (
    <Form {...props} labels={labels} written={written}>
      {({ values, set, errorOf }) => (
        <>
          <TextField label={labels.name} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name')} />
          {isNew && <NumberFields typed={values.number} onChange={(number) => set('number', number)} errorOf={errorOf} />}
          <Select
            label={labels.affiliation}
            value={values.affiliation}
            options={[
              { value: 'OWNER', label: say('affiliation.OWNER') },
              { value: 'GUEST', label: say('affiliation.GUEST') },
            ]}
            onChange={(affiliation) => set('affiliation', affiliation as IdentifierAffiliation)}
            error={errorOf('affiliation')}
          />
          <Select
            label={labels.enabled}
            value={values.enabled ? 'yes' : 'no'}
            options={[
              { value: 'yes', label: say('app.yes') },
              { value: 'no', label: say('app.no') },
            ]}
            onChange={(enabled) => set('enabled', enabled === 'yes')}
            error={errorOf('enabled')}
            description={say('identifiers.enabledAbout')}
          />
          <HolderField holder={values.holder} onChange={(holder) => set('holder', holder)} error={errorOf('holderId')} />
          <TimeField label={labels.from} value={values.from} onChange={(from) => set('from', from)} error={errorOf('validity.from') ?? errorOf('validity')} />
          <TimeField label={labels.to} value={values.to} onChange={(to) => set('to', to)} error={errorOf('validity.to')} />
          <TextField type="number" label={labels.maxPasses} value={values.maxPasses} onChange={(maxPasses) => set('maxPasses', maxPasses)} error={errorOf('validity.maxPasses')} description={say('identifiers.maxPassesAbout')} />
        </>
      )}
    </Form>
  );
}
