import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { askerOf, type Asker } from '#api/asker';
import { wakeAll } from '#api/acts';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import type { beginBody, blockBody, correctionBody, formBody, newBlockBody, planBody } from '#api/schemas/reports';
import { NotFound } from '#db/commit';
import type { Kept, Recorded } from '#db/outcome';
import { type Place, placesByCode } from '#db/records/place';
import { beginReport, newReportId } from '#db/reports/begin';
import { drawReport, type ReportContent } from '#db/reports/compose';
import { DocumentRefused } from '#db/reports/document-refused';
import { type Change, editReport, withdrawReport } from '#db/reports/edit';
import { movedSince, placeOf, returnReport, submitReport } from '#db/reports/sign';
import { contentOf, type ReportRow, setAddressed } from '#db/reports/versions';
import type { Transaction } from '#db/transaction';
import type { Tier } from '#domain/programme-access';
import type { DocumentKind } from '#programme/document';
import { type Edited, editBlock } from '#programme/document-edit';
import { correction } from '#programme/report/correction';
import { type ReportForm, withForm } from '#programme/report/form';
import { addBlock, dropBlock } from '#programme/report/own-blocks';
import { redrawn, refreshed } from '#programme/report/refresh';
import { allowedReport, answeredAct, deskOf, mayReport } from './desk.ts';
import { readReport } from './reading.ts';

const ANNUAL: Readonly<Record<Tier, DocumentKind>> = {
  city: 'cityReport',
  county: 'countyReport',
  school: 'schoolReport',
};

type Begin = z.infer<typeof beginBody>;

/** Draws a new report: the annual one of an organisation, or a reply to a proposal. */
export async function begin(parts: Parts, request: FastifyRequest, body: Begin) {
  const asker = askerOf(request);
  const { from, to, language, dueOn, form } = body;
  if (to < from) throw new Problem('invalidRequest', { pointers: [{ pointer: '/to', code: 'endsBeforeBegin' }] });
  const { place, addressed } = await parts.db.transaction(asker.context, async (tx) => ({
    place: await placeAsked(tx, asker, body.org),
    addressed: await addressedBy(tx, body.addressed),
  }));
  const { desk, keeping } = deskOf(parts, request, body);
  const id = newReportId(place, keeping);
  const plan = body.kind === 'proposalReply' ? body.plan : null;
  const wanted = {
    kind: plan === null ? ANNUAL[place.tier] : ('proposalReply' as const),
    drawing: { place, period: { from, to }, language, form: named(form), plan },
    addressed,
    dueOn,
    corrects: null,
  };
  return told(parts, request, id, await answeredAct(() => beginReport(desk, id, wanted, keeping)));
}

async function placeAsked(tx: Transaction, asker: Asker, org: string): Promise<Place> {
  const place = (await placesByCode(tx, [org])).get(org);
  if (place?.path.startsWith(asker.path) !== true) throw new NotFound();
  if (!mayReport(asker, 'record', place)) throw new Problem('notPermitted');
  return place;
}

/** Ids of organisations by their codes. */
async function addressedBy(tx: Transaction, codes: readonly string[]): Promise<readonly string[]> {
  const places = await placesByCode(tx, codes);
  return codes.map((code, at) => {
    const place = places.get(code);
    if (place === undefined)
      throw new Problem('invalidRequest', { pointers: [{ pointer: `/addressed/${at}`, code: 'unknownPlace' }] });
    return place.id;
  });
}

/** Left out and undefined are one. */
function named({ copies, ...form }: Begin['form']): ReportForm {
  return { ...form, copies: copies.map(({ to, count }) => (count === undefined ? { to } : { to, count })) };
}

/** Whoever is told by the act is woken; the report as it stands then is the answer. */
function told(parts: Parts, request: FastifyRequest, id: string, done: Recorded | Kept) {
  if (done.status === 'recorded') wakeAll(parts, done);
  return readReport(parts, request, id);
}

async function edit(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  body: { readonly against: number },
  change: Change,
) {
  const asker = askerOf(request);
  await parts.db.transaction(asker.context, (tx) => allowedReport(tx, asker, id, 'record'));
  const { desk, keeping } = deskOf(parts, request, body);
  return told(parts, request, id, await answeredAct(() => editReport(desk, id, body.against, change, keeping)));
}

function taken(content: ReportContent, edited: Edited): ReportContent {
  if ('faults' in edited) throw new DocumentRefused(edited.faults);
  return { ...content, document: edited.document };
}

export function writeBlock(
  parts: Parts,
  request: FastifyRequest,
  { id, block }: { readonly id: string; readonly block: string },
  body: z.infer<typeof blockBody>,
) {
  return edit(parts, request, id, body, (_tx, _row, content) => ({
    act: 'edited',
    block,
    content: taken(content, editBlock(content.document, block, body.text)),
  }));
}

export function addOwnBlock(parts: Parts, request: FastifyRequest, id: string, body: z.infer<typeof newBlockBody>) {
  return edit(parts, request, id, body, (_tx, _row, content) => ({
    act: 'added',
    block: body.after,
    content: taken(content, addBlock(content.document, body)),
  }));
}

