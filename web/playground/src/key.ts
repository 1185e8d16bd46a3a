const storageKey = 'accessgraph.key';

/**
 * Takes the key from the fragment of the address, which never reaches a server or its log, and removes it from the
 * address; else the one of this session of the browser; else none.
 */
export function takeKey(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given !== null) {
    history.replaceState(null, '', location.pathname + location.search);
    keepKey(given);
  }
  return sessionStorage.getItem(storageKey) ?? '';
}

export function keepKey(key: string): void {
  if (key === '') {
    sessionStorage.removeItem(storageKey);
  } else {
    sessionStorage.setItem(storageKey, key);
  }
}
