import { de } from './de';
import { en, type TextKey } from './en';
import { sv } from './sv';

/** The texts of every language. A key that a language lacks does not compile. */
export const all: Record<'en' | 'de' | 'sv', Record<TextKey, string>> = { en, de, sv };
