/** Why a document, or an edit of it, does not hold. Codes are stable; the API answers with them and their pointers. */
export const DOCUMENT_FAULTS = [
  'idMalformed',
  'idTwice',
  'textMissing',
  'textTooLong',
  'characterRefused',
  'placeholderBroken',
  'figureMalformed',
  'figureUnknown',
  'figureDropped',
  'numberBesideFigure',
  'headingSkipsLevel',
  'rowLengthWrong',
  'columnUnknown',
  'tableMalformed',
  'tableUnknown',
  'dayUnknown',
  'numberInvalid',
  'noSuchBlock',
  'notEditable',
  'partMissing',
  'stillOpen',
  'figureUncomputed',
  'tooManyBlocks',
] as const;
export type DocumentFaultCode = (typeof DOCUMENT_FAULTS)[number];

export interface DocumentFault {
  /** Where in the document or in the edit (RFC 6901). */
  readonly pointer: string;
  readonly code: DocumentFaultCode;
  /** The code of the figure that it is about. */
  readonly figure?: string;
}

export function fault(pointer: string, code: DocumentFaultCode, figure?: string): DocumentFault {
  return figure === undefined ? { pointer, code } : { pointer, code, figure };
}

const LONGEST_TEXT = 4_000;

/**
 * What no line of a document may hold: control characters and halves of surrogate pairs (XML 1.0 2.2 refuses them), line ends (a block is one
 * paragraph), and marks that turn the direction of writing or hide (a line that reads otherwise than it is stored).
 */
const REFUSED_CHARACTERS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/u;

/** What is wrong with a line of plain words at `pointer`; empty when nothing is. */
export function textFaults(text: string, pointer: string): readonly DocumentFault[] {
  if (text.trim() === '') return [fault(pointer, 'textMissing')];
  return [
    ...(text.length > LONGEST_TEXT ? [fault(pointer, 'textTooLong')] : []),
    ...(REFUSED_CHARACTERS.test(text) ? [fault(pointer, 'characterRefused')] : []),
  ];
}
