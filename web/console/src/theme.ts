import { useState } from 'react';

/** The colours: those of the system, or always light or dark. */
export const themes = ['system', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const storageKey = 'accessgraph.console.theme';

/** The colours that were chosen in this browser, else those of the system. */
function chosenTheme(): Theme {
  const chosen = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === chosen) ?? 'system';
}

/** Gives the page its colours. It is called before the first drawing, so that nothing flashes. */
export function showTheme(theme: Theme = chosenTheme()): void {
  document.documentElement.dataset['theme'] = theme;
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (chosen: Theme): void => {
    localStorage.setItem(storageKey, chosen);
    showTheme(chosen);
    setTheme(chosen);
  };
  return [theme, choose];
}
