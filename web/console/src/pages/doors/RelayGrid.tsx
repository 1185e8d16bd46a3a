import { useState } from 'react';
import { useSay } from '../../text/text';
import { Button, TextField } from '../../ui/ui';
import { ReaderLink } from './links';

/** What a reader opens. */
export interface Setting {
  reader: string;
  relays: readonly number[];
}

export const settingsOf = (settings: readonly Setting[]): Setting[] => settings.map(({ reader, relays }) => ({ reader, relays: [...relays] }));

export const settingsInput = (settings: readonly Setting[]): { reader: string; relays: number[] }[] => settings.map(({ reader, relays }) => ({ reader, relays: [...relays] }));

/** How many relays there is a column for from the start. */
const usualRelays = 4;

interface Props {
  settings: readonly Setting[];
  /** Left out where the grid is only shown. */
  onChange?: (settings: readonly Setting[]) => void;
  errorOf?: (path: string) => string | undefined;
}

/** A grid: a row for each reader, a column for each relay, and a mark where the reader opens the relay. */
export function RelayGrid({ settings, onChange, errorOf }: Props) {
  const say = useSay();
  const highest = Math.max(usualRelays - 1, ...settings.flatMap(({ relays }) => relays));
  const [columns, setColumns] = useState(highest + 1);
  const shown = Array.from({ length: Math.max(columns, highest + 1) }, (_, relay) => relay);
  const change = (index: number, setting: Setting): void => onChange?.(settings.map((each, i) => (i === index ? setting : each)));
  const toggle = (index: number, { reader, relays }: Setting, relay: number): void =>
    change(index, { reader, relays: relays.includes(relay) ? relays.filter((each) => each !== relay) : [...relays, relay].sort((a, b) => a - b) });
  const problem = errorOf?.('settings');
  return (
    <fieldset className="grid" aria-invalid={problem === undefined ? undefined : true}>
      <legend>{say('rules.grid')}</legend>
      <div className="grid-scroll" tabIndex={0} role="region" aria-label={say('rules.grid')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('rules.reader')}</th>
              {shown.map((relay) => (
                <th key={relay} scope="col">
                  {say('rules.relay', { relay })}
                </th>
              ))}
              {onChange !== undefined && <td />}
            </tr>
          </thead>
          <tbody>
            {settings.map((setting, index) => (
              <tr key={index}>
                <th scope="row">
                  {onChange === undefined ? (
                    <ReaderLink reader={setting.reader} />
                  ) : (
                    <TextField label={say('rules.readerOf', { row: index + 1 })} value={setting.reader} onChange={(reader) => change(index, { ...setting, reader })} error={errorOf?.(`settings[${index}].reader`) ?? errorOf?.(`settings[${index}].relays`)} />
                  )}
                </th>
                {shown.map((relay) => (
                  <td key={relay}>
                    <input
                      type="checkbox"
                      aria-label={say('rules.opens', { reader: setting.reader || index + 1, relay })}
                      checked={setting.relays.includes(relay)}
                      disabled={onChange === undefined}
                      onChange={() => toggle(index, setting, relay)}
                    />
                  </td>
                ))}
                {onChange !== undefined && (
                  <td>
                    <Button onPress={() => onChange(settings.filter((_, i) => i !== index))} aria-label={say('rules.removeReader', { reader: setting.reader || index + 1 })}>
                      ×
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problem !== undefined && <p className="react-aria-FieldError">{problem}</p>}
      {onChange !== undefined && (
        <div className="buttons">
          <Button onPress={() => onChange([...settings, { reader: '', relays: [] }])}>{say('rules.addReader')}</Button>
          <Button onPress={() => setColumns(shown.length + 4)}>{say('rules.addRelays')}</Button>
        </div>
      )}
    </fieldset>
  );
}
