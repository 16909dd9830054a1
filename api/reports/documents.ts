import type { FastifyRequest } from 'fastify';
import { madeApart } from '#adapters/documents/made-apart';
import { askerOf } from '#api/asker';
import { XLSX } from '#api/attach';
import type { Parts } from '#api/parts';
import { recordReadings } from '#db/audit';
import { NotFound } from '#db/commit';
import { fileBytes } from '#db/files/held-file';
import { reportLine, signaturesOf } from '#db/queries/reports';
import { contentOf } from '#db/reports/versions';
import type { OfficialDocument } from '#programme/document';
import { allowedReport } from './desk.ts';
import { documentOf } from './reading.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const FORMS = { word: { type: DOCX, ending: 'docx' }, workbook: { type: XLSX, ending: 'xlsx' } } as const;

type Form = keyof typeof FORMS;

/** Files of drafts that were made lately: a version is the same bytes however often it is asked for. */
export type DraftFiles = (version: string, document: OfficialDocument, form: Form) => Promise<Buffer>;

const MOST_DRAFTS = 16;

export function draftFiles(): DraftFiles {
  const made = new Map<string, Promise<Buffer>>();
  return (version, document, form) => {
    const name = `${version}/${form}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const making = madeApart(document, [form]).then(([bytes = Buffer.alloc(0)]) => bytes);
    made.set(name, making);
    making.catch(() => made.delete(name));
    const [oldest] = made.keys();
    if (made.size > MOST_DRAFTS && oldest !== undefined) made.delete(oldest);
    return making;
  };
}

/** The report as a file: of a frozen one the bytes that were signed, of a draft made now, with the mark of a draft on it. */
export async function reportFile(parts: Parts, drafts: DraftFiles, request: FastifyRequest, id: string, form: Form) {
  const asker = askerOf(request);
  const { context } = asker;
  const at = await parts.clock.now();
  const found = await parts.db.transaction(context, async (tx) => {
    const { row } = await allowedReport(tx, asker, id, 'read');
    const { content, hash } = await contentOf(tx, id, row.version);
    const version = hash.toString('hex');
    const file = form === 'word' ? row.wordFile : row.workbookFile;
    if (file === null) return { document: content.document, version, bytes: null };
    await recordReadings(tx, context, at, [{ action: 'openReport', file }]);
    const bytes = await fileBytes(tx, parts.keyring, file);
    if (bytes === null) throw new NotFound();
    return { document: content.document, version, bytes };
  });
  const bytes = found.bytes ?? (await drafts(found.version, found.document, form));
  const { type, ending } = FORMS[form];
  return { type, name: `report-${id}.${ending}`, bytes };
}

/** The report as data: the document with every figure, the versions of its rules and the number of their rows, and the hash of its version. */
export function reportDocument(parts: Parts, request: FastifyRequest, id: string) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    await allowedReport(tx, asker, id, 'read');
    const row = await reportLine(tx, id);
    if (row === null) throw new NotFound();
    const { content, hash } = await contentOf(tx, id, row.version);
    const signatures = await signaturesOf(tx, id, row.version);
    const { state, version, edition, corrects, supersededBy, why } = row;
    return {
      report: id,
      state,
      version,
      edition,
      corrects,
      why,
      supersededBy,
      hash: hash.toString('hex'),
      document: documentOf(row, content, signatures),
      figures: content.traced,
      signatures,
    };
  });
}
