import './style/base.css';
import './style/parts.css';
import './style/phone.css';
import './pages/people/style.css';
import './pages/doors/style.css';
import './pages/users/style.css';
import './pages/home/style.css';
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
