import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { refusePlace } from '#db/campaign-acts';
import { NotFound } from '#db/commit';
import { takeSheet } from '#db/intake';
import { invitationCode } from '#db/invite';
import {
  awaitingConsentByClass,
  completionByClass,
  completionBySchool,
  totalOf,
} from '#db/queries/campaign-completion';
import { type CampaignView, campaignView } from '#db/queries/campaign-places';
import { invitationsOf, placeAt } from '#db/queries/invitations';
import { knownStudent } from '#db/queries/known-student';
import type { Transaction } from '#db/transaction';
import { requestDigest } from '#db/vault/keyring';
import { CAMPAIGN_ACTS } from '#domain/campaign-acts';
import { dailyCapacity, roomToday, startRefused } from '#domain/campaign-capacity';
import type { Instant } from '#domain/instant';
import { can, NO_RELATION } from '#domain/permission';
import { keyOf, perform, wakeAll } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { read } from './reading.ts';
import { pageSize } from './schemas/common.ts';
import type * as schemas from './schemas/campaigns.ts';
import { sheetProblem } from './sheet-problem.ts';
import { sighted } from './stream-resource.ts';

const AT_PLACE = { ...NO_RELATION, place: true };
/** More than any class has. */
const MOST_OF_A_CLASS = 500;

/** A campaign that the asker's place takes part in: kept at or below it, or the class teacher's own school's. */
async function takingPart(tx: Transaction, id: string, asker: Asker): Promise<CampaignView> {
  const view = await campaignView(tx, id);
  const near = view !== null && (view.path.startsWith(asker.path) || asker.path.startsWith(view.path));
  if (!near || !can(asker.role, 'listStudents', AT_PLACE)) throw new NotFound();
  return view;
}

type ResponseQuery = z.infer<typeof schemas.responseQuery>;

/** Who was asked, where each stands and whose guardian's consent is missing; nothing of what was answered. */
export function listResponses(parts: Parts, request: FastifyRequest, id: string, query: ResponseQuery) {
  const { after, limit, class: group, state, awaitsConsent } = query;
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker, at) => {
    await sighted(tx, 'campaign', id, asker);
    const filter = {
      ...(group === undefined ? {} : { class: group }),
      ...(state === undefined ? {} : { state }),
      ...(awaitsConsent === undefined ? {} : { awaitsConsent: true as const }),
    };
    const items = await invitationsOf(tx, id, filter, at, { after, limit: size });
    const next = items.length === size ? (items.at(-1)?.student ?? null) : null;
    return { value: { items, next }, readings: [{ action: 'list:responses', stream: id }] };
  });
}

/** The codes of one class, for the slips that its pupils are handed; none for whoever is at home on a leave. Each code shown stands in the audit with its pupil. */
export function showCodes(parts: Parts, request: FastifyRequest, id: string, group: string) {
  return read(parts, request, async (tx, asker, at) => {
    await takingPart(tx, id, asker);
    if (!can(asker.role, 'readIdentity', AT_PLACE)) throw new Problem('notPermitted');
    const places = await invitationsOf(tx, id, { nowIn: group }, at, { after: undefined, limit: MOST_OF_A_CLASS });
    if (places.length === 0) throw new NotFound();
    const here = places.filter(({ away }) => !away);
    const items = here.map(({ student, number, state, awaitsConsent }) => ({
      student,
      number,
      state,
      awaitsConsent,
      code: invitationCode(parts.keyring, id, student),
    }));
    const readings = here.map(({ student }) => ({ action: 'showCode', student, stream: id }));
    return { value: { items }, readings };
  });
}

/** How far a campaign has come, class by class, and what may still be started today. Numbers only. */
export function readCompletion(parts: Parts, request: FastifyRequest, id: string) {
  return read(parts, request, async (tx, asker, at) => {
    const view = await takingPart(tx, id, asker);
    const lines = await completionByClass(tx, id);
    const awaiting = await awaitingConsentByClass(tx, id, at);
    const classes = lines.map((line) => ({ ...line, awaitingConsent: awaiting.get(line.class) ?? 0 }));
    const awaitingConsent = classes.reduce((sum, line) => sum + line.awaitingConsent, 0);
    const total = { ...totalOf(lines), awaitingConsent };
    const { stage, instrument, instrumentVersion, window, interviewers } = view.state;
    const planned = { campaign: id, stage, instrument, instrumentVersion, window, interviewers };
    const value = { ...planned, total, classes, today: todayOf(view, at) };
    return { value, readings: [{ action: 'read:completion', stream: id }] };
  });
}

