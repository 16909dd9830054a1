/** A fault of a request, as RFC 9457 tells it; `unreachable` when no answer came at all. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  /** Names the request in the server's log: what a person reads to whoever helps. */
  readonly instance: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly pointers: readonly { readonly pointer: string; readonly code: string }[];
  /** Milliseconds after which asking again makes sense. */
  readonly retryAfterMs: number | null;

  constructor(document: Partial<Document>, retryAfterMs: number | null = null) {
    super(document.title ?? document.code ?? 'unreachable');
    this.name = 'ProblemError';
    this.code = document.code ?? 'unreachable';
    this.status = document.status ?? 0;
    this.instance = (document.instance ?? '').replace(/^urn:uuid:/, '');
    this.facts = document.facts ?? {};
    this.pointers = document.pointers ?? [];
    this.retryAfterMs = retryAfterMs;
  }

  /** Nobody knows yet whether it was recorded: the same wish under the same key finds out. */
  get open(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

interface Document {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly instance: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly pointers: readonly { readonly pointer: string; readonly code: string }[];
}

/** What went wrong with an answer that is not the one asked for. */
export async function problemOf(response: Response, body: unknown): Promise<ProblemError> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const document = typeof body === 'object' && body !== null ? body : {};
  const status = { status: response.status, code: `http${response.status}` };
  return new ProblemError({ ...status, ...document }, Number.isFinite(seconds) ? seconds * 1000 : null);
}

/** Any thrown thing as a problem: a fetch that failed says nothing but that. */
export function asProblem(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError({});
}
