/**
 * Editing a draft. The text of a block is written with a placeholder for each figure, `宣传{{activities.times.publicity}}，覆盖…`; the editor
 * writes around the placeholders and may move them, but a figure that the block shows cannot be left out, and its value is nowhere to be typed.
 */
import {
  FIGURE_CODE,
  figureOf,
  isFigureRun,
  isTextBlock,
  type OfficialDocument,
  type Run,
  runsText,
  type TextBlock,
} from './document.ts';
import { type DocumentFault, fault, textFaults } from './document-fault.ts';

const PLACEHOLDER = /\{\{([^{}]*)\}\}/;

/** The text of a block with its placeholders, as an editor gets it. */
export function editableText(runs: readonly Run[]): string {
  return runs.map((run) => (isFigureRun(run) ? `{{${run.figure}}}` : run.text)).join('');
}

/** The runs that a text with placeholders stands for. Codes are not looked up; empty stretches are left out. */
export function runsOf(text: string): readonly Run[] {
  return text
    .split(PLACEHOLDER)
    .map((part, at) => (at % 2 === 1 ? { figure: part.trim() } : { text: part }))
    .filter((run) => 'figure' in run || run.text !== '');
}

export type Edited = { readonly document: OfficialDocument } | { readonly faults: readonly DocumentFault[] };

/**
 * The document with the text of one block written anew; what was open in the block is thereby answered. Faults point into the edit: `/text`, and
 * name the figure they are about; `/block` for a block that is not there or holds no text.
 */
export function editBlock(document: OfficialDocument, blockId: string, text: string): Edited {
  const block = document.blocks.find(({ id }) => id === blockId);
  if (block === undefined) return { faults: [fault('/block', 'noSuchBlock')] };
  if (!isTextBlock(block)) return { faults: [fault('/block', 'notEditable')] };
  const runs = runsOf(text);
  const faults = [...runFaults(runs, document, () => '/text'), ...droppedFaults(block.runs, runs)];
  if (faults.length > 0) return { faults };
  const { open: _, ...answered } = block;
  const edited: TextBlock = { ...answered, runs };
  return { document: { ...document, blocks: document.blocks.map((other) => (other === block ? edited : other)) } };
}

function droppedFaults(before: readonly Run[], after: readonly Run[]): readonly DocumentFault[] {
  const left = after.filter(isFigureRun).map(({ figure }) => figure);
  return before.filter(isFigureRun).flatMap(({ figure }) => {
    const at = left.indexOf(figure);
    if (at === -1) return [fault('/text', 'figureDropped', figure)];
    left.splice(at, 1);
    return [];
  });
}

/** What is wrong with the runs of a text block; `pointerOf` gives the pointer of the n-th run. */
export function runFaults(
  runs: readonly Run[],
  document: OfficialDocument,
  pointerOf: (at: number) => string,
): readonly DocumentFault[] {
  if (runs.length === 0) return [fault(pointerOf(0), 'textMissing')];
  const faults = runs.flatMap((run, at) => {
    if (isFigureRun(run)) return figureFaults(run.figure, document, pointerOf(at));
    const broken = /\{\{|\}\}/.test(run.text) ? [fault(pointerOf(at), 'placeholderBroken')] : [];
    const plain = textFaults(run.text, pointerOf(at)).filter(({ code }) => code !== 'textMissing' || runs.length === 1);
    return [...plain, ...broken];
  });
  return faults.length > 0 ? faults : besideFaults(runs, document, pointerOf);
}

export function figureFaults(code: string, { figures }: OfficialDocument, pointer: string): readonly DocumentFault[] {
  if (!FIGURE_CODE.test(code)) return [fault(pointer, 'figureMalformed')];
  return Object.hasOwn(figures, code) ? [] : [fault(pointer, 'figureUnknown', code)];
}

const ENDS_IN_NUMBER = /(?:\p{N}[\s.,．·]*|[-－−+＋±/／]\s*|[十百千万亿])$/u;
const BEGINS_WITH_NUMBER = /^\s*(?:[.,．·]?\s*\p{N}|[%‰％/／×十百千万亿余多])/u;

/** 1{{figure}} reads ten times as much, {{figure}}万 ten thousand times: what stands beside a figure must not alter it. A unit keeps what follows apart. */
function besideFaults(
  runs: readonly Run[],
  document: OfficialDocument,
  pointerOf: (at: number) => string,
): readonly DocumentFault[] {
  return runs.flatMap((run, at) => {
    if (!isFigureRun(run)) return [];
    const altered =
      ENDS_IN_NUMBER.test(runsText(runs.slice(0, at), document)) ||
      (figureOf(document.figures, run.figure).unit === '' &&
        BEGINS_WITH_NUMBER.test(runsText(runs.slice(at + 1), document)));
    return altered ? [fault(pointerOf(at), 'numberBesideFigure', run.figure)] : [];
  });
}
