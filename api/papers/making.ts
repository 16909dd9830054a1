import type { FastifyReply } from 'fastify';
import { paperWord } from '#adapters/documents/paper-word';
import type { Asker } from '#api/asker';
import { attach } from '#api/attach';
import { placeOf } from '#db/queries/guardian-link';
import { namesOf } from '#db/queries/people';
import type { Transaction } from '#db/transaction';
import { dayOf, type Instant } from '#domain/instant';
import { type Making, type Paper, type PaperChild, paperName } from '#domain/papers/paper';
import type { Language } from '#domain/scale';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A paper, and when it was made. */
export interface Made {
  readonly paper: Paper;
  readonly at: Instant;
}

/** Whose copy it is. */
export async function makingOf(
  tx: Transaction,
  { person }: Pick<Asker, 'person'>,
  at: Instant,
  language: Language,
): Promise<Making> {
  const names = await namesOf(tx, [person]);
  return { language, at, by: names.get(person) ?? '' };
}

/** Where a child belongs, and the name as this paper may have it. In full: the number too; else its last three signs. */
export async function childOf(
  tx: Transaction,
  student: string,
  { name, full }: { readonly name: string | null; readonly full: boolean },
): Promise<PaperChild> {
  const place = await placeOf(tx, student);
  const number = place?.number ?? null;
  return {
    name,
    number: full || number === null ? number : `…${number.slice(-3)}`,
    school: place?.school ?? '',
    group: place?.group ?? null,
  };
}

/** The paper as the API answers it. */
export function shown({ paper }: Made) {
  return shownPaper(paper);
}

export function shownPaper({ about, sections, ...rest }: Paper) {
  return { ...rest, about: [...about], sections: sections.map(({ title, lines }) => ({ title, lines: [...lines] })) };
}

/** The file of a paper; its name tells the kind and the day, and nothing of the child. */
export async function sendWord(reply: FastifyReply, { paper, at }: Made): Promise<FastifyReply> {
  const bytes = await paperWord(paper, dayOf(at));
  return attach(reply, DOCX, paperName(paper.kind, at)).send(bytes);
}
