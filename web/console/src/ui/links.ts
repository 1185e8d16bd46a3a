/** The list of each kind of object, by the start of its IDs. An object's page is below it. */
const lists: Readonly<Record<string, string>> = {
  acc: '/accesses',
  app: '/applications',
  cus: '/customers',
  epi: '/identities',
  era: '/role-accounts',
  idf: '/identifiers',
  psg: '/passages',
  rol: '/external-roles',
  rul: '/access-rules',
  uac: '/user-accesses',
  uar: '/user-access-roles',
  usr: '/users',
};

/** Returns the path of the page of an object, or null for a text that is not an ID of one with a page. */
export function pathOf(text: string): string | null {
  const kind = /^([a-z]{3})_[0-9a-f]{32}$/.exec(text)?.[1];
  const list = kind === undefined ? undefined : lists[kind];
  return list === undefined ? null : `${list}/${text}`;
}
