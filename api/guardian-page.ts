import type { FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { recordReadings } from '#db/audit';
import { giveConsent, revokeConsent } from '#db/consents';
import { sealingKey } from '#db/data-key';
import { mintId } from '#db/decide-all';
import { recordTry } from '#db/guardian-links';
import type { Kept, RefusedOutcome } from '#db/outcome';
import { aheadOf, codesOf, consentsBy, type HeldLink, holdLink, namesOf, placeOf } from '#db/queries/guardian-link';
import { namesOf as staffNames } from '#db/queries/people';
import { policyInForce, policyOf } from '#db/queries/policy';
import { schoolLine } from '#db/queries/school-line';
import type { Transaction } from '#db/transaction';
import { requestDigest } from '#db/vault/keyring';
import { sealText } from '#db/vault/text';
import { GUARDIAN_ASKED } from '#domain/asked-consent';
import { linkStands } from '#domain/guardian-link';
import type { Instant } from '#domain/instant';
import type { Making } from '#domain/papers/paper';
import { returnLetter, type ReturnSource } from '#domain/papers/return-letter';
import { PAPERS } from '#domain/return-to-school-facts';
import { paperWords, returnStageWords } from '#domain/return-to-school-words';
import type { ReturnState } from '#domain/return-to-school-state';
import type { Language } from '#domain/scale';
import { keyOf } from './acts.ts';
import { codeOf, linkIn } from './guardian-links.ts';
import { shownPaper } from './papers/making.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';
import type { guardianAnswer, guardianSays } from './schemas/guardians.ts';

type Shown = z.infer<typeof guardianAnswer>;

/** A guardian has no person and no place; what they do stands under their own id. */
function contextOf(guardian: string, request: FastifyRequest) {
  return { actor: `guardian:${guardian}`, role: 'guardian', request: request.id };
}

/**
 * Lets a guardian in by link and code and does something in the same transaction. A wrong code counts even though nothing else happens. Throws Problem
 * `guardianLinkGone` alike for a link that nobody made, that is over, or that stands no more (N10), and `guardianCodeWrong`.
 */
async function enter<T>(
  parts: Parts,
  token: string,
  code: string,
  act: (tx: Transaction, link: HeldLink, at: Instant) => Promise<T>,
): Promise<T> {
  const id = linkIn(parts.keyring, token);
  if (id === null) throw new Problem('guardianLinkGone');
  const at = await parts.clock.now();
  type Came = { readonly value: T } | { readonly fault: 'guardianLinkGone' | 'guardianCodeWrong' };
  const came = await parts.db.transaction<Came>({ actor: 'guardian', role: 'guardian' }, async (tx) => {
    const link = await holdLink(tx, id);
    if (link === null || !linkStands(link, at)) return { fault: 'guardianLinkGone' };
    const right = sameDigits(code, codeOf(parts.keyring, id));
    await recordTry(tx, id, right, at);
    return right ? { value: await act(tx, link, at) } : { fault: 'guardianCodeWrong' };
  });
  if ('fault' in came) throw new Problem(came.fault);
  return came.value;
}

function sameDigits(given: string, due: string): boolean {
  const typed = Buffer.from(given.normalize('NFKC').replace(/\s/g, ''));
  return typed.length === due.length && timingSafeEqual(typed, Buffer.from(due));
}

/** What a guardian sees behind the link; each opening stands in the audit with the link. */
export function openPage(parts: Parts, request: FastifyRequest, token: string, code: string, language: Language) {
  return enter(parts, token, code, async (tx, link, at) => {
    const { student, guardian, id } = link;
    const shown = await shownTo(tx, link, at, language);
    const readings = [{ action: 'guardian:open', student, reason: `link:${id}` }];
    await recordReadings(tx, contextOf(guardian, request), at, readings);
    return shown;
  });
}

async function shownTo(tx: Transaction, link: HeldLink, at: Instant, language: Language): Promise<Shown> {
  const { student, guardian, purpose, hospitals, until } = link;
  const place = await placeOf(tx, student);
  const line = place === null ? null : await schoolLine(tx, place.schoolId, at);
  const given = await consentsBy(tx, student, guardian, at);
  const ahead = purpose === 'care' ? await aheadOf(tx, student, at) : { appointments: [], talkBy: null, back: null };
  const wanted = [
    ...hospitals,
    ...given.flatMap((each) => each.hospitals),
    ...ahead.appointments.map((each) => each.hospital),
  ];
  const names = await namesOf(tx, wanted);
  const nameOf = (org: string) => names.get(org) ?? '';
  const asked = purpose === 'care' ? null : GUARDIAN_ASKED[purpose];
  const { helpLines } = await policyOf(tx, await policyInForce(tx, at));
  const letter = (back: ReturnState) => letterFor(tx, { back, place, line, helpLines }, { at, language });
  return {
    purpose,
    until,
    child: { school: place?.school ?? '', group: place?.group ?? null, number: place?.number.slice(-3) ?? '' },
    asked:
      asked === null
        ? null
        : {
            version: asked.version,
            title: asked.title[language],
            lines: asked.lines.map((line) => line[language]),
            hospitals: hospitals.map(nameOf),
          },
    consents: given.map((each) => ({ ...each, hospitals: each.hospitals.map(nameOf) })),
    appointments: ahead.appointments.map((each) => ({ at: each.at, place: nameOf(each.hospital) })),
    talkBy: ahead.talkBy,
    back: ahead.back === null ? null : { ...backOf(ahead.back, language), letter: await letter(ahead.back) },
    schoolLine: line,
    helpLines: [...helpLines],
  };
}

interface Returning {
  readonly back: ReturnState;
  readonly place: Awaited<ReturnType<typeof placeOf>>;
  /** The number of the school. */
  readonly line: string | null;
  readonly helpLines: ReturnSource['helpLines'];
}

/** The school's letter as the guardian may keep it: the child as on the rest of the page, by the end of the number. */
async function letterFor(tx: Transaction, { back, place, line, helpLines }: Returning, moment: Omit<Making, 'by'>) {
  const child = {
    name: null,
    number: place === null ? null : `…${place.number.slice(-3)}`,
    school: place?.school ?? '',
    group: place?.group ?? null,
  };
  const name = (await staffNames(tx, [back.owner])).get(back.owner) ?? null;
  const making = { ...moment, by: moment.language === 'en' ? 'the guardian’s page' : '家长页面' };
  const paper = returnLetter({ child, state: back, contact: { name, phone: line }, helpLines }, making);
  return paper === null ? null : shownPaper(paper);
}

/** Where the way back to class stands: which papers are wanted and which are there. Nothing that a doctor or a teacher wrote. */
function backOf(
  { stage, application, nextDate, appealUntil }: ReturnState,
  language: Language,
): Omit<NonNullable<Shown['back']>, 'letter'> {
  const there = application?.papers ?? [];
  const papers = PAPERS.map((paper) => ({ paper: paperWords[paper][language], there: there.includes(paper) }));
  return { stage: returnStageWords[stage][language], papers, nextDate, appealUntil };
}

/** The guardian's own yes to what the link asks, with the version of what was read as its evidence. The same key is answered as the first time. */
export async function sayYes(parts: Parts, request: FastifyRequest, token: string, body: z.infer<typeof guardianSays>) {
  const { link, hospitals } = await enter(parts, token, body.code, async (tx, held) => ({
    link: held,
    hospitals: await codesOf(tx, held.hospitals),
  }));
  const { student, guardian, purpose, id } = link;
  if (purpose === 'care') throw new Problem('notPermitted');
  if (body.text !== GUARDIAN_ASKED[purpose].version)
    throw new Problem('unknownVersion', { pointers: [{ pointer: '/text', code: 'unknownVersion' }] });
  const context = contextOf(guardian, request);
  const key = await sealingKey(parts.db, parts.keyring, context, student);
  const words = `监护人在自己的页面上同意 · given on the guardian’s page: ${purpose}, text ${body.text}, link ${id}`;
  const sealed = sealText(key, words);
  const kept = await giveConsent(parts.db, parts.clock, context, {
    ...byGuardian(parts, request, link, { yes: purpose, text: body.text }),
    consent: mintId(student, keyOf(request), 0),
    kind: purpose,
    guardian,
    hospitals,
    until: null,
    evidence: { id: sealed.id, ciphertext: sealed.ciphertext, keyVersion: sealed.keyVersion },
  });
  return answerOf(kept);
}

/** Takes one of this guardian's own consents back: from now on nothing leans on it. */
export async function takeBack(
  parts: Parts,
  request: FastifyRequest,
  token: string,
  { code, consent }: { readonly code: string; readonly consent: string },
) {
  const link = await enter(parts, token, code, async (tx, held, at) => {
    const own = await consentsBy(tx, held.student, held.guardian, at);
    if (!own.some(({ id }) => id === consent)) throw new Problem('notFound');
    return held;
  });
  const by = byGuardian(parts, request, link, { back: consent });
  return answerOf(await revokeConsent(parts.db, parts.clock, contextOf(link.guardian, request), { ...by, consent }));
}

function byGuardian({ keyring }: Parts, request: FastifyRequest, { student, id }: HeldLink, asked: object) {
  return {
    student,
    actor: { person: null, role: 'guardian', side: null } as const,
    actKey: keyOf(request),
    digest: requestDigest(keyring, { link: id, ...asked }),
    request: request.id,
  };
}

function answerOf(outcome: Kept | RefusedOutcome) {
  if (outcome.status === 'refused') throw refusalProblem(outcome);
  return { consent: outcome.id, at: outcome.at };
}
