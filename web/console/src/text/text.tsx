import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { en, type TextKey } from './en';
import { all } from './catalogue';

export type { TextKey } from './en';

/** The languages of the console, by their codes. */
export const languages = { en: 'English', de: 'Deutsch', sv: 'Svenska' } as const;

export type Language = keyof typeof languages;

type Texts = Record<TextKey, string>;

interface Speech {
  language: Language;
  setLanguage: (language: Language) => void;
  texts: Texts;
}

const SpeechContext = createContext<Speech>({ language: 'en', setLanguage: () => undefined, texts: en });

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
      texts: all[language],
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
  const { texts } = useContext(SpeechContext);
  return useCallback((key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)), [texts]);
}

export function useLanguage(): [Language, (language: Language) => void] {
  const { language, setLanguage } = useContext(SpeechContext);
  return [language, setLanguage];
}

/** Returns functions that write times and numbers in the language of the page. */
export function useFormats() {
  const [language] = useLanguage();
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const number = new Intl.NumberFormat(language);
    return {
      time: (text: string | null | undefined): string => (text ? time.format(new Date(text)) : ''),
      number: (value: number): string => number.format(value),
    };
  }, [language]);
}
