import { useEffect, useRef, useState } from 'react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useMay, useSession } from './api/context';
import { menu } from './menu';
import { type Language, languages, useLanguage, useSay } from './text/text';
import { Button, Select } from './ui/ui';

/** What is around every page: the menu, who is calling, and the language. */
export function Shell() {
  const say = useSay();
  const { viewer, leave } = useSession();
  const [language, setLanguage] = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
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
        <Button onPress={leave}>{say('app.leave')}</Button>
      </header>
      <nav id="menu" className={isOpen ? 'menu open' : 'menu'} aria-label={say('app.menu')}>
        {menu.map((group) => (
          <MenuGroup key={group.title} group={group} />
        ))}
      </nav>
      <main ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function MenuGroup({ group }: { group: (typeof menu)[number] }) {
  const say = useSay();
  const mayRead = useMay(group.scope);
  if (!mayRead) {
    return null;
  }
  return (
    <section>
      <h2>{say(group.title)}</h2>
      <ul>
        {group.items.map(({ to, label }) => (
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
