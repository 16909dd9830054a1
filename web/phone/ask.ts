import { type HelpLine, linesIn } from './help-lines.ts';
import type { Language } from './language.ts';

/** What came of a request: an answer, a refusal that will stay one, or nothing that can be relied on (ask again with the same key). */
export type Answer =
  | { readonly kind: 'ok'; readonly body: unknown; readonly lines: readonly HelpLine[] | null }
  | { readonly kind: 'refused'; readonly code: string; readonly lines: readonly HelpLine[] | null }
  | { readonly kind: 'away'; readonly lines: readonly HelpLine[] | null };

export interface Question {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly key?: string;
  readonly language: Language;
  /** Goes on while the page is being closed. */
  readonly leaving?: boolean;
}

const PATIENCE_MS = 15_000;
/** Answers of a server that is away, busy, or has lost the count: the same request may well be taken later. */
const LATER = new Set([408, 425, 429]);

/** Asks the server once. Never throws. */
export async function ask({ path, method = 'GET', body, key, language, leaving = false }: Question): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, {
      method,
      headers,
      keepalive: leaving,
      cache: 'no-store',
      credentials: 'omit',
      signal: patience.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read(response.status, await response.json());
  } catch {
    return { kind: 'away', lines: null };
  } finally {
    clearTimeout(timer);
  }
}

/** What a status and a body mean for a page. */
function read(status: number, body: unknown): Answer {
  const field = (name: string): unknown =>
    typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  const lines = linesIn(field('helpLines'));
  if (status >= 200 && status < 300) return { kind: 'ok', body, lines };
  if (status >= 500 || status < 400 || LATER.has(status)) return { kind: 'away', lines };
  const code = field('code');
  return { kind: 'refused', code: typeof code === 'string' ? code : String(status), lines };
}

/** Something that no other request was ever made with. Also on pages without a secure context, where randomUUID is missing. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
