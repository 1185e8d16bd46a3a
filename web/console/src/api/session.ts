const storageKey = 'accessgraph.console.key';

/**
 * Takes the key from the fragment of the address, which never reaches a server or its log, and removes it from the
 * address; else the one of this session of the browser; else none.
 */
export function takeKey(): string {
  const inAddress = new URLSearchParams(location.hash.slice(1)).get('key');
  if (inAddress !== null) {
    history.replaceState(null, '', location.pathname + location.search + '#/');
    keepKey(inAddress);
  }
  return sessionStorage.getItem(storageKey) ?? '';
}

/** Takes the token of an invitation from the fragment of the address, and removes it from there; else none. */
export function takeInvitation(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('invitation');
  if (token !== null) history.replaceState(null, '', location.pathname + location.search + '#/');
  return token ?? '';
}

/** Keeps the key for this session of the browser. An empty one is forgotten. */
export function keepKey(key: string): void {
  if (key === '') {
    sessionStorage.removeItem(storageKey);
  } else {
    sessionStorage.setItem(storageKey, key);
  }
}
