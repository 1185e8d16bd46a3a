import './nonce';
import './workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';

import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadStart } from './start';

const root = createRoot(document.getElementById('root') as HTMLElement);
loadStart().then(
  (start) => root.render(<App start={start} />),
  (why: unknown) => root.render(<p role="alert">The playground did not start. {String(why)}</p>),
);
