import { type Block, isTextBlock, type OfficialDocument, runsText } from './document.ts';
import { formLines, tableNote } from './form-lines.ts';
import { numbersOf } from './numbering.ts';
import { FORM_WORDS, MARKS } from './official-words.ts';
import { cellText, chartsWithTwin, printedRows, type Table, tableOf } from './table.ts';

/** The document as it reads from top to bottom, a line for each line of the form; cells are parted by tabs. */
export function plainText(document: OfficialDocument): string {
  const form = formLines(document);
  const lines = [
    ...form.marks,
    form.letterhead,
    [form.number, form.signer?.join('')].filter(Boolean).join('　'),
    ...form.title,
    form.addressees,
    ...bodyLines(document),
    ...form.attachments,
    form.issuer,
    form.date,
    form.contact,
    form.copies,
    form.printed?.join('　'),
  ];
  return `${lines.filter((line) => line !== null && line !== undefined).join('\n')}\n`;
}

function bodyLines(document: OfficialDocument): readonly string[] {
  const numbers = numbersOf(document);
  const twins = chartsWithTwin(document);
  return document.blocks.flatMap((block) => blockLines(block, document, numbers.get(block.id) ?? '', twins));
}

function blockLines(block: Block, document: OfficialDocument, number: string, twins: ReadonlySet<string>): string[] {
  if (isTextBlock(block)) return [`${number}${runsText(block.runs, document)}${openText(block.open, document)}`];
  const table = tableOf(document, block.table);
  const caption = `${number}　${table.title}`;
  if (block.kind === 'table') return [caption, ...tableLines(table, document)];
  const twin = `${number}　${FORM_WORDS.behindChart[document.language]}`;
  return twins.has(block.id) ? [caption, twin, ...tableLines(table, document)] : [caption];
}

function tableLines(table: Table, { figures, language }: OfficialDocument): string[] {
  const unit = table.unit === '' ? [] : [`${FORM_WORDS.unit[language]}${table.unit}`];
  const written = printedRows(table).map((row) => row.map((cell) => cellText(cell, figures)).join('\t'));
  return [...unit, table.columns.join('\t'), ...written, tableNote(table, language)];
}

/** What is still to be written, in heavy brackets; '' where nothing is. */
export function openText(open: string | undefined, { language }: OfficialDocument): string {
  const [left, right] = MARKS[language].bracket;
  return open === undefined ? '' : `${left}${FORM_WORDS.open[language]}${open}${right}`;
}