/** N12, told plainly: what today's interviewers can answer for, what is left of it, and why nothing may begin now. */
function todayOf(view: CampaignView, at: Instant) {
  const refused = startRefused(view, at);
  return {
    capacity: dailyCapacity(view.policy, view.state.interviewers),
    room: roomToday(view, view.state, at),
    refused: refused?.refused ?? null,
    because: refused === undefined ? null : String(refused.detail?.because),
  };
}

/** The same, school by school, for whoever answers for several. */
export function listCompletion(
  parts: Parts,
  request: FastifyRequest,
  { after, limit, open }: z.infer<typeof schemas.completionQuery>,
) {
  const size = pageSize(limit);
  return read(parts, request, async (tx, asker) => {
    if (!can(asker.role, 'listStudents', AT_PLACE)) throw new Problem('notPermitted');
    const items = await completionBySchool(tx, open === 'true', { after, limit: size });
    const next = items.length === size ? (items.at(-1)?.campaign ?? null) : null;
    return { value: { items, next }, readings: [{ action: 'list:completion' }] };
  });
}

/** A pupil or guardian said no: recorded as that, by whoever of the school was told (N18). */
export async function recordRefusal(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  body: z.infer<typeof schemas.refusalBody>,
) {
  const { student, of } = body;
  const asker = askerOf(request);
  await parts.db.transaction(asker.context, async (tx) => {
    await takingPart(tx, id, asker);
    if (!CAMPAIGN_ACTS.recordRefusal.by.includes(asker.role)) throw new Problem('notPermitted');
    if ((await placeAt(tx, id, student)) === null) throw new NotFound();
  });
  const { at } = await perform(parts, request, {
    target: { stream: id },
    ofStudent: false,
    asked: body,
    command: { act: 'recordRefusal' },
    complete: refusePlace(id, student, of),
  });
  return { recorded: true as const, at };
}

/** One sheet that was filled in on paper, under the name of whoever copied it. It is judged and warns like one from a phone. */
export async function takePaper(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  body: z.infer<typeof schemas.paperBody>,
) {
  const asker = askerOf(request);
  const now = await parts.clock.now();
  const { student, version, answers, answeredAt } = body;
  const { instrument, readable } = await parts.db.transaction(asker.context, async (tx) => {
    const known = await knownStudent(tx, student, asker);
    const asked = await placeAt(tx, id, student);
    if (known === null || asked === null) throw new NotFound();
    if (!can(asker.role, 'importFiles', known.relation)) throw new Problem('notPermitted');
    if (version !== asked.instrumentVersion)
      throw new Problem('unknownVersion', { pointers: [{ pointer: '/version', code: 'unknownVersion' }] });
    return { instrument: asked.instrument, readable: can(asker.role, 'readTexts', known.relation) };
  });
  if (answeredAt > now) throw new Problem('invalidRequest', { pointers: [{ pointer: '/answeredAt', code: 'later' }] });
  const context = { ...asker.context, actor: asker.person };
  const taken = await takeSheet(parts.db, parts.clock, context, parts.keyring, {
    student,
    campaign: id,
    instrument,
    version,
    answers,
    observedAt: answeredAt,
    actKey: keyOf(request),
    digest: requestDigest(parts.keyring, { campaign: id, ...body }),
    actor: asker.actor,
  });
  if ('fault' in taken) throw sheetProblem(taken);
  const { sheet, outcome } = taken;
  if (outcome.status === 'refused') throw new Problem('internal');
  if (outcome.status === 'recorded') wakeAll(parts, outcome);
  return { recorded: true as const, sheet, at: outcome.at, case: readable ? outcome.stream : null };
}
