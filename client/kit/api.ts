import { ApiFault, faultOf } from './fault.ts';
import { language } from './i18n.ts';
import { kitTexts } from './texts/index.ts';

export interface RequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as multipart: photos with their fields. */
  readonly form?: FormData;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the request counts as unanswered; 15 s, or 60 s with a form. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Fetch = (input: string, init: RequestInit) => Promise<Response>;

const heardOut = new Set<(fault: ApiFault) => void>();

/** Hears of every answer that says the session is over, wherever it was asked; returns how to stop. */
export function onSignedOut(listener: (fault: ApiFault) => void): () => void {
  heardOut.add(listener);
  return () => heardOut.delete(listener);
}

/**
 * One request to our own server.
 * @returns the JSON body, or undefined for an empty answer.
 * @throws ApiFault with the server's code and words, or `offline`, `timeout`, `unreadable`.
 */
export async function request<Answer>(
  method: Method,
  path: string,
  options: RequestOptions = {},
  fetcher: Fetch = (input, init) => fetch(input, init),
): Promise<Answer> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? (options.form ? 60_000 : 15_000));
  const response = await send(method, path, options, deadline, fetcher);
  if (!response.ok) {
    const fault = await faultOf(response, (status) => kitTexts().fault.status(status));
    if (fault.code === 'signed_out' || fault.code === 'session_expired') {
      for (const listener of heardOut) listener(fault);
    }
    throw fault;
  }
  try {
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiFault('unreadable', kitTexts().fault.unreadable, { status: response.status });
  }
}

async function send(
  method: Method,
  path: string,
  options: RequestOptions,
  deadline: AbortSignal,
  fetcher: Fetch,
): Promise<Response> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': language(),
    ...options.headers,
  };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetcher(withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, deadline]) : deadline,
      ...(options.form ? { body: options.form } : {}),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (deadline.aborted) throw new ApiFault('timeout', kitTexts().fault.timeout);
    throw new ApiFault('offline', kitTexts().fault.offline);
  }
}

function withQuery(path: string, query: RequestOptions['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}

export const api = {
  get: <Answer>(path: string, options?: RequestOptions) => request<Answer>('GET', path, options),
  post: <Answer>(path: string, body?: unknown, options?: RequestOptions) =>
    request<Answer>('POST', path, { ...options, ...(body === undefined ? {} : { body }) }),
  put: <Answer>(path: string, body?: unknown, options?: RequestOptions) =>
    request<Answer>('PUT', path, { ...options, ...(body === undefined ? {} : { body }) }),
  patch: <Answer>(path: string, body?: unknown, options?: RequestOptions) =>
    request<Answer>('PATCH', path, { ...options, ...(body === undefined ? {} : { body }) }),
  delete: <Answer>(path: string, options?: RequestOptions) => request<Answer>('DELETE', path, options),
};

/** A failed request as a value, for places that show it instead of throwing on. Anything but a fault is rethrown. */
export async function attempt<Value>(
  promise: Promise<Value>,
): Promise<{ ok: true; value: Value } | { ok: false; fault: ApiFault }> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    if (error instanceof ApiFault) return { ok: false, fault: error };
    throw error;
  }
}
