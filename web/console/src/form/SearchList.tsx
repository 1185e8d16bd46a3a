import { type ReactNode, useId, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Client } from 'accessgraph';
import { useSession } from '../api/context';
import { useDelayed } from '../list/delayed';
import { useSay } from '../text/text';
import { Problem } from '../ui/Problem';
import { Button, TextField } from '../ui/ui';

/** The first matches of a search. */
export interface Matches<Item> {
  items: readonly Item[];
  hasMore: boolean;
}

interface Props<Item> {
  /** What tells this search from others in the cache. */
  name: string;
  label: string;
  search: (client: Client, text: string, signal: AbortSignal) => Promise<Matches<Item>>;
  describe: (item: Item) => string;
  /** What tells an item from another of the same name, or why it cannot be chosen. */
  note?: (item: Item) => ReactNode;
  onChoose: (item: Item) => void;
  /** Whether an item can be chosen; those that cannot are shown all the same. */
  canChoose?: (item: Item) => boolean;
  /** For a choice that stays in view: what it is of, and the ID of the chosen item, empty for none. The first items are shown before anything is typed. */
  choice?: { legend: string; chosen: string };
  isDisabled?: boolean;
  error?: string | undefined;
  description?: string | undefined;
}

/** A search by the start of a name. Its matches are buttons, of which one is pressed, or for a choice that stays in view radio buttons. */
export function SearchList<Item extends { id: string }>(props: Props<Item>) {
  const { name, label, search, choice, isDisabled = false, error: fieldError, description } = props;
  const say = useSay();
  const { client } = useSession();
  const [text, setText] = useState('');
  const settled = useDelayed(text.trim());
  const isSearched = settled !== '' || choice !== undefined;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['search', name, settled],
    queryFn: ({ signal }) => search(client, settled, signal),
    enabled: isSearched,
    ...(choice !== undefined && { placeholderData: keepPreviousData }),
  });
  const outcome = data?.items.length === 0 ? say(settled === '' ? 'search.none' : 'search.nothing') : data?.hasMore ? say('search.more', { count: data.items.length }) : '';
  return (
    <Frame {...props}>
      <TextField type="search" label={label} value={text} onChange={setText} error={choice === undefined ? fieldError : undefined} description={description} isDisabled={isDisabled} />
      {isSearched && error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      <p className="faint" role="status" aria-busy={isSearched && isFetching}>
        {isSearched && (isFetching && data === undefined ? say('app.loading') : outcome)}
      </p>
      {isSearched && data !== undefined && <MatchList {...props} items={data.items} />}
    </Frame>
  );
}

/** What is around a search: the group of a choice, with what is wrong with it. */
function Frame<Item>({ choice, error, children }: Props<Item> & { children: ReactNode }) {
  const id = useId();
  if (choice === undefined) return <div className="search-list">{children}</div>;
  return (
    <fieldset className="picker" aria-invalid={error === undefined ? undefined : true} aria-describedby={error === undefined ? undefined : id} tabIndex={-1}>
      <legend>{choice.legend}</legend>
      {children}
      {error !== undefined && (
        <p id={id} className="react-aria-FieldError">
          {error}
        </p>
      )}
    </fieldset>
  );
}

function MatchList<Item extends { id: string }>({ choice, describe, note, onChoose, canChoose = () => true, isDisabled = false, items }: Props<Item> & { items: readonly Item[] }) {
  const group = useId();
  if (choice === undefined) {
    return (
      <ul className="matches">
        {items.map((item) => (
          <li key={item.id}>
            <Button isDisabled={isDisabled || !canChoose(item)} onPress={() => onChoose(item)}>
              {describe(item)}
            </Button>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="choices">
      {items.map((item) => (
        <label key={item.id} className="choice">
          <input type="radio" name={group} checked={item.id === choice.chosen} disabled={isDisabled || !canChoose(item)} onChange={() => onChoose(item)} />
          <span>
            {describe(item)} <span className="faint">{note?.(item)}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
