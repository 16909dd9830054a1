import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { agree, decline } from '#db/assent';
import { commit } from '#db/commit';
import { recordConcern } from '#db/concern';
import { mintId } from '#db/decide-all';
import { takeSheet } from '#db/intake';
import { invitationHash } from '#db/invite';
import { codeAt, type Invitation, invitationIn } from '#db/queries/invitation';
import { knownPolicy, policyOf, versionIn } from '#db/queries/policy';
import { requestDigest } from '#db/vault/keyring';
import { type Floor, floorOfSigns } from '#domain/floor';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { SYSTEM } from '#domain/role';
import { findScale } from '#domain/scales/index';
import type { Language, Scale } from '#domain/scale';
import { usableIn } from '#domain/wording';
import { words } from '#domain/words';
import { keyOf, wakeAll } from './acts.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';
import type { formAnswer, sheetBody } from './schemas/answering.ts';
import { sheetProblem } from './sheet-problem.ts';

const NOTICE = words(
  '这是学校的心理健康问卷。答不答由你自己决定，不答也没有任何影响。你的回答会加密保存，只有负责心理健康工作的老师和要帮助你的人能看到，同学看不到，也不会用于成绩、评优或惩罚。如果你的回答让人担心，会有老师来找你聊聊。',
  'These are questions from your school about how you have been. You decide whether to answer, and nothing follows if you do not. What you say is kept encrypted; only those who look after the wellbeing of pupils, and those who are to help you, read it. Classmates never see it, and it is not used for marks, awards or punishment. If something you say gives cause for worry, a teacher will come and talk with you.',
);

type Form = Omit<z.infer<typeof formAnswer>, 'helpLines'>;

/** What a code opens, and the policy of this moment. `knowing` hears of the policy even when the code is nobody's. Throws codeUnknown. */
export async function openByCode(parts: Parts, code: string, knowing: (policy: Policy) => void) {
  const now = await parts.clock.now();
  const [row] = await parts.db.ask(codeAt(invitationHash(parts.keyring, code), now));
  const version = versionIn(row === undefined ? [] : [row]);
  const policy =
    knownPolicy(parts.db, version) ?? (await parts.db.transaction({ actor: 'student' }, (tx) => policyOf(tx, version)));
  knowing(policy);
  const invitation = invitationIn(row);
  if (invitation === null) throw new Problem('codeUnknown');
  return { invitation, policy, now };
}

/**
 * The form in one language. Its questions are shown when it is this pupil's turn (before that nobody may be there to talk with whoever needs it, N12), a
 * guardian has consented where one must, and the pupil has agreed.
 */
export function showForm(invitation: Invitation, language: Language, demo: boolean, now: Instant): Form {
  const scale = scaleOf(invitation);
  const state = stateOf(invitation, now);
  const { id, version, title, recall, instruction } = scale;
  // Whoever could not be shown the questions afterwards is not asked whether they agree.
  const items = state === 'open' || state === 'asksAssent' ? itemsOf(scale, language, demo) : [];
  return {
    state,
    title: title[language],
    recall: recall[language],
    instruction: instruction[language] ?? null,
    instrument: id,
    version,
    notice: NOTICE[language],
    items: state === 'open' ? items : [],
  };
}

function stateOf({ state, stage, closesAt, assented, awaitsConsent }: Invitation, now: Instant): Form['state'] {
  if (state === 'answered') return 'answered';
  if (stage === 'ended' || now > closesAt) return 'closed';
  if (state === 'refused' && !assented) return 'refused';
  if (awaitsConsent) return 'awaitsConsent';
  if (state === 'waiting') return 'notYet';
  return assented ? 'open' : 'asksAssent';
}

