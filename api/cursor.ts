import type { Cursor } from '#db/queries/stream-list';
import { Problem } from './problem.ts';

const SHAPE = /^(\d{1,16}):([\da-f-]{36}(?:\/\d{1,9})?)$/;

/** Where the next page begins, as clients hand it back. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

/** Throws `invalidRequest` for anything we did not write. */
export function readCursor(after: string | undefined): Cursor | null {
  if (after === undefined) return null;
  const [, at, id] = SHAPE.exec(Buffer.from(after, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined)
    throw new Problem('invalidRequest', { pointers: [{ pointer: '/after', code: 'invalid_format' }] });
  return { at: Number(at), id };
}
