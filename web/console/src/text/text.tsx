import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
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

/** Returns the text of a key, with its values filled in; numbers are written as the language does. */
export type Say = (key: TextKey, values?: Record<string, string | number>) => string;

export function useSay(): Say {
  const { language } = useContext(SpeechContext);
  return useMemo(() => {
    const place = Object.keys(languages).indexOf(language);
    const numbers = new Intl.NumberFormat(localeOf(language));
    const plurals = new Intl.PluralRules(language);
    return (key, values = {}) =>
      (catalogue[key][place] ?? '').replace(gap, (whole, name: string, one?: string, other?: string) => {
        const value = values[name];
        if (value === undefined) return whole;
        if (one !== undefined && other !== undefined) return plurals.select(Number(value)) === 'one' ? one : other;
        return typeof value === 'number' ? numbers.format(value) : value;
      });
  }, [language]);
}

/** What a text leaves to be filled in: `{name}`, or `{name|one|other}` for the word that goes with a number. */
const gap = /\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g;

/** The browser knows the reader's country: British and American dates differ. */
const localeOf = (language: Language): string => navigator.languages.find((each) => each.slice(0, 2) === language) ?? language;

export function useLanguage(): [Language, (language: Language) => void] {
  const { language, setLanguage } = useContext(SpeechContext);
  return [language, setLanguage];
}

/** Returns functions that write times and numbers in the language of the page. */
export function useFormats() {
  const [language] = useLanguage();
  return useMemo(() => {
    const locale = localeOf(language);
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
