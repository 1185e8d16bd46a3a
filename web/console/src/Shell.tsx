import { useEffect, useRef, useState } from 'react';
import { Link, Outlet, useLocation, useRouterState } from '@tanstack/react-router';
import { isAllowed, useSession } from './api/context';
import { areas } from './areas';
import type { Area } from './pages/area';
import { type Language, languages } from './text/define';
import { useLanguage, useSay } from './text/text';
import { type Theme, themes, useTheme } from './theme';
import { Button, Select } from './ui/ui';

/** What is around every page: the menu, who is calling, the language and the colours. */
export function Shell() {
  const say = useSay();
  const { viewer, leave } = useSession();
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  const isChanging = useRouterState({ select: ({ status }) => status === 'pending' });
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  // A new page is announced: its title gets the focus, and the menu of a phone closes.
  useEffect(() => {
    setOpen(false);
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    main.current?.querySelector('h1')?.focus();
  }, [pathname]);
  return (
    <div className="shell">
      <Button kind="link" onPress={() => main.current?.focus()}>
        {say('app.skip')}
      </Button>
      <header className="bar">
        <button type="button" className="button menu-button" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>
          {say('app.menu')}
        </button>
        <p className="caller">{say('app.caller', { application: viewer.application.name, company: viewer.company.name })}</p>
        <Select label={say('app.language')} value={language} options={Object.entries(languages).map(([value, label]) => ({ value, label }))} onChange={(chosen) => setLanguage(chosen as Language)} />
        <Select label={say('app.theme')} value={theme} options={themes.map((value) => ({ value, label: say(`theme.${value}`) }))} onChange={(chosen) => setTheme(chosen as Theme)} />
        <Button onPress={leave}>{say('app.leave')}</Button>
      </header>
      <nav id="menu" className={isOpen ? 'menu open' : 'menu'} aria-label={say('app.menu')}>
        {areas.map((area) => (
          <MenuGroup key={area.title} area={area} />
        ))}
      </nav>
      <main ref={main} tabIndex={-1} aria-busy={isChanging}>
        <Outlet />
      </main>
    </div>
  );
}

function MenuGroup({ area }: { area: Area }) {
  const say = useSay();
  const { scopes } = useSession().viewer;
  const entries = area.menu.filter(({ scope = area.scope }) => scope === null || isAllowed(scopes, scope));
  if (entries.length === 0) {
    return null;
  }
  return (
    <section>
      <h2>{say(area.title)}</h2>
      <ul>
        {entries.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} activeProps={{ 'aria-current': 'page' }}>
              {say(label)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
