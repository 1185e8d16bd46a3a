import type { CardNumberFormat, IdentifierNumberInput, IdentifierType } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { Select, TextField } from '../../ui/ui';

/** A number as it is typed. An empty format is the one that the number has by itself. */
export interface TypedNumber {
  type: IdentifierType;
  number: string;
  format: CardNumberFormat | '';
}

export const types: readonly IdentifierType[] = ['CARD', 'UKEY', 'INPUT_CODE', 'LICENSE_PLATE'];

const formats: readonly CardNumberFormat[] = ['DECIMAL', 'HEX', 'BINARY', 'FACILITY_CARD'];

export const hasFormat = (type: IdentifierType): boolean => type === 'CARD' || type === 'UKEY';

/** Returns the number and its format, as inputs have them. */
export const numberInput = ({ type, number, format }: TypedNumber): Pick<IdentifierNumberInput, 'number' | 'format'> => ({ number, format: hasFormat(type) && format !== '' ? format : null });

interface Props {
  typed: TypedNumber;
  onChange: (typed: TypedNumber) => void;
  /** Whether the type is fixed, as that of an identifier is. */
  isTypeFixed?: boolean;
  errorOf: (field: 'type' | 'number' | 'format') => string | undefined;
}

/** The fields for a number: its type, the number, and the format for a card. */
export function NumberFields({ typed, onChange, isTypeFixed = false, errorOf }: Props) {
  const say = useSay();
  return (
    <>
      {!isTypeFixed && <Select label={say('identifiers.type')} value={typed.type} options={types.map((value) => ({ value, label: say(`type.${value}`) }))} onChange={(type) => onChange({ ...typed, type: type as IdentifierType })} error={errorOf('type')} />}
      <TextField label={say('identifiers.number')} value={typed.number} onChange={(number) => onChange({ ...typed, number })} error={errorOf('number')} description={say(`number.${typed.type}`)} />
      {hasFormat(typed.type) && (
        <Select
          label={say('identifiers.format')}
          value={typed.format}
          options={[{ value: '', label: say('format.any') }, ...formats.map((value) => ({ value, label: say(`format.${value}`) }))]}
          onChange={(format) => onChange({ ...typed, format: format as CardNumberFormat | '' })}
          error={errorOf('format')}
        />
      )}
    </>
  );
}
