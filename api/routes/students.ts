import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Asker } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { read } from '#api/reading';
import { pageSize, problemsOf, readHeaders, streamParams } from '#api/schemas/common';
import { identityAnswer, identityBody, studentPage, studentPlaces, studentQuery } from '#api/schemas/students';
import { NotFound } from '#db/commit';
import { heldKey } from '#db/data-key';
import { recordOpened } from '#db/opened';
import { sendingOf } from '#db/queries/packet';
import { knownStudent } from '#db/queries/known-student';
import { listOrganisations } from '#db/queries/organisations';
import { isKnown, placesOf } from '#db/queries/pupil-places';
import * as queries from '#db/queries/students';
import type { Transaction } from '#db/transaction';
import { blindIndex } from '#db/vault/keyring';
import type { Instant } from '#domain/instant';
import { can, NO_RELATION } from '#domain/permission';
import { isOfHospital } from '#domain/role';

const tags = ['students'];
const IDENTITY = ['name', 'idNumber', 'phone'] as const;

/** Children within reach; names only for those who may know them, and who a child is under a reason. */
export function studentRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '',
      {
        schema: {
          tags,
          querystring: studentQuery,
          headers: readHeaders,
          response: { 200: studentPage, ...problemsOf() },
        },
      },
      (request) => list(parts, request, request.query),
    );
    app.get(
      '/:id/places',
      {
        schema: {
          tags,
          params: streamParams,
          headers: readHeaders,
          response: { 200: studentPlaces, ...problemsOf(404) },
        },
      },
      (request) => places(parts, request, request.params.id),
    );
    app.post(
      '/:id/identity',
      {
        schema: {
          tags,
          params: streamParams,
          body: identityBody,
          response: { 200: identityAnswer, ...problemsOf(404, 422) },
        },
      },
      (request) => identity(parts, request, request.params.id, request.body),
    );
  };
}

function list(parts: Parts, request: FastifyRequest, { after, limit, ...query }: z.infer<typeof studentQuery>) {
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker) => {
    const own = { ...NO_RELATION, place: true };
    if (!can(asker.role, 'listStudents', own)) throw new Problem('notPermitted');
    const filter = await filterOf(tx, parts, asker, query);
    const lines = await queries.listStudents(tx, filter, { after: cursorOf(after), limit: size });
    const named = can(asker.role, 'readIdentity', own) ? await namesOf(tx, parts, lines) : new Map<string, string>();
    const last = lines.length === size ? lines.at(-1) : undefined;
    const value = {
      items: lines.map(({ path: _path, bornOn: _bornOn, ...line }) => ({ ...line, name: named.get(line.id) ?? null })),
      next: last === undefined ? null : Buffer.from(JSON.stringify([last.path, last.number])).toString('base64url'),
    };
    const readings = lines.map(({ id }) => ({ action: named.has(id) ? 'listName' : 'listStudent', student: id }));
    return { value, readings };
  });
}

/** Where a student has been: by class, grade and state. */
function places(parts: Parts, request: FastifyRequest, id: string) {
  return read(parts, request, async (tx, asker) => {
    if (!can(asker.role, 'listStudents', { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
    if (!(await isKnown(tx, id))) throw new NotFound();
    const items = await placesOf(tx, id);
    return { value: { items }, readings: [{ action: 'listPlaces', student: id }] };
  });
}

async function filterOf(
  tx: Transaction,
  { keyring }: Parts,
  asker: Asker,
  { org, number, name, ids }: Omit<z.infer<typeof studentQuery>, 'after' | 'limit'>,
): Promise<queries.StudentFilter> {
  const [place] =
    org === undefined ? [] : await listOrganisations(tx, { code: org }, { afterCode: undefined, limit: 1 });
  if (org !== undefined && place === undefined) throw new NotFound();
  const nameDigests =
    name === undefined ? [] : ['name', 'pinyin', 'initials'].map((each) => blindIndex(keyring, each, name));
  return {
    under: place?.path ?? asker.path,
    ...(number === undefined ? {} : { number }),
    ...(ids === undefined ? {} : { ids: ids.split(',') }),
    ...(name === undefined ? {} : { nameDigests }),
  };
}

function cursorOf(after: string | undefined): queries.StudentCursor | null {
  if (after === undefined) return null;
  try {
    const [path, number]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (typeof path === 'string' && typeof number === 'string') return { path, number };
  } catch {
    // Falls through to the refusal: it is not one of ours.
  }
  throw new Problem('invalidRequest', { pointers: [{ pointer: '/after', code: 'invalid_format' }] });
}

async function namesOf(tx: Transaction, { keyring }: Parts, lines: readonly queries.StudentLine[]) {
  const fields = await queries.sealedFields(
    tx,
    lines.map(({ id }) => id),
    ['name'],
  );
  const names = new Map<string, string>();
  for (const field of fields) {
    if (field.table !== 'students') continue;
    const key = await heldKey(tx, keyring, field.student);
    if (key !== undefined) names.set(field.student, queries.openField(key, field));
  }
  return names;
}

/** What a hospital needs of an identity: names, and whom it may call. No number of a document or of the school, nobody who is flagged (N10, N16). */
const FOR_HOSPITAL = ['name', 'phone'] as const;

function identity(parts: Parts, request: FastifyRequest, id: string, body: z.infer<typeof identityBody>) {
  return read(parts, request, async (tx, asker, at) => {
    const known = await knownStudent(tx, id, asker);
    if (known === null) throw new NotFound();
    if (!can(asker.role, 'openIdentity', known.relation)) throw new Problem('notPermitted');
    const key = await heldKey(tx, parts.keyring, id);
    const hospital = isOfHospital(asker.role);
    const fields = key === undefined ? [] : await queries.sealedFields(tx, [id], hospital ? FOR_HOSPITAL : IDENTITY);
    const field = (owner: string, column: (typeof IDENTITY)[number]) => {
      const found = fields.find((each) => each.owner === owner && each.column === column);
      return found === undefined || key === undefined ? null : queries.openField(key, found);
    };
    const guardians = (await queries.guardiansOf(tx, id)).filter(({ danger }) => !hospital || !danger);
    if (known.referral !== null && hospital) await lookedAt(tx, at, asker, id, known.referral);
    const value = {
      id,
      number: hospital ? null : known.row.number,
      bornOn: known.row.bornOn,
      name: field(id, 'name'),
      idNumber: field(id, 'idNumber'),
      guardians: guardians.map((each) => ({ ...each, name: field(each.id, 'name'), phone: field(each.id, 'phone') })),
    };
    const reason = body.words === undefined ? body.reason : `${body.reason}: ${body.words}`;
    return { value, readings: [{ action: 'openIdentity', student: id, reason }] };
  });
}

/** The hospital's first look at who the child is stands in the ledger. */
async function lookedAt(tx: Transaction, at: Instant, { org, person }: Asker, student: string, referral: string) {
  const sent = await sendingOf(tx, referral);
  if (sent === null) return;
  await recordOpened(tx, at, {
    student,
    referral,
    version: sent.version,
    what: 'identityOpened',
    fields: ['name', 'birthDate', 'guardianContact'],
    ground: sent.ground,
    hospital: org,
    person,
  });
}
