import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** The one file of a form, in memory. Throws Problem for everything else that a form may be: its parser throws plain errors, which are not ours. */
export async function uploadedFile(
  request: FastifyRequest,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  if (!request.isMultipart()) throw new Problem('unsupportedMedia');
  try {
    const part = await request.file();
    if (part === undefined) throw new Problem('fileMissing');
    return { name: part.filename, bytes: await part.toBuffer() };
  } catch (error) {
    const known = error instanceof Problem || (error instanceof Error && 'code' in error && error.code === TOO_LARGE);
    throw known ? error : new Problem('malformedBody');
  }
}

const TOO_LARGE = 'FST_REQ_FILE_TOO_LARGE';
