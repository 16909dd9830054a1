import type { Block, OfficialDocument } from '#programme/document';
import { words } from '#domain/words';
import { writtenNumber } from '#programme/official-words';

const SAID = {
  before: words('本件更正', 'This takes the place of '),
  because: words('，原件同时废止。更正原因：', ', which is withdrawn with it. Reason: '),
  end: words('。', '.'),
} as const;

/** The number under which a report went out. */
export interface Numbered {
  readonly numberWord: string | null;
  readonly numberYear: number | null;
  readonly numberSequence: number | null;
}

/** A draft that says, before all else, which report it takes the place of and why. A stop at the end of the reason is not doubled. */
export function correction(document: OfficialDocument, old: Numbered, why: string): OfficialDocument {
  const { language } = document;
  const said = (what: keyof typeof SAID) => SAID[what][language];
  const { numberWord, numberYear, numberSequence } = old;
  const number = writtenNumber({ word: numberWord ?? '', year: numberYear ?? 0, sequence: numberSequence }, language);
  const reason = why.replaceAll(/\s+/gu, ' ').replace(/[。.]$/, '');
  const text = `${said('before')}${number}${said('because')}${reason}${said('end')}`;
  const block: Block = { kind: 'paragraph', id: 'correction', runs: [{ text }] };
  const others = document.blocks.filter(({ id }) => id !== 'correction');
  return {
    ...document,
    blocks: [block, ...others],
    number: { ...document.number, sequence: null },
    date: null,
    signer: null,
  };
}
