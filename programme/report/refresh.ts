import {
  type Block,
  type Figure,
  type FigureCode,
  type Figures,
  isFigureRun,
  isTextBlock,
  type OfficialDocument,
  type TextBlock,
} from '#programme/document';

/** A figure that is no longer what a draft shows. */
export interface MovedFigure {
  readonly code: FigureCode;
  /** Null: the draft does not hold it. */
  readonly was: Figure | null;
  /** Null: it is not counted any more. */
  readonly now: Figure | null;
}

/** What differs between the figures that a draft holds and those counted now, in the order of their codes. */
export function movedFigures(held: Figures, now: Figures): readonly MovedFigure[] {
  const codes = [...new Set([...Object.keys(held), ...Object.keys(now)])].toSorted();
  return codes.flatMap((code) => {
    const [was = null, is = null] = [held[code], now[code]];
    const same =
      was !== null && is !== null && was.value === is.value && was.shown === is.shown && was.unit === is.unit;
    return same ? [] : [{ code, was, now: is }];
  });
}

/**
 * A draft with the figures and tables counted now; what people wrote stays. Where records came to a report that had none (or went from one that had), the
 * blocks are drawn anew around what people wrote.
 */
export function refreshed(draft: OfficialDocument, fresh: OfficialDocument): OfficialDocument {
  const { figures, tables } = fresh;
  const others = (Object.keys(draft.tables).length === 0) !== (Object.keys(tables).length === 0);
  const blocks = others ? merged(draft.blocks, fresh) : draft.blocks.filter((block) => holds(block, fresh));
  return { ...draft, blocks, figures, tables };
}

/** Blocks drawn anew around what people wrote: into blocks that the new ones hold too, and blocks of their own, each behind the one that it stood behind. */
function merged(written: readonly Block[], fresh: OfficialDocument): readonly Block[] {
  const kept = new Map(
    written.filter((block) => isWritten(block) && holds(block, fresh)).map((block) => [block.id, block]),
  );
  const blocks = fresh.blocks.map((block) => (isWritable(block) ? (kept.get(block.id) ?? block) : block));
  for (const [at, block] of written.entries()) {
    if (!isOwn(block.id) || !holds(block, fresh)) continue;
    const before = written[at - 1]?.id;
    const behind = blocks.findIndex(({ id }) => id === before);
    blocks.splice(behind === -1 ? blocks.length : behind + 1, 0, block);
  }
  return blocks;
}

/** Headings are drawn. */
function isWritable(block: Block): block is TextBlock {
  return isTextBlock(block) && block.kind !== 'heading';
}

function isWritten(block: Block): boolean {
  return isWritable(block) && block.open === undefined;
}

/** A draft drawn anew from another plan: other questions, other topics. What people wrote stays where its block does. */
export function redrawn(draft: OfficialDocument, fresh: OfficialDocument): OfficialDocument {
  const { figures, tables, title } = fresh;
  return { ...draft, title, blocks: merged(draft.blocks, fresh), figures, tables };
}

/** Whether everything that a block shows is there. */
function holds(block: Block, { figures, tables }: OfficialDocument): boolean {
  if (!isTextBlock(block)) return Object.hasOwn(tables, block.table);
  return block.runs.every((run) => !isFigureRun(run) || Object.hasOwn(figures, run.figure));
}

const OWN = /^own-(\d+)$/;

/** Whether a block was added by a person. */
export function isOwn(id: string): boolean {
  return OWN.test(id);
}

/** The id of the next block that a person adds. */
export function nextOwn(blocks: readonly Block[]): string {
  const taken = blocks.map(({ id }) => Number(OWN.exec(id)?.[1] ?? 0));
  return `own-${Math.max(0, ...taken) + 1}`;
}
