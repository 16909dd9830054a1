import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { FileRefused } from '#adapters/files/file-refused';
import { type Inspected, inspectFile } from '#adapters/files/inspect';
import { type Asker, askerOf } from '#api/asker';
import { checkLink, newLink } from '#api/file-links';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { problemsOf, streamParams } from '#api/schemas/common';
import { fileAnswer, fileQuery, linkAnswer, linkQuery, withdrawBody } from '#api/schemas/files';
import { uploadedFile } from '#api/uploaded-file';
import { recordReadings } from '#db/audit';
import { NotFound } from '#db/commit';
import { fileBytes, type HeldFile, heldFile, isFrozen, withdrawFile } from '#db/files/held-file';
import { keepFile } from '#db/files/keep-file';
import { listOrganisations } from '#db/queries/organisations';
import type { Transaction } from '#db/transaction';
import { FILE_BYTES, type FilePurpose, type FileType, fitsPurpose } from '#domain/file';
import { cleanName } from '#domain/file-name';
import { type Access, can, NO_RELATION } from '#domain/permission';

const tags = ['files'];
const MEDIA: Readonly<Record<FileType, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Evidence, photos and materials: looked at, sealed and kept; opened by a link of five minutes. */
export function fileRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: FILE_BYTES, files: 1, fields: 0, parts: 1 } });
    app.post(
      '',
      {
        schema: {
          tags,
          consumes: ['multipart/form-data'],
          description:
            'One file as multipart/form-data: jpeg, png, pdf, docx or xlsx by its content, at most 10 MB. Pictures lose where, when and by whom they were taken. The same file again is answered with the first (200).',
          querystring: fileQuery,
          response: { 200: fileAnswer, 201: fileAnswer, ...problemsOf(404, 413, 415, 422) },
        },
      },
      (request, reply) => upload(parts, request, reply, request.query),
    );
    app.get(
      '/:id',
      { schema: { tags, params: streamParams, response: { 200: fileAnswer, ...problemsOf(404) } } },
      (request) => {
        const { context } = keeper(request, 'readFile');
        return parts.db.transaction(context, (tx) => found(parts, tx, request.params.id));
      },
    );
    app.post(
      '/:id/withdraw',
      {
        schema: {
          tags,
          params: streamParams,
          body: withdrawBody,
          description:
            'It stays on record and opens no more. What a frozen report rests on is withdrawn for want of consent alone.',
          response: { 200: fileAnswer, ...problemsOf(404, 409, 410) },
        },
      },
      (request) => withdraw(parts, request, request.params.id, request.body),
    );
    links(app, parts);
  };
}

function links(app: Parameters<FastifyPluginAsyncZod>[0], parts: Parts): void {
  app.post(
    '/:id/link',
    { schema: { tags, params: streamParams, response: { 200: linkAnswer, ...problemsOf(404, 410) } } },
    async (request) => {
      const { context, person } = keeper(request, 'readFile');
      const { id } = request.params;
      standing(await parts.db.transaction(context, (tx) => found(parts, tx, id)));
      const { until, proof } = newLink(parts.keyring.links, id, person, await parts.clock.now());
      return { url: `/api/files/${id}/content?until=${until}&proof=${proof}`, until };
    },
  );
  app.get(
    '/:id/content',
    {
      schema: {
        tags,
        params: streamParams,
        querystring: linkQuery,
        description: 'The file as a download. The address comes from /link.',
        response: problemsOf(404, 410),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { until, proof } = request.query;
      const { file, bytes } = await opened(parts, request, id, { until: Number(until), proof });
      return download(reply, file).send(bytes);
    },
  );
}

/** The asker, when the role may do this somewhere; where, row-level security and the place decide. */
function keeper(request: FastifyRequest, access: Access): Asker {
  const asker = askerOf(request);
  if (!can(asker.role, access, { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
  return asker;
}

async function found(parts: Parts, tx: Transaction, id: string): Promise<HeldFile> {
  const file = await heldFile(tx, parts.keyring, id);
  if (file === null) throw new NotFound();
  return file;
}

function standing(file: HeldFile): void {
  if (file.withdrawnAt !== null) throw new Problem('fileWithdrawn');
}

async function upload(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  { organisation, purpose }: { readonly organisation: string; readonly purpose: FilePurpose },
): Promise<HeldFile> {
  const { context, person, path } = keeper(request, 'keepFile');
  const sent = await uploadedFile(request);
  const { type, bytes } = inspected(sent.bytes, purpose);
  const at = await parts.clock.now();
  return parts.db.transaction(context, async (tx) => {
    const [org] = await listOrganisations(tx, { code: organisation }, { afterCode: undefined, limit: 1 });
    if (org?.path.startsWith(path) !== true) throw new NotFound();
    const name = cleanName(sent.name, type);
    const { id, fresh } = await keepFile(tx, parts.keyring, { org, purpose, type, name, bytes, by: person, at });
    await recordReadings(tx, context, at, [{ action: 'keepFile', file: id }]);
    void reply.code(fresh ? 201 : 200);
    return found(parts, tx, id);
  });
}

function inspected(file: Buffer, purpose: FilePurpose): Inspected {
  try {
    const kept = inspectFile(file);
    if (!fitsPurpose(kept.type, purpose)) throw new FileRefused('fileWrongForPurpose');
    return kept;
  } catch (error) {
    throw error instanceof FileRefused ? new Problem(error.code) : error;
  }
}

/** The bytes, with the line in the audit that says who has opened them: neither without the other. */
async function opened(parts: Parts, request: FastifyRequest, id: string, link: Parameters<typeof checkLink>[3]) {
  const { context, person } = keeper(request, 'readFile');
  const at = await parts.clock.now();
  checkLink(parts.keyring.links, id, person, link, at);
  return parts.db.transaction(context, async (tx) => {
    const file = await found(parts, tx, id);
    standing(file);
    const bytes = await fileBytes(tx, parts.keyring, id);
    if (bytes === null) throw new NotFound();
    await recordReadings(tx, context, at, [{ action: 'openFile', file: id }]);
    return { file, bytes };
  });
}

async function withdraw(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  { because }: { readonly because: NonNullable<HeldFile['withdrawnBecause']> },
): Promise<HeldFile> {
  const { context, person } = keeper(request, 'keepFile');
  const at = await parts.clock.now();
  return parts.db.transaction(context, async (tx) => {
    const file = await found(parts, tx, id);
    standing(file);
    const forConsent = because === 'consentMissing' || because === 'consentWithdrawn';
    // A child who is not to be shown is not shown, whatever rests on the photo; a report's own bytes show nobody.
    const stays = file.purpose === 'report' || (!forConsent && (await isFrozen(tx, file)));
    if (stays) throw new Problem('fileFrozen');
    if (!(await withdrawFile(tx, id, { by: person, at, because }))) throw new Problem('fileWithdrawn');
    await recordReadings(tx, context, at, [{ action: 'withdrawFile', file: id, reason: because }]);
    return found(parts, tx, id);
  });
}

/** Never shown inside a page of ours, never kept on the way, never taken for another type than it was looked at as. */
function download(reply: FastifyReply, { id, name, type, size }: HeldFile): FastifyReply {
  const [, extension = ''] = /(\.\w+)$/.exec(name) ?? [];
  return reply
    .type(MEDIA[type])
    .header('content-length', size)
    .header('content-disposition', `attachment; filename="${id}${extension}"; filename*=UTF-8''${encoded(name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store');
}

/** RFC 8187: also what encodeURIComponent leaves. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
