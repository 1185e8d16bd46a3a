import { useState } from 'react';
import { loadSchema } from './fetcher';
import { usePlayground } from './context';

/** Saves the schema as a file, for tools that generate code from it. */
export function SchemaDownload() {
  const { apiKey } = usePlayground();
  const [problem, setProblem] = useState('');
  const save = async (): Promise<void> => {
    setProblem('');
    try {
      saveFile('schema.graphql', await loadSchema(apiKey));
    } catch (why) {
      setProblem((why as Error).message);
    }
  };
  return (
    <div className="panel">
      <button type="button" className="plain" onClick={() => void save()}>
        Download the schema (SDL)
      </button>
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  );
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/graphql' }));
  link.download = name;
  link.click();
  // The browser has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
