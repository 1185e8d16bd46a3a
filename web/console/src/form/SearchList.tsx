import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
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
  onChoose: (item: Item) => void;
  /** Whether an item can be chosen; those that cannot are shown all the same. */
  canChoose?: (item: Item) => boolean;
  isDisabled?: boolean;
  error?: string | undefined;
  description?: string | undefined;
}

/** A search whose matches are buttons: the one that is pressed is chosen. */
export function SearchList<Item extends { id: string }>({ name, label, search, describe, onChoose, canChoose = () => true, isDisabled = false, error: fieldError, description }: Props<Item>) {
  const say = useSay();
  const { client } = useSession();
  const [text, setText] = useState('');
  const settled = useDelayed(text.trim());
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['search', name, settled], queryFn: ({ signal }) => search(client, settled, signal), enabled: settled !== '' });
  return (
    <div className="search-list">
      <TextField type="search" label={label} value={text} onChange={setText} error={fieldError} description={description} isDisabled={isDisabled} />
      {settled !== '' && error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      <p className="faint" role="status">
        {settled !== '' && (isFetching ? say('app.loading') : data?.items.length === 0 ? say('search.nothing') : data?.hasMore ? say('search.more', { count: data.items.length }) : '')}
      </p>
      {settled !== '' && data !== undefined && (
        <ul className="matches">
          {data.items.map((item) => (
            <li key={item.id}>
              <Button isDisabled={isDisabled || !canChoose(item)} onPress={() => onChoose(item)}>
                {describe(item)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
