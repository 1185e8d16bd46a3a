import { useState } from 'react';
import { pick, ToolbarButton, useGraphiQL } from '@graphiql/react';
import { curlCommand } from './curl';
import { usePlayground } from './context';

/** Copies the request of the tab as a command. The key is not in it: it is taken from the environment. */
export function CopyAsCurl() {
  const { carried } = usePlayground();
  const { queryEditor, variableEditor, operationName } = useGraphiQL(pick('queryEditor', 'variableEditor', 'operationName'));
  const [outcome, setOutcome] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await copyText(curlCommand(location.origin, queryEditor?.getValue() ?? '', variableEditor?.getValue() ?? '', operationName ?? null, carried));
      setOutcome('Copied: it takes the key from API_KEY');
    } catch (why) {
      setOutcome((why as Error).message);
    }
  };
  return (
    <>
      <ToolbarButton label="Copy as cURL" onClick={() => void copy()} onBlur={() => setOutcome('')}>
        <span className="curl" aria-hidden="true">
          cURL
        </span>
      </ToolbarButton>
      {outcome !== '' && (
        <p className="curl-outcome" role="status">
          {outcome}
        </p>
      )}
    </>
  );
}

/** Copies a text. Browsers have a clipboard for pages that came by https or from this machine; for others there is the old way. */
async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) {
    throw new Error('The browser does not let this page copy.');
  }
}
