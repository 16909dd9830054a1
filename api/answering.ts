import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
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
import { wakeAll } from './acts.ts';
import type { Parts } from './parts.ts';
import { Problem, refusalProblem } from './problem.ts';
import type { formAnswer, sheetBody } from './schemas/answering.ts';
import { sheetProblem } from './sheet-problem.ts';

type Form = Omit<z.infer<typeof formAnswer>, 'helpLines'>;

/** What a code opens, and the policy of this moment. `knowing` hears of the policy even when the code is nobody's. Throws codeUnknown. */
export async function openByCode(parts: Parts, code: string, knowing: (policy: Policy) => void) {
  const now = await parts.clock.now();
  const [row] = await parts.db.ask(codeAt(invitationHash(parts.keyring, code), now));
  const version = versionIn(row === undefined ? [] : [row]);
  const policy =
    knownPolicy(version) ?? (await parts.db.transaction({ actor: 'student' }, (tx) => policyOf(tx, version)));
  knowing(policy);
  const invitation = invitationIn(row);
  if (invitation === null) throw new Problem('codeUnknown');
  return { invitation, policy, now };
}

/** The form in one language, when it is this pupil's turn: before that nobody may be there to talk with whoever needs it (N12). */
export function showForm(invitation: Invitation, language: Language, demo: boolean, now: Instant): Form {
  const scale = scaleOf(invitation);
  const state = stateOf(invitation, now);
  const { id, version, title, recall, instruction } = scale;
  return {
    state,
    title: title[language],
    recall: recall[language],
    instruction: instruction[language] ?? null,
    instrument: id,
    version,
    items: state === 'notYet' ? [] : itemsOf(scale, language, demo),
  };
}

function stateOf({ state, stage, closesAt }: Invitation, now: Instant): Form['state'] {
  if (state === 'answered') return 'answered';
  if (stage === 'ended' || now > closesAt) return 'closed';
  return state === 'waiting' ? 'notYet' : 'open';
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
    actKey: String(request.headers['idempotency-key']),
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
