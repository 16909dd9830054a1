import type { Day } from '#domain/instant';
import type { OfficialDocument, ReplyMarks } from '#programme/document';

/** The parts of the form that people write; the number of the year, the day and who signs for issue are given with the last signature. */
export interface ReportForm {
  readonly addressees: readonly string[];
  /** The organ's word in the number: 心教报. */
  readonly word: string;
  readonly contact: OfficialDocument['contact'];
  readonly copies: OfficialDocument['copies'];
  /** The office that prints it; null where there is none. */
  readonly office: string | null;
  /** Of a reply to a proposal alone. */
  readonly marks: ReplyMarks | null;
}

export const EMPTY_FORM: ReportForm = {
  addressees: [],
  word: '',
  contact: null,
  copies: [],
  office: null,
  marks: null,
};

/** The document with the parts of its form as people write them. */
export function withForm(document: OfficialDocument, form: ReportForm): OfficialDocument {
  const { addressees, word, contact, copies, office, marks } = form;
  return {
    ...document,
    addressees,
    number: { ...document.number, word },
    contact,
    copies,
    printed: office === null ? null : { office, date: document.printed?.date ?? null },
    marks: document.kind === 'proposalReply' ? marks : null,
  };
}

/** What is given with the last signature. */
export interface Issue {
  readonly sequence: number;
  readonly day: Day;
  /** Name of who signed last. */
  readonly signer: string;
}

/** The document as it goes out. */
export function issued(document: OfficialDocument, { sequence, day, signer }: Issue): OfficialDocument {
  const { number, printed } = document;
  return {
    ...document,
    number: { ...number, year: Number(day.slice(0, 4)), sequence },
    date: day,
    signer,
    printed: printed === null ? null : { ...printed, date: day },
  };
}