export function dropOwnBlock(
  parts: Parts,
  request: FastifyRequest,
  { id, block }: { readonly id: string; readonly block: string },
  body: { readonly against: number },
) {
  return edit(parts, request, id, body, (_tx, _row, content) => ({
    act: 'dropped',
    block,
    content: taken(content, dropBlock(content.document, block)),
  }));
}

export function writeForm(parts: Parts, request: FastifyRequest, id: string, body: z.infer<typeof formBody>) {
  const form = named(body.form);
  return edit(parts, request, id, body, async (tx, row, content) => {
    await setAddressed(tx, row.id, await addressedBy(tx, body.addressed));
    return { act: 'formed', content: { ...content, form, document: withForm(content.document, form) } };
  });
}

/** Another plan of a reply: other questions, other topics; what people wrote stays where its block does. */
export function writePlan(parts: Parts, request: FastifyRequest, id: string, body: z.infer<typeof planBody>) {
  const { plan } = body;
  return edit(parts, request, id, body, async (tx, row, content, at) => {
    if (content.plan === null) throw new Problem('notPermitted');
    const drawn = await drawnNow(tx, row, { ...content, plan }, at);
    return { act: 'formed', content: { ...drawn, document: redrawn(content.document, drawn.document) } };
  });
}

/** Counts every figure anew; texts stay. */
export function refresh(parts: Parts, request: FastifyRequest, id: string, body: { readonly against: number }) {
  return edit(parts, request, id, body, async (tx, row, content, at) => {
    const drawn = await drawnNow(tx, row, content, at);
    return { act: 'refreshed', content: { ...drawn, document: refreshed(content.document, drawn.document) } };
  });
}

async function drawnNow(tx: Transaction, row: ReportRow, { form, plan }: ReportContent, at: number) {
  const { from, to, language } = row;
  return drawReport(tx, { place: await placeOf(tx, row), period: { from, to }, language, form, plan }, at);
}

/** Figures that are no longer what the last version shows. */
export async function readMoved(parts: Parts, request: FastifyRequest, id: string) {
  const asker = askerOf(request);
  const at = await parts.clock.now();
  return parts.db.transaction(asker.context, async (tx) => {
    const { row } = await allowedReport(tx, asker, id, 'read');
    const { content } = await contentOf(tx, id, row.version);
    return { items: [...(await movedSince(tx, row, content, at))] };
  });
}

export async function submit(parts: Parts, request: FastifyRequest, id: string, body: { readonly against: number }) {
  const asker = askerOf(request);
  await parts.db.transaction(asker.context, (tx) => allowedReport(tx, asker, id, 'record'));
  const { desk, keeping } = deskOf(parts, request, body);
  return told(parts, request, id, await answeredAct(() => submitReport(desk, id, body.against, keeping)));
}

export async function giveBack(
  parts: Parts,
  request: FastifyRequest,
  id: string,
  body: { readonly against: number; readonly why: string },
) {
  const asker = askerOf(request);
  await parts.db.transaction(asker.context, (tx) => allowedReport(tx, asker, id, 'approve'));
  const { desk, keeping } = deskOf(parts, request, body);
  const { against, why } = body;
  return told(parts, request, id, await answeredAct(() => returnReport(desk, id, against, why, keeping)));
}

export async function giveUp(parts: Parts, request: FastifyRequest, id: string) {
  const asker = askerOf(request);
  await parts.db.transaction(asker.context, (tx) => allowedReport(tx, asker, id, 'record'));
  const { desk, keeping } = deskOf(parts, request, {});
  return told(parts, request, id, await answeredAct(() => withdrawReport(desk, id, keeping)));
}

/** Begins the version that takes the place of a frozen one, with the reason; until it is frozen itself, the old one is in force. */
export async function correct(parts: Parts, request: FastifyRequest, id: string, body: z.infer<typeof correctionBody>) {
  const asker = askerOf(request);
  const { why, dueOn } = body;
  const { row, place, held } = await parts.db.transaction(asker.context, async (tx) => {
    const found = await allowedReport(tx, asker, id, 'record');
    return { ...found, held: (await contentOf(tx, id, found.row.version)).content };
  });
  if (row.state !== 'frozen' || row.supersededBy !== null)
    throw new Problem('wrongStage', { facts: { state: row.state, supersededBy: row.supersededBy } });
  const { from, to, language, kind, edition, addressed } = row;
  const { form, plan } = held;
  const { desk, keeping } = deskOf(parts, request, body);
  const next = newReportId(place, keeping);
  const wanted = {
    kind,
    drawing: { place, period: { from, to }, language, form, plan },
    addressed,
    dueOn,
    corrects: { report: id, edition, why },
    content: (drawn: ReportContent) => ({
      ...drawn,
      document: correction(refreshed(held.document, drawn.document), row, why),
    }),
  };
  return told(parts, request, next, await answeredAct(() => beginReport(desk, next, wanted, keeping)));
}
