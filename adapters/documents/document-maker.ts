import type { OfficialDocument } from '#programme/document';
import { wordOf } from './word.ts';
import { workbookOf } from './workbook.ts';

export type Form = 'word' | 'workbook';

/** The work of one process: a document and the forms that it is wanted in. */
export interface Work {
  readonly document: OfficialDocument;
  readonly forms: readonly Form[];
}

/** What it says: that it listens (a message to a module that is still loading is lost), each form as it is made, or why there is none. */
export type Said = 'ready' | { readonly bytes: Uint8Array } | { readonly fault: string };

const say = (said: Said) => new Promise<void>((resolve) => process.send?.(said, () => resolve()));

async function make({ document, forms }: Work): Promise<void> {
  try {
    for (const form of forms) await say({ bytes: await (form === 'word' ? wordOf(document) : workbookOf(document)) });
  } catch (error) {
    await say({ fault: error instanceof Error ? error.message : 'unknown' });
  }
  process.disconnect();
}

process.once('message', (work: Work) => void make(work));
await say('ready');
