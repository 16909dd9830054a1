import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { FileFault } from '#adapters/spreadsheets/file-fault';
import { LIMITS } from '#adapters/spreadsheets/limits';
import { FILE_READING } from '#adapters/spreadsheets/read-file';
import { answersTemplate, rosterTemplate } from '#adapters/spreadsheets/template';
import { type Asker, askerOf } from '#api/asker';
import { attach, XLSX } from '#api/attach';
import { refusalsCsv } from '#api/import-report';
import { releases, type Releases } from '#api/import-releases';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { problemsOf, streamParams } from '#api/schemas/common';
import { importAnswer, importQuery, releaseBody, templateParams } from '#api/schemas/imports';
import { uploadedFile } from '#api/uploaded-file';
import { NotFound } from '#db/commit';
import { checkFile, type Intake, SchoolUnknown } from '#db/imports/check';
import { type ImportJob, importJob, moveJob, noteJob, schoolCodeOf } from '#db/imports/jobs';
import { type ReleaseChoice, releaseFile } from '#db/imports/release';
import { ThresholdMissing } from '#db/imports/sheet-plan';
import { can, NO_RELATION } from '#domain/permission';
import { SCALES } from '#domain/scales/index';

type Running = Releases<ImportJob, ReleaseChoice>;
type ZodApp = Parameters<FastifyPluginAsyncZod>[0];

const tags = ['imports'];
/** Names and sealed fields of pupils have to be compared and written: the roles whose place lets them. */
const IMPORTERS: readonly string[] = ['counselor', 'schoolHead'];

/** Rosters and answers in two steps: an upload is checked and kept sealed, a release writes it. */
export function importRoutes(parts: Parts): FastifyPluginAsyncZod {
  const intake: Intake = { db: parts.db, clock: parts.clock, ring: parts.keyring, ...FILE_READING };
  const running: Running = releases(intake, async (context, job, file, choice) => {
    const school = await parts.db.transaction(context, (tx) => schoolCodeOf(tx, job.org));
    if (school === null) throw new NotFound();
    await releaseFile(intake, context, school, file, choice, job.id);
  });
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: LIMITS.fileBytes, files: 1, fields: 0, parts: 1 } });
    app.addHook('onClose', () => running.settled());
    downloads(app, parts);
    app.post(
      '/',
      {
        schema: {
          tags,
          consumes: ['multipart/form-data'],
          description: 'A file as multipart/form-data, xlsx or csv. Checked row by row; nothing is written yet.',
          querystring: importQuery,
          response: { 201: importAnswer, ...problemsOf(404, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        void reply.code(201);
        return upload(parts, intake, request, request.query.school);
      },
    );
    app.get(
      '/:id',
      { schema: { tags, params: streamParams, response: { 200: importAnswer, ...problemsOf(404) } } },
      async (request) => shown(await jobOf(parts, importer(request), request.params.id), running),
    );
    app.post(
      '/:id/release',
      {
        schema: {
          tags,
          params: streamParams,
          body: releaseBody,
          description: 'Goes on by itself: ask for the import until its state is done, held or failed.',
          response: { 202: importAnswer, ...problemsOf(404, 409) },
        },
      },
      async (request, reply) => {
        const asker = importer(request);
        if (request.body.confirmCapacity && asker.role !== 'schoolHead') throw new Problem('notPermitted');
        const job = await jobOf(parts, asker, request.params.id);
        await running.begin(asker.context, job, request.body, request.log);
        void reply.code(202);
        return shown(await jobOf(parts, asker, job.id), running);
      },
    );
    app.post(
      '/:id/give-up',
      { schema: { tags, params: streamParams, response: { 200: importAnswer, ...problemsOf(404, 409) } } },
      (request) => giveUp(parts, importer(request), request.params.id, running),
    );
  };
}

/** Empty files to fill in, and the refused rows to mend by. */
function downloads(app: ZodApp, parts: Parts): void {
  app.get(
    '/templates/:kind',
    { schema: { tags, params: templateParams, response: problemsOf() } },
    async (request, reply) => {
      const { kind } = request.params;
      const file = await (kind === 'roster' ? rosterTemplate() : answersTemplate(SCALES));
      return attach(reply, XLSX, `${kind}.xlsx`).send(Buffer.from(file));
    },
  );
  app.get(
    '/:id/refused.csv',
    { schema: { tags, params: streamParams, response: problemsOf(404) } },
    async (request, reply) => {
      const { id, report } = await jobOf(parts, importer(request), request.params.id);
      const language = languageOf(request.headers['accept-language']);
      const file = refusalsCsv(report?.check.refused ?? [], language);
      return attach(reply, 'text/csv; charset=utf-8', `refused-${id}.csv`).send(file);
    },
  );
}

function importer(request: FastifyRequest): Asker {
  const asker = askerOf(request);
  if (!can(asker.role, 'importFiles', { ...NO_RELATION, place: true }) || !IMPORTERS.includes(asker.role))
    throw new Problem('notPermitted');
  return asker;
}

async function upload(parts: Parts, intake: Intake, request: FastifyRequest, school: string) {
  const { context, person } = importer(request);
  const { bytes: file } = await uploadedFile(request);
  const { report, school: found } = await checked(intake, request, school, file);
  const at = await parts.clock.now();
  const id = await parts.db.transaction(context, (tx) =>
    noteJob(tx, parts.keyring, found, { check: report, createdBy: person, at, file }),
  );
  return shown(await jobOf(parts, askerOf(request), id), null);
}

/** The dry run, with its refusals of a whole file as problems. */
async function checked(intake: Intake, request: FastifyRequest, school: string, file: Buffer) {
  try {
    return await checkFile(intake, askerOf(request).context, school, file);
  } catch (error) {
    if (error instanceof FileFault)
      throw new Problem('fileUnreadable', { facts: { fault: error.code, columns: error.columns } });
    if (error instanceof SchoolUnknown) throw new Problem('notFound');
    if (error instanceof ThresholdMissing)
      throw new Problem('thresholdMissing', { facts: { pointers: error.pointers } });
    throw error;
  }
}

async function jobOf(parts: Parts, { context }: Asker, id: string): Promise<ImportJob> {
  const job = await parts.db.transaction(context, (tx) => importJob(tx, id));
  if (job === null) throw new NotFound();
  return job;
}

async function giveUp(parts: Parts, asker: Asker, id: string, running: Running) {
  const { state } = await jobOf(parts, asker, id);
  if (running.runs(id) || state === 'done' || state === 'givenUp')
    throw new Problem('importState', { facts: { state } });
  const at = await parts.clock.now();
  await parts.db.transaction(asker.context, (tx) => moveJob(tx, id, 'givenUp', at));
  return shown(await jobOf(parts, asker, id), null);
}

function shown({ report, createdBy: _createdBy, ...job }: ImportJob, running: Running | null) {
  const state = running?.runs(job.id) === true ? ('running' as const) : job.state;
  return { ...job, state, check: report?.check ?? null, release: report?.release ?? null };
}
