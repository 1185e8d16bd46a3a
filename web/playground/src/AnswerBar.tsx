import { useSyncExternalStore } from 'react';
import { useGraphiQL } from '@graphiql/react';
import { type Answer, type AnswerError, keyRequired } from './answers';
import { useCatalogue } from './Errors';
import { focusKey } from './KeyBar';
import { usePlayground } from './context';

/** Below an answer: its status, time and size, and its errors as text with links to their entries. */
export function AnswerBar() {
  const { answers, apiKey } = usePlayground();
  const byOperation = useSyncExternalStore(answers.subscribe, answers.snapshot);
  const operation = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.operationName ?? '');
  const answer = byOperation.get(operation);
  if (answer === undefined) {
    return <p className="answer-facts">Status, time and size are shown here.</p>;
  }
  const needsKey = apiKey === '' && answer.errors.some(({ reason }) => reason === keyRequired);
  return (
    <section className="answer" aria-label="About the answer">
      <p className="answer-facts" role="status">
        {facts(answer)}
      </p>
      {needsKey && (
        <p className="answer-key" role="alert">
          Enter a key: this request needs one.{' '}
          <button type="button" className="plain" onClick={focusKey}>
            Go to the field
          </button>
        </p>
      )}
      {answer.errors.length > 0 && (
        <ul className="answer-errors">
          {answer.errors.map((error, i) => (
            <ErrorText key={i} error={error} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ErrorText({ error }: { error: AnswerError }) {
  const { lookUp } = useCatalogue();
  const { message, reason, data } = error;
  return (
    <li>
      {message}{' '}
      {reason !== undefined && (
        <button type="button" className="plain" title="What this means, and what to do about it" onClick={() => lookUp(reason)}>
          {reason}
        </button>
      )}
      {data.map(([path, text]) => (
        <span key={path} className="answer-path">
          <code>{path}</code> {text}
        </span>
      ))}
    </li>
  );
}

function facts({ status, milliseconds, bytes }: Answer): string {
  if (status === 0) {
    return 'No answer';
  }
  const size = bytes < 1_000 ? `${bytes} bytes` : `${(bytes / 1_000).toFixed(1)} KB`;
  return `Status ${status} · ${Math.max(1, Math.round(milliseconds))} ms · ${size}`;
}
