// A fetch that retries, for any GraphQL client.

/** How often and how long a request is retried. */
export interface RetryOptions {
  /** The number of attempts, the first included. Default: 4. */
  readonly attempts?: number;
  /** The upper bound of the first wait in milliseconds; it doubles with each retry. Default: 200. */
  readonly waitMs?: number;
  /** The longest wait in milliseconds. If the server names a longer one, the response is returned at once. Default: 10,000. */
  readonly maxWaitMs?: number;
  /** How long one attempt may take in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  /** The fetch to send with. Default: the global one. */
  readonly fetch?: typeof fetch;
}

const keyHeader = "Idempotency-Key";
const gatewayStatuses = [429, 502, 503, 504];

/** Returns a new idempotency key: 32 random hexadecimal digits. It works outside of secure contexts, too. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns the seconds that the header Retry-After names. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get("Retry-After") ?? "";
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Reports whether all errors of a response are retryable. */
function isRetryable(text: string): boolean {
  if (!text.includes('"retryable"')) return false;
  try {
    const { errors } = JSON.parse(text) as { errors?: Array<{ extensions?: { retryable?: boolean } }> };
    return Array.isArray(errors) && errors.length > 0 && errors.every(({ extensions }) => extensions?.retryable === true);
  } catch {
    return false; // not JSON: not the server's
  }
}

/** Waits, or throws once the signal aborts. */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}

/**
 * Returns a fetch that takes an address and options, as GraphQL clients call it, and retries what is safe to retry: a connection that
 * failed, a response whose errors are all `retryable`, and 429, 502, 503 and 504, after the time they name. Each POST gets an
 * idempotency key, the same over its retries, by which the server carries a mutation out once; a key in the headers is left as it is.
 * An empty one is removed, and then the request is sent once. The waits grow and are random, so that many clients do not come back at
 * the same moment.
 */
export function createFetch(options: RetryOptions = {}): typeof fetch {
  const { attempts = 4, waitMs = 200, maxWaitMs = 10_000, timeoutMs = 30_000 } = options;
  return async (input, init = {}) => {
    const send = options.fetch ?? fetch;
    const headers = new Headers(init.headers);
    const isPost = (init.method ?? "GET").toUpperCase() === "POST";
    if (isPost && !headers.has(keyHeader)) headers.set(keyHeader, newIdempotencyKey());
    const isOnce = headers.get(keyHeader) === "";
    if (isOnce) headers.delete(keyHeader);
    const signal = init.signal ?? undefined;

    const attempt = async (): Promise<Response> => {
      const timeout = AbortSignal.timeout(timeoutMs);
      const response = await send(input, { ...init, headers, signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) });
      const text = await response.text(); // the connection can still fail here
      return new Response(text === "" ? null : text, { status: response.status, statusText: response.statusText, headers: response.headers });
    };

    for (let sent = 1; ; sent++) {
      const isLast = isOnce || sent >= attempts;
      let pause = Math.random() * Math.min(waitMs * 2 ** (sent - 1), maxWaitMs);
      try {
        const response = await attempt();
        if (isLast) return response;
        if (!gatewayStatuses.includes(response.status) && !isRetryable(await response.clone().text())) return response;
        const named = (retryAfterSeconds(response.headers) ?? 0) * 1000;
        if (named > maxWaitMs) return response;
        pause += named;
      } catch (error) {
        if (isLast || signal?.aborted === true) throw error;
      }
      await wait(pause, signal);
    }
  };
}
