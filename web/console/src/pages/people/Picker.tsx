import { type ReactNode, useId, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Client } from 'accessgraph';
import { useSession } from '../../api/context';
import { useDelayed } from '../../list/delayed';
import { useSay } from '../../text/text';
import { Problem } from '../../ui/Problem';
import { Loading, TextField } from '../../ui/ui';

/** What can be chosen. */
export interface Choice {
  id: string;
  label: string;
  /** What tells it from another of the same name. */
  note?: ReactNode;
  /** Why it cannot be chosen now. */
  blocked?: string | undefined;
}

interface Props<Item extends Choice> {
  /** What tells this search from others in the cache. */
  name: readonly string[];
  legend: string;
  searchLabel: string;
  load: (client: Client, search: string, signal: AbortSignal) => Promise<readonly Item[]>;
  chosen: string;
  onChoose: (item: Item) => void;
  error?: string | undefined;
}

/** Chooses an object by the start of its name: the first matches are shown, to choose one of them. */
export function Picker<Item extends Choice>({ name, legend, searchLabel, load, chosen, onChoose, error }: Props<Item>) {
  const say = useSay();
  const { client } = useSession();
  const [search, setSearch] = useState('');
  const settled = useDelayed(search);
  const group = useId();
  const { data, error: problem, isPending, refetch } = useQuery({ queryKey: ['choices', ...name, settled], queryFn: ({ signal }) => load(client, settled, signal), placeholderData: (before) => before });
  return (
    <fieldset className="picker" aria-invalid={error === undefined ? undefined : true} aria-describedby={error === undefined ? undefined : `${group}-error`} tabIndex={-1}>
      <legend>{legend}</legend>
      <TextField type="search" label={searchLabel} value={search} onChange={setSearch} />
      {isPending ? (
        <Loading />
      ) : data === undefined ? (
        <Problem error={problem} onRetry={() => void refetch()} />
      ) : data.length === 0 ? (
        <p className="faint" role="status">
          {say('people.noMatch')}
        </p>
      ) : (
        <div className="choices">
          {data.map((item) => (
            <label key={item.id} className="choice">
              <input type="radio" name={group} checked={item.id === chosen} disabled={item.blocked !== undefined} onChange={() => onChoose(item)} />
              <span>
                {item.label} <span className="faint">{item.blocked ?? item.note}</span>
              </span>
            </label>
          ))}
        </div>
      )}
      {error !== undefined && (
        <p id={`${group}-error`} className="react-aria-FieldError">
          {error}
        </p>
      )}
    </fieldset>
  );
}
