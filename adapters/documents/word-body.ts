import { type FileChild, HeadingLevel, type IRunOptions, Paragraph, type ParagraphChild, TextRun } from 'docx';
import { type Block, isTextBlock, type OfficialDocument, type Run, type TextBlock } from '#programme/document';
import { numbersOf } from '#programme/numbering';
import { FORM_WORDS } from '#programme/official-words';
import { openText } from '#programme/plain-text';
import { chartsWithTwin, tableOf } from '#programme/table';
import type { Picture } from './chart.ts';
import { bodyRun, FACES, PLAIN } from './word-form.ts';
import { pictureOf } from './word-picture.ts';
import { type RunWriter, runWriter } from './word-runs.ts';
import { captionedTable } from './word-table.ts';

const HEADINGS = {
  1: { heading: HeadingLevel.HEADING_1, font: FACES.bold },
  2: { heading: HeadingLevel.HEADING_2, font: FACES.script },
  3: { heading: HeadingLevel.HEADING_3, font: FACES.body },
  4: { heading: HeadingLevel.HEADING_4, font: FACES.body },
} as const;

/** The blocks in order. Every chart needs its picture. Throws RangeError for one that has none. */
export function bodyOf(document: OfficialDocument, pictures: ReadonlyMap<string, Picture>): readonly FileChild[] {
  const numbers = numbersOf(document);
  const twins = chartsWithTwin(document);
  const writer = runWriter(document);
  const last = document.blocks.at(-1);
  const written = (block: Block): readonly FileChild[] => {
    const number = numbers.get(block.id) ?? '';
    if (isTextBlock(block)) return [textParagraph(block, number, document, writer, block === last)];
    const table = tableOf(document, block.table);
    const caption = `${number}　${table.title}`;
    if (block.kind === 'table') return captionedTable(table, caption, document, writer);
    const picture = pictures.get(block.id);
    if (picture === undefined) throw new RangeError(`no picture for ${block.id}`);
    const twin = twins.has(block.id)
      ? captionedTable(table, `${number}　${FORM_WORDS.behindChart[document.language]}`, document, writer)
      : [];
    return [...pictureOf(block, picture, caption, document), ...twin];
  };
  return document.blocks.flatMap(written);
}

/** The last paragraph goes with the signature: a page of names alone is none of an official document. */
function textParagraph(
  block: TextBlock,
  number: string,
  document: OfficialDocument,
  writer: RunWriter,
  isLast: boolean,
): Paragraph {
  const children = [...numbered(block, number, writer), ...openMark(block, document)];
  if (block.kind !== 'heading') return new Paragraph({ ...PLAIN, children, keepNext: isLast });
  return new Paragraph({ ...PLAIN, children, heading: HEADINGS[block.level].heading, keepNext: true });
}

function numbered(block: TextBlock, number: string, writer: RunWriter): readonly ParagraphChild[] {
  const style: IRunOptions = block.kind === 'heading' ? { ...bodyRun, font: HEADINGS[block.level].font } : bodyRun;
  const label = number === '' ? [] : [{ text: number }];
  if (block.kind !== 'point') return writer.runs([...label, ...block.runs], style);
  const [lead, rest] = leadOf([...label, ...block.runs]);
  return [...writer.runs(lead, { ...bodyRun, font: FACES.script, bold: true }), ...writer.runs(rest, bodyRun)];
}

/** A point begins with what it is about, up to the first full stop, and that is set off from the rest. */
function leadOf(runs: readonly Run[]): readonly [lead: readonly Run[], rest: readonly Run[]] {
  for (const [at, run] of runs.entries()) {
    if ('figure' in run) return [runs.slice(0, at), runs.slice(at)];
    const stop = /[。.：:]/.exec(run.text)?.index;
    if (stop === undefined) continue;
    const parts = [run.text.slice(0, stop + 1), run.text.slice(stop + 1)] as const;
    const [before, after] = parts.map((text) => (text === '' ? [] : [{ text }]));
    return [
      [...runs.slice(0, at), ...(before ?? [])],
      [...(after ?? []), ...runs.slice(at + 1)],
    ];
  }
  return [[], runs];
}

function openMark({ open }: TextBlock, document: OfficialDocument): readonly ParagraphChild[] {
  const text = openText(open, document);
  return text === '' ? [] : [new TextRun({ ...bodyRun, text, highlight: 'yellow' })];
}
