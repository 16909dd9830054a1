import { z } from 'zod';

/** A code of ours or of an organisation: no spaces, no markup. */
export const code = z.string().regex(/^[A-Za-z0-9][\w.@/-]{0,63}$/);
/** Up to twenty codes in a query, with commas. */
export const codeList = z.string().regex(/^[A-Za-z0-9]{1,64}(?:,[A-Za-z0-9]{1,64}){0,19}$/);
export const uuid = z.uuid();
const ID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
/** Up to a hundred ids in a query, with commas. */
export const idList = z.string().regex(new RegExp(`^${ID}(?:,${ID}){0,99}$`));
/** Epoch milliseconds. */
export const instant = z.int().min(0).max(8_640_000_000_000_000);
export const day = z.iso.date();
export const level = z.enum(['L0', 'L1', 'L2', 'L3', 'L4']);

/** What a limit says of itself when no list covers its days. */
export const UNCOVERED =
  'The limit was worked out on days of a year that nobody has entered: every weekday counts there';

/** Unique for each wish of one person; asked again with the same body it is answered as the first time. */
export const actHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/)
    .describe('Unique for each wish; the same key with the same body is answered as the first time'),
});

/** Why a record is opened; stands in the audit. */
export const READ_REASONS = ['care', 'duty', 'supervision', 'appeal', 'quality', 'complaint'] as const;
export const readHeaders = z.object({
  'x-access-reason': z.enum(READ_REASONS).optional().describe('Why the record is opened; stands in the audit'),
});

export const streamParams = z.strictObject({ id: uuid });

/** One page of a list; `next` goes into `after` for the one that follows. */
export const pageQuery = {
  after: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional()
    .describe('At most 200; 50 when left out'),
};

/** How many rows a page may have. */
export function pageSize(limit: string | undefined): number {
  return Math.min(Number(limit ?? 50), 200);
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    instance: z.string(),
    pointers: z.array(z.object({ pointer: z.string(), code: z.string() })).optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, with a stable code' });

/** What every route may answer besides what it is asked for. */
export const problemsOf = (...statuses: readonly number[]) =>
  Object.fromEntries([...new Set([400, 401, 403, 429, 500, 503, ...statuses])].map((each) => [each, problemSchema]));
