import { type ReactNode, useCallback } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Client } from 'accessgraph';
import { useSession } from '../api/context';
import { Problem } from './Problem';
import { Loading } from './ui';

interface Props<Value> {
  /** What tells this object from others in the cache, such as ['accessRule', id]. */
  name: readonly string[];
  load: (client: Client, signal: AbortSignal) => Promise<Value | null | undefined>;
  children: (value: Value, refresh: () => Promise<void>) => ReactNode;
}

/** Loads one object and shows it. `refresh` reads everything anew after a change. */
export function ObjectPage<Value>({ name, load, children }: Props<Value>) {
  const { client } = useSession();
  const refresh = useRefresh();
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['object', ...name], queryFn: ({ signal }) => load(client, signal).then((value) => value ?? null) });
  if (isPending) return <Loading />;
  if (data === null || data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {children(data, refresh)}
    </>
  );
}

/** Returns a function that reads everything anew: a change can show in any list. */
export function useRefresh(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(() => cache.invalidateQueries(), [cache]);
}
