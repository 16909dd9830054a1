import type { RefusedOutcome } from '#db/outcome';
import type { Language } from '#domain/scale';
import { isProblemCode, PROBLEMS, type ProblemCode } from './problem-texts.ts';

/** Where in the request a fault lies (RFC 6901) and what it is; never the value. */
export interface Pointer {
  readonly pointer: string;
  readonly code: string;
}

export interface ProblemDetails {
  /** Codes, numbers and ids about the answer: what changed, which field. No personal data. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly pointers?: readonly Pointer[];
  /** Seconds after which asking again makes sense. */
  readonly retryAfter?: number;
}

/** Thrown by a route: the one error handler turns it into problem+json (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** A refusal of the rules as the API answers it; one about a field of the body that was asked points to it. */
export function refusalProblem(refused: RefusedOutcome, asked: object = {}): Problem {
  const code = isProblemCode(refused.code) ? refused.code : 'invalidRequest';
  const { field } = refused.detail;
  const path = typeof field === 'string' ? field.split('.') : [];
  const pointed = path[0] !== undefined && Object.hasOwn(asked, path[0]);
  return new Problem(code, {
    facts: refused.detail,
    ...(pointed ? { pointers: [{ pointer: `/${path.join('/')}`, code }] } : {}),
  });
}

/** The document of RFC 9457, with our stable `code` beside it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly instance: string;
  readonly pointers?: readonly Pointer[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

export function problemDocument(problem: Problem, language: Language, request: string): ProblemDocument {
  const { code, status, details } = problem;
  return {
    type: `urn:xinqiao:problem:${code}`,
    title: PROBLEMS[code].title[language],
    status,
    code,
    instance: `urn:uuid:${request}`,
    ...(details.pointers === undefined ? {} : { pointers: details.pointers }),
    ...(details.facts === undefined ? {} : { facts: details.facts }),
  };
}

/** zh-CN unless the reader prefers English (RFC 9110 12.5.4, by the order of q). */
export function languageOf(accepted: string | undefined): Language {
  const wishes = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((it) => /^\s*q=([\d.]+)\s*$/.exec(it)?.[1]).find(Boolean);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, q }) => q > 0 && /^(zh|en)(-|$)/.test(tag))
    .sort((a, b) => b.q - a.q);
  return wishes[0]?.tag.startsWith('en') === true ? 'en' : 'zh-CN';
}
