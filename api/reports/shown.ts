import type { Traced } from '#db/queries/report-input';
import { figureRule } from '#programme/counting/rules';
import { type Block, isFigureRun, isTextBlock, type OfficialDocument, runsText } from '#programme/document';
import { documentFaults, signingFaults } from '#programme/document-check';
import { editableText } from '#programme/document-edit';
import { formLines } from '#programme/form-lines';
import { numbersOf } from '#programme/numbering';
import { isOwn } from '#programme/report/refresh';
import { cellText, printedRows, tableCodes, tableOf } from '#programme/table';

/** Over what the figures of a report are taken. */
export interface Scope {
  readonly org: string;
  readonly from: string;
  readonly to: string;
}

/** A document as a console shows it: lines of the form, blocks, figures that open their rows, tables, and what keeps it from being signed. */
export function shownDocument(document: OfficialDocument, traced: readonly Traced[], scope: Scope) {
  const numbers = numbersOf(document);
  return {
    lines: formLines(document),
    blocks: document.blocks.map((block) => shownBlock(block, document, numbers.get(block.id) ?? '')),
    figures: shownFigures(document, traced, scope),
    tables: tableCodes(document).map((code) => {
      const table = tableOf(document, code);
      const { title, definition, unit, columns } = table;
      const cells = printedRows(table);
      return {
        code,
        title,
        definition,
        unit,
        columns: [...columns],
        rows: cells.map((row) => row.map((cell) => cellText(cell, document.figures))),
        figures: cells.map((row) => row.map((cell) => (isFigureRun(cell) ? cell.figure : null))),
      };
    }),
    faults: [...documentFaults(document), ...signingFaults(document)],
  };
}

function shownBlock(block: Block, document: OfficialDocument, number: string) {
  const { id, kind } = block;
  if (!isTextBlock(block))
    return { id, kind, number, level: null, text: null, editable: null, open: null, own: false, table: block.table };
  return {
    id,
    kind,
    number,
    level: block.kind === 'heading' ? block.level : null,
    text: runsText(block.runs, document),
    editable: editableText(block.runs),
    open: block.open ?? null,
    own: isOwn(id),
    table: null,
  };
}

/** In the order of their codes. What is no count of records has no rule and no rows. */
function shownFigures({ figures }: OfficialDocument, traced: readonly Traced[], { org, from, to }: Scope) {
  const counted = new Map(traced.map((one) => [one.code, one]));
  return Object.entries(figures)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { value, shown, unit }]) => {
      // A figure of one part of the place stands behind an `@` with the code of that part.
      const [whole = code, part = org] = code.split('@');
      const rule = figureRule(whole);
      const { version = null, rows = null, unapproved = null } = counted.get(code) ?? {};
      const opens = rule === undefined ? null : `/api/figures/${whole}/rows?org=${part}&from=${from}&to=${to}`;
      return {
        code,
        value,
        shown,
        unit,
        name: rule?.name ?? null,
        rule: rule?.rule ?? null,
        version,
        rows,
        unapproved,
        opens,
      };
    });
}
