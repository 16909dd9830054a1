import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { languageOf, Problem, problemDocument } from '#api/problem';
import type { ProblemCode } from '#api/problem-texts';
import { NotFound } from '#db/commit';
import { DatabaseError, type DatabaseErrorCode } from '#db/errors';
import { KeyReused } from '#db/outcome';

/** The one place where errors become answers. What is not known here is `internal`, and its message stays inside. */
export function problems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => answerProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => answerProblem(new Problem('unknownAddress'), request, reply));
}

/** Writes an error as problem+json in the reader's language. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.code === 'internal') request.log.error({ fault: faultOf(error) }, 'internal');
  const language = languageOf(request.headers['accept-language']);
  const { retryAfter } = problem.details;
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  return reply
    .code(problem.status)
    .header('content-language', language)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((document: unknown) => JSON.stringify(document))
    .send(problemDocument(problem, language, request.id));
}

const BY_DATABASE: Readonly<Partial<Record<DatabaseErrorCode, ProblemCode>>> = {
  connectionLost: 'recordAway',
  unknownOutcome: 'outcomeUnknown',
  busy: 'busy',
  timeout: 'busy',
  deadlock: 'busy',
};

/** Two who write the same in the same moment: the second is told what it would have been told a moment later. */
const BY_CONSTRAINT: Readonly<Record<string, ProblemCode>> = { records_natural: 'alreadyRecorded' };

const BY_FASTIFY: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'bodyTooLarge',
  FST_REQ_FILE_TOO_LARGE: 'bodyTooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupportedMedia',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformedBody',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformedBody',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformedBody',
  FST_ERR_BAD_URL: 'unknownAddress',
  FST_ERR_RATE_LIMIT: 'tooManyRequests',
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NotFound) return new Problem('notFound');
  if (error instanceof KeyReused) return new Problem('keyReused');
  if (error instanceof DatabaseError) {
    const twice = BY_CONSTRAINT[error.constraint ?? ''];
    if (twice !== undefined) return new Problem(twice);
    const code = BY_DATABASE[error.code];
    return code === undefined ? new Problem('internal') : new Problem(code, { retryAfter: 2 });
  }
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validationContext, error.validation);
  if (!(error instanceof Error)) return new Problem('internal');
  const code = BY_FASTIFY['code' in error ? String(error.code) : ''];
  if (code !== undefined) return new Problem(code);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 408) return new Problem('requestTimeout');
  if (status === 429) return new Problem('tooManyRequests', { retryAfter: 60 });
  // JSON that cannot be parsed has no code of Fastify's own.
  return status === 400 ? new Problem('malformedBody') : new Problem('internal');
}

interface Fault {
  readonly instancePath: string;
  readonly keyword: string;
}

function invalid(context: string | undefined, faults: readonly Fault[]): Problem {
  const pointers = faults.slice(0, 20).map(({ instancePath, keyword }) => ({ pointer: instancePath, code: keyword }));
  if (context !== 'headers') return new Problem('invalidRequest', { pointers });
  const key = pointers.find(({ pointer }) => pointer === '/idempotency-key');
  if (key === undefined) return new Problem('invalidRequest', { pointers });
  return new Problem(key.code === 'invalid_type' ? 'keyMissing' : 'keyInvalid');
}

/** An unknown error for the log: its name and where it arose; messages may carry what people typed. */
function faultOf(error: unknown): { readonly name: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
}
