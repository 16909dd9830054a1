import { z } from 'zod';
import { FILE_PURPOSES, FILE_TYPES, KEPT_PURPOSES, WITHDRAWAL_REASONS } from '#domain/file';
import { code, instant, uuid } from './common.ts';

export const fileQuery = z.strictObject({
  organisation: code.describe('Code of the organisation whose file it is'),
  purpose: z.enum(FILE_PURPOSES),
});

export const fileAnswer = z.object({
  id: uuid,
  org: uuid,
  purpose: z.enum(KEPT_PURPOSES),
  type: z.enum(FILE_TYPES).describe('By content; the name says nothing'),
  size: z.int(),
  sha256: z.string().describe('Hexadecimal, of the bytes as they are given out'),
  name: z.string(),
  uploadedBy: uuid,
  uploadedAt: instant,
  withdrawnAt: instant.nullable(),
  withdrawnBecause: z.enum(WITHDRAWAL_REASONS).nullable(),
});

export const linkAnswer = z.object({
  url: z.string().describe('Opens the file for this person alone, signed in, until then'),
  until: instant,
});

/** As `POST /files/{id}/link` has written it. */
export const linkQuery = z.strictObject({
  until: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .describe('Epoch milliseconds'),
  proof: z.string().regex(/^[\w-]{43}$/),
});

export const withdrawBody = z.strictObject({ because: z.enum(WITHDRAWAL_REASONS) });