/** The pupil's own yes or no to being asked; whoever said no may still say yes. Refuses before the campaign is open. */
export async function answerAssent(
  parts: Parts,
  request: FastifyRequest,
  { student, campaign }: Invitation,
  agrees: boolean,
): Promise<void> {
  const place = { campaign, student };
  if (agrees) return agree(parts.db, parts.clock, contextOf(student), place);
  const digest = requestDigest(parts.keyring, { ...place, agrees });
  const outcome = await decline(parts.db, parts.clock, contextOf(student), {
    ...place,
    actKey: keyOf(request),
    digest,
  });
  if (outcome.status === 'refused') throw refusalProblem(outcome);
  wakeAll(parts, outcome);
}

function scaleOf({ instrument, version }: Invitation): Scale {
  const found = findScale(instrument, version);
  if ('fault' in found) throw new Problem(found.fault);
  return found.scale;
}

/** A form with a question or an answer missing is never shown. */
function itemsOf(scale: Scale, language: Language, demo: boolean): Form['items'] {
  if (usableIn(scale, language, { demo }) !== 'ok') throw new Problem('wordingUnverified');
  return scale.items.map(({ n, text, options }) => ({
    n,
    text: text[language] ?? '',
    options: options.map((option) => ({ value: option.value, text: option.text[language] ?? '' })),
  }));
}

/**
 * Takes a sheet, also before its turn, after the window or after another one: an answer that came at the wrong time may be the one that matters. Handed
 * in twice under one key it is one sheet.
 */
export async function handIn(
  parts: Parts,
  request: FastifyRequest,
  invitation: Invitation,
  body: z.infer<typeof sheetBody>,
  now: Instant,
): Promise<void> {
  const { student, campaign, instrument, version } = invitation;
  if (body.version !== version)
    throw new Problem('unknownVersion', { pointers: [{ pointer: '/version', code: 'unknownVersion' }] });
  const taken = await takeSheet(parts.db, parts.clock, contextOf(student), parts.keyring, {
    student,
    campaign,
    instrument,
    version,
    answers: body.answers,
    observedAt: Math.min(body.answeredAt, now),
    actKey: keyOf(request),
    digest: requestDigest(parts.keyring, { campaign, ...body }),
    actor: { person: null, role: 'student', side: null },
  });
  if ('fault' in taken) throw sheetProblem(taken);
  // A phone is told nothing of why: the sheet itself was refused, which no rule does.
  if (taken.outcome.status === 'refused') throw new Problem('internal');
  if (taken.outcome.status === 'recorded') wakeAll(parts, taken.outcome);
}

/** Anyone's "now" pages as danger at this moment; no threshold of a policy can turn it down. */
export async function callNow(
  parts: Parts,
  actKey: string,
  { student, campaign }: Invitation,
  { thresholds }: Policy,
  now: Instant,
): Promise<void> {
  const floor = floorOfNow(thresholds);
  const warning = mintId(student, actKey, 2);
  const outcome = await commit(parts.db, parts.clock, contextOf(student), {
    target: { student },
    actor: SYSTEM,
    actKey,
    digest: requestDigest(parts.keyring, { campaign, now: true }),
    command: {
      act: 'addWarning',
      warning,
      source: 'now',
      floor: floor.floor,
      critical: true,
      signs: ['now'],
      reasons: ['sign:now'],
      observedAt: now,
    } as { readonly act: string },
    beside: recordConcern({ warning, student, source: 'now', floor, observedAt: now, note: null }),
  });
  if (outcome.status === 'refused') throw refusalProblem(outcome);
  wakeAll(parts, outcome);
}

function floorOfNow(thresholds: Policy['thresholds']): Floor {
  const found = floorOfSigns(['now'], thresholds);
  if (!('fault' in found) && found.floor === 'L4') return found;
  return { floor: 'L4', critical: true, asks: [], reasons: [{ code: 'sign', sign: 'now', level: 'L4' }] };
}

/** A phone has no person and no place; what it does stands under the pupil. */
export function contextOf(student: string) {
  return { actor: `student:${student}` };
}
