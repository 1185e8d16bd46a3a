import { AccessgraphError } from 'accessgraph';
import { isGone, isKeyRefused, isOffline } from '../api/api';
import { useSession } from '../api/context';
import { type Say, useSay } from '../text/text';
import { Button } from './ui';

/** Says what happened, and what can be done. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const say = useSay();
  const { leave } = useSession();
  const id = error instanceof AccessgraphError ? error.requestId : undefined;
  return (
    <div className="notice bad" role="alert">
      <p>{explain(error, say)}</p>
      {id !== undefined && <p className="faint">{say('problem.request', { id })}</p>}
      {isKeyRefused(error) ? <Button onPress={leave}>{say('key.title')}</Button> : onRetry !== undefined && !isGone(error) && <Button onPress={onRetry}>{say('app.retry')}</Button>}
    </div>
  );
}

/** The sentence for an error: the server's own, unless the console knows better what a person can do. */
export function explain(error: unknown, say: Say): string {
  if (isOffline(error)) return say('problem.offline');
  if (isKeyRefused(error)) return say('problem.key');
  if (!(error instanceof AccessgraphError)) return error instanceof Error ? error.message : String(error);
  if (error.reason === 'SCOPE_REQUIRED') return say('problem.scope', { scope: String(error.data['scope'] ?? '') });
  if (error.code === 'RATE_LIMITED' || error.status === 429) return say('problem.rate', { seconds: error.retryAfterSeconds ?? 1 });
  if (isGone(error)) return say('problem.gone');
  if (error.reason === 'VERSION_CONFLICT') return say('problem.changed');
  return error.message;
}
