import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { keyOf, perform } from '#api/acts';
import { type Asker, askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { read } from '#api/reading';
import * as schemas from '#api/schemas/campaigns';
import { actHeaders, pageSize, problemsOf, streamParams } from '#api/schemas/common';
import { recordedAnswer } from '#api/schemas/streams';
import { type Prepared, sighted, type StreamResource } from '#api/stream-resource';
import { NotFound } from '#db/commit';
import { mintId } from '#db/decide-all';
import { invitationCode, invitePupils, markRefused } from '#db/invite';
import { invitationAt, invitationsOf, pupilsOf } from '#db/queries/invitations';
import { listOrganisations } from '#db/queries/organisations';
import { reachStream } from '#db/queries/reach';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { permitted } from '#domain/act-table';
import { CAMPAIGN_ACTS } from '#domain/campaign-acts';
import type { CampaignState } from '#domain/campaign-state';
import { can, NO_RELATION } from '#domain/permission';
import { findScale } from '#domain/scales/index';
import { usableIn } from '#domain/wording';
import { streamRoutes } from './streams.ts';

const tags = ['campaigns'];
const MOST_CLASSES = 500;

/** Screening campaigns: planned for a school, opened by people, answered on phones; who answered is listed, never what. */
export function campaignRoutes(parts: Parts): FastifyPluginAsyncZod {
  const resource: StreamResource = {
    kind: 'campaign',
    name: 'campaigns',
    bodies: schemas.CAMPAIGN_BODIES,
    untold: true,
    permitted: (state, actor) => permitted(CAMPAIGN_ACTS, state, actor),
    prepare: (tx, id, asked) => prepare(tx, parts, id, asked),
  };
  const params = streamParams;
  return async (app) => {
    await app.register(streamRoutes(parts, resource));
    app.post(
      '',
      {
        schema: {
          tags,
          headers: actHeaders,
          body: schemas.planBody,
          response: { 200: recordedAnswer, ...problemsOf(404, 409, 422) },
        },
      },
      (request) => plan(parts, request, request.body),
    );
    app.get(
      '/:id/responses',
      {
        schema: {
          tags,
          params,
          querystring: schemas.responseQuery,
          response: { 200: schemas.responsePage, ...problemsOf(404) },
        },
      },
      (request) => responses(parts, request, request.params.id, request.query),
    );
    app.get(
      '/:id/codes',
      { schema: { tags, params, response: { 200: schemas.codePage, ...problemsOf(404) } } },
      (request) => codes(parts, request, request.params.id),
    );
  };
}

async function plan(parts: Parts, request: FastifyRequest, body: z.infer<typeof schemas.planBody>) {
  const asker = askerOf(request);
  const { instrument, version, window, interviewers } = body;
  const scale = findScale(instrument, version);
  if ('fault' in scale) throw new Problem(scale.fault);
  const { place, pupils } = await parts.db.transaction(asker.context, (tx) => schoolOf(tx, asker, body));
  const sizes = new Map<string, number>();
  for (const { class: group } of pupils) if (group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const classes = [...sizes].map(([group, size]) => ({ class: group, size }));
  const id = mintId(place.id, keyOf(request), 0);
  return perform(parts, request, {
    target: { start: id, kind: 'campaign', org: place.id, path: place.path },
    student: null,
    asked: body,
    command: { act: 'plan', instrument, instrumentVersion: version, window, interviewers, classes } as AnyCommand,
    beside: invitePupils(
      parts.keyring,
      id,
      pupils.map((pupil) => pupil.id),
    ),
  });
}

async function schoolOf(tx: Transaction, asker: Asker, { org, classes }: z.infer<typeof schemas.planBody>) {
  if (!can(asker.role, 'planCampaign', { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
  const [place] = await listOrganisations(tx, { code: org, kind: 'school' }, { afterCode: undefined, limit: 1 });
  if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
  const all = await listOrganisations(
    tx,
    { parent: place.id, kind: 'class' },
    { afterCode: undefined, limit: MOST_CLASSES },
  );
  const own = all.map(({ id }) => id);
  if (classes?.some((group) => !own.includes(group)) === true) throw new NotFound();
  return { place, pupils: await pupilsOf(tx, classes ?? own) };
}

/** What the server knows better than a body: whether the wording was verified, and where a pupil stands. */
async function prepare(tx: Transaction, parts: Parts, id: string, asked: AnyCommand): Promise<Prepared> {
  if (asked.act === 'open')
    return { command: { ...asked, wordingVerified: await worded(tx, parts, id) } as AnyCommand };
  const student: unknown = Reflect.get(asked, 'student');
  if (asked.act !== 'recordRefusal' || typeof student !== 'string') return { command: asked };
  const place = await invitationAt(tx, id, student);
  if (place === null) throw new NotFound();
  const pupil = { class: place.class, from: place.state, count: 1 };
  const command = { act: 'recordRefusal', pupil, of: Reflect.get(asked, 'of') as string } as AnyCommand;
  return { command, beside: markRefused(id, student) };
}

async function worded(tx: Transaction, { demo }: Parts, id: string): Promise<boolean> {
  const reached = await reachStream(tx, 'campaign', id, { person: id, org: id, path: '/' });
  const { instrument, instrumentVersion } = (reached?.row.state ?? {}) as CampaignState;
  const found = findScale(instrument, instrumentVersion);
  return 'scale' in found && usableIn(found.scale, 'zh-CN', { demo }) === 'ok';
}

function responses(parts: Parts, request: FastifyRequest, id: string, query: z.infer<typeof schemas.responseQuery>) {
  const { after, limit, class: group, state } = query;
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker) => {
    await sighted(tx, 'campaign', id, asker);
    const filter = { ...(group === undefined ? {} : { class: group }), ...(state === undefined ? {} : { state }) };
    const items = await invitationsOf(tx, id, filter, { after, limit: size });
    const next = items.length === size ? (items.at(-1)?.student ?? null) : null;
    return { value: { items, next }, readings: [{ action: 'list:responses', stream: id }] };
  });
}

/** The codes of pupils who have not answered, for the sheet that a class is handed. */
function codes(parts: Parts, request: FastifyRequest, id: string) {
  return read(parts, request, async (tx, asker) => {
    await sighted(tx, 'campaign', id, asker);
    if (!can(asker.role, 'readIdentity', { ...NO_RELATION, place: true })) throw new Problem('notPermitted');
    const silent = await invitationsOf(tx, id, { silent: true }, { after: undefined, limit: 20_000 });
    const items = silent.map(({ student, number }) => ({
      student,
      number,
      code: invitationCode(parts.keyring, id, student),
    }));
    return { value: { items }, readings: [{ action: 'printCodes', stream: id }] };
  });
}
