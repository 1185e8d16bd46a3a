import { useDeferredValue, useMemo, useState } from 'react';
import { DOC_EXPLORER_PLUGIN, DocExplorer, useDocExplorerActions } from '@graphiql/plugin-doc-explorer';
import { type GraphiQLPlugin, useGraphiQL } from '@graphiql/react';
import { entriesOf, search } from './schemaSearch';
import { SchemaDownload } from './SchemaDownload';

/** GraphiQL's documentation, with a search that reads descriptions, too. */
export const DOCUMENTATION_PLUGIN: GraphiQLPlugin = { ...DOC_EXPLORER_PLUGIN, content: Documentation };

function Documentation() {
  const schema = useGraphiQL((state) => state.schema);
  const { push, reset } = useDocExplorerActions();
  const [text, setText] = useState('');
  const words = useDeferredValue(text);
  const entries = useMemo(() => (schema ? entriesOf(schema) : []), [schema]);
  const results = useMemo(() => search(entries, words), [entries, words]);
  return (
    <div className="documentation">
      <div className="panel">
        <input type="search" aria-label="Search names and descriptions" placeholder="Search names and descriptions" value={text} onChange={(event) => setText(event.target.value)} />
        {words.trim() !== '' && (
          <>
            <p role="status">{results.total > results.best.length ? `${results.total} results, the best ${results.best.length}` : `${results.total} results`}</p>
            <ol className="results">
              {results.best.map((entry) => (
                <li key={entry.title}>
                  <button
                    type="button"
                    onClick={() => {
                      setText('');
                      reset();
                      entry.path.forEach((item) => push(item));
                    }}
                  >
                    <code>{entry.title}</code>
                    <span>{entry.description}</span>
                  </button>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
      {words.trim() === '' && (
        <>
          <SchemaDownload />
          <DocExplorer />
        </>
      )}
    </div>
  );
}
