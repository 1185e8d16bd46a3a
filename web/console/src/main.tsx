import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { Speaking } from './text/text';
import { showTheme } from './theme';

showTheme();

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Speaking>
      <App />
    </Speaking>
  </StrictMode>,
);
