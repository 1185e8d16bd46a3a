import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { catalogue, type TextKey } from './catalogue';
import { type Language, languages } from './define';

export type { TextKey } from './catalogue';

interface Speech {
  language: Language;
  setLanguage: (language: Language) => void;
}

const SpeechContext = createContext<Speech>({ language: 'en', setLanguage: () => undefined });

const storageKey = 'accessgraph.console.language';

const isLanguage = (text: string | null | undefined): text is Language => text !== null && text !== undefined && Object.hasOwn(languages, text);

/** The language that was chosen, else the first of the browser's that there is. */
function firstLanguage(): Language {
  const chosen = localStorage.getItem(storageKey);
  return isLanguage(chosen) ? chosen : (navigator.languages.map((each) => each.slice(0, 2)).find(isLanguage) ?? 'en');
}

/** Gives the pages within it their language. */
export function Speaking({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(
    () => ({
      language,
      setLanguage: (chosen: Language) => {
        localStorage.setItem(storageKey, chosen);
        choose(chosen);
      },
    }),
    [language],
  );
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

/** Returns the text of a key, with its values filled in. */
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

export function useSay(): Say {
  const { language } = useContext(SpeechContext);
  const place = Object.keys(languages).indexOf(language);
  return useCallback((key, values = {}) => (catalogue[key][place] ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)), [place]);
}

export function useLanguage(): [Language, (language: Language) => void] {
  const { language, setLanguage } = useContext(SpeechContext);
  return [language, setLanguage];
}

/** Returns functions that write times and numbers in the language of the page. */
export function useFormats() {
  const [language] = useLanguage();
  return useMemo(() => {
    // The browser knows the reader's country: British and American dates differ.
    const locale = navigator.languages.find((each) => each.slice(0, 2) === language) ?? language;
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const number = new Intl.NumberFormat(locale);
    return {
      /** The browser's zone, in which times are shown. */
      zone: time.resolvedOptions().timeZone,
      time: (text: string | null | undefined): string => (text ? time.format(new Date(text)) : ''),
      number: (value: number): string => number.format(value),
    };
  }, [language]);
}
