/** The languages of the console, by their codes, in the order in which a text is written down. */
export const languages = { en: 'English', de: 'Deutsch', sv: 'Svenska' } as const;

export type Language = keyof typeof languages;

/**
 * A text in every language. A name in braces is filled in, as in `{count} {count|field|fields}`: where two words follow the name of a
 * number, the one that goes with the number is written.
 */
export type Text = readonly [english: string, german: string, swedish: string];

/** Names texts. One that lacks a language does not compile. */
export const defineTexts = <Key extends string>(texts: Record<Key, Text>): Record<Key, Text> => texts;
