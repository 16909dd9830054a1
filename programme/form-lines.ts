import type { OfficialDocument } from './document.ts';
import { FORM_WORDS, MARKS, writtenDay, writtenNumber } from './official-words.ts';
import type { Table } from './table.ts';

/** The parts around the body as they read, one string a line; none where the document lacks the part. What is shown and what is tested are these. */
export interface FormLines {
  readonly marks: readonly string[];
  readonly letterhead: string;
  readonly number: string;
  /** The label and the name, which are set in two typefaces. */
  readonly signer: readonly [label: string, name: string] | null;
  readonly title: readonly string[];
  readonly addressees: string | null;
  readonly attachments: readonly string[];
  readonly issuer: string;
  readonly date: string;
  readonly contact: string | null;
  readonly copies: string | null;
  readonly printed: readonly [office: string, date: string] | null;
}

export function formLines(document: OfficialDocument): FormLines {
  const { language, issuer, signer, title, addressees, printed } = document;
  const said = (part: keyof typeof FORM_WORDS) => FORM_WORDS[part][language];
  return {
    marks: marksLines(document),
    letterhead: `${issuer}${said('document')}`,
    number: writtenNumber(document.number, language),
    signer: signer === null ? null : [said('signer'), signer],
    title,
    addressees: addressees.length === 0 ? null : `${addressees.join(said('between'))}${said('addresseeEnd')}`,
    attachments: attachmentLines(document),
    issuer,
    date: writtenDay(document.date, language),
    contact: contactLine(document),
    copies: copiesLine(document),
    printed: printed === null ? null : [printed.office, printedDay(document)],
  };
}

function marksLines({ marks, language }: OfficialDocument): readonly string[] {
  if (marks === null) return [];
  const open = marks.public ? FORM_WORDS.yes : FORM_WORDS.no;
  return [`${FORM_WORDS.result[language]}${marks.result}`, `${FORM_WORDS.public[language]}${open[language]}`];
}

/** One attachment has no number; names end without a mark (GB/T 9704 7.3.4). */
function attachmentLines({ attachments, language }: OfficialDocument): readonly string[] {
  const label = FORM_WORDS.attachments[language];
  if (attachments.length < 2) return attachments.map((name) => `${label}${name}`);
  return attachments.map((name, at) => `${at === 0 ? label : ''}${at + 1}. ${name}`);
}

function contactLine({ contact, language }: OfficialDocument): string | null {
  if (contact === null) return null;
  const apart = language === 'en' ? ', ' : '　';
  const { open, close } = MARKS[language];
  const inside = `${FORM_WORDS.contact[language]}${contact.name}${apart}${FORM_WORDS.phone[language]}${contact.phone}`;
  return `${open}${inside}${close}`.trim();
}

function copiesLine({ copies, language }: OfficialDocument): string | null {
  if (copies.length === 0) return null;
  const { open, close, comma, stop } = MARKS[language];
  const parts = copies.map(({ to, count }) => {
    if (count === undefined) return to;
    return `${to}${open}${count}${language === 'en' ? '' : '份'}${close}`;
  });
  return `${FORM_WORDS.copies[language]}${parts.join(comma)}${stop}`;
}

function printedDay({ printed, language }: OfficialDocument): string {
  const day = writtenDay(printed?.date ?? null, language);
  return language === 'en' ? `${FORM_WORDS.printed.en} ${day}` : `${day}${FORM_WORDS.printed['zh-CN']}`;
}

/** What stands under a table: how it was counted, where, over which days, and how far the records went. */
export function tableNote(table: Table, language: OfficialDocument['language']): string {
  const { semicolon, stop } = MARKS[language];
  const facts = tableFacts(table, language).filter(([label]) => label !== FORM_WORDS.unit[language]);
  return `${facts.map(([label, fact]) => `${label}${withoutStop(fact)}`).join(semicolon)}${stop}`;
}

/** The same facts one by one, for a sheet of a workbook. */
export function tableFacts(
  table: Table,
  language: OfficialDocument['language'],
): readonly (readonly [string, string])[] {
  const { from, to } = table.period;
  const period = `${writtenDay(from, language)}${MARKS[language].to}${writtenDay(to, language)}`;
  return [
    [FORM_WORDS.definition[language], table.definition],
    [FORM_WORDS.period[language], period],
    [FORM_WORDS.scope[language], table.scope],
    [FORM_WORDS.unit[language], table.unit],
    [FORM_WORDS.recordsTo[language], writtenDay(table.recordsTo, language)],
  ];
}

function withoutStop(text: string): string {
  return text.replace(/[。.]$/, '');
}
