import { isTextBlock, type OfficialDocument, type TextBlock } from '#programme/document';
import { type Edited, runFaults, runsOf } from '#programme/document-edit';
import { fault } from '#programme/document-fault';
import { isOwn, nextOwn } from './refresh.ts';

/** What a person may add to a draft. */
export interface NewBlock {
  /** Id of the block that it follows. */
  readonly after: string;
  readonly kind: 'paragraph' | 'point';
  /** With placeholders of figures, as in an edit. */
  readonly text: string;
}

const MOST_BLOCKS = 200;

/** The document with one more block. Faults: `/after` for a block that is not there or has none after it, `/text` for its words. */
export function addBlock(document: OfficialDocument, { after, kind, text }: NewBlock): Edited {
  const at = document.blocks.findIndex(({ id }) => id === after);
  if (at === -1) return { faults: [fault('/after', 'noSuchBlock')] };
  if (document.blocks.length >= MOST_BLOCKS) return { faults: [fault('/after', 'tooManyBlocks')] };
  const runs = runsOf(text);
  const faults = runFaults(runs, document, () => '/text');
  if (faults.length > 0) return { faults };
  const block: TextBlock = { kind, id: nextOwn(document.blocks), runs };
  return { document: { ...document, blocks: document.blocks.toSpliced(at + 1, 0, block) } };
}

/** The document without a block that a person has added. What we have drawn can be rewritten, not left out. */
export function dropBlock(document: OfficialDocument, id: string): Edited {
  const block = document.blocks.find((one) => one.id === id);
  if (block === undefined) return { faults: [fault('/block', 'noSuchBlock')] };
  if (!isTextBlock(block) || !isOwn(id)) return { faults: [fault('/block', 'notEditable')] };
  return { document: { ...document, blocks: document.blocks.filter((one) => one !== block) } };
}
