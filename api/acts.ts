import type { Act, Admission, Target } from '#db/act';
import { commit } from '#db/commit';
import { type Outcome, priorOutcome, type Recorded, type RefusedOutcome } from '#db/outcome';
import { changesAfter } from '#db/queries/changes';
import type { AnyCommand } from '#db/streams';
import { sharedDuty, sharedType } from '#domain/referral-sharing';
import { type Actor, isOfHospital } from '#domain/role';
import { requestDigest } from '#db/vault/keyring';
import { sealText } from '#db/vault/text';
import type { SealedText } from '#db/held-rows';
import type { FastifyRequest } from 'fastify';
import { askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { hasText, mapTexts } from './plain-text.ts';
import { refusalProblem, Problem } from './problem.ts';

/** An act that can() has allowed: what it is done to, and its body as it was parsed. */
export interface Wish {
  readonly target: Target;
  /** Whether it is about a student, whose key seals its words. */
  readonly ofStudent: boolean;
  readonly command: AnyCommand;
  /** The asker may not look at it: nothing of what is owed there is told. */
  readonly unseen?: boolean;
  /** What the same key is held to, when the command has more in it than was asked (an instant, an id). */
  readonly asked?: unknown;
  /** In whose name the rules decide; a person's concern is decided as the system's warning. */
  readonly actor?: Actor;
  readonly beside?: Act['beside'];
  readonly complete?: Act['complete'];
}

/** A wish that is made in the transaction of its act: `judge` asks can() and throws to refuse. */
export interface Judged {
  /** What it is judged by. */
  readonly opening: Admission['opening'];
  readonly judge: (...found: Parameters<Admission['admit']>) => Promise<Wish>;
}

/** The one way in for every act of a person: digest, seal, commit, wake. Throws a Problem for a refusal. */
export async function perform(parts: Parts, request: FastifyRequest, wanted: Wish | Judged): Promise<Recorded> {
  const asker = askerOf(request);
  // An act that is not decided in the person's name still stands under it.
  const context = { ...asker.context, actor: asker.person };
  let wish = 'judge' in wanted ? undefined : wanted;
  const act = (judged: Wish) => {
    wish = judged;
    return actOf(parts, request, judged);
  };
  const outcome = await commit(
    parts.db,
    parts.clock,
    context,
    'judge' in wanted
      ? { opening: wanted.opening, admit: async (...found) => act(await wanted.judge(...found)) }
      : act(wanted),
  );
  if (wish === undefined) throw new Error('an act without a wish');
  const { target, command } = wish;
  request.server.countAct('stream' in target ? 'stream' : 'student', command.act, codeOf(outcome));
  return answer(parts, request, wish, outcome);
}

function actOf(parts: Parts, request: FastifyRequest, wish: Wish): Act {
  const { target, command, beside, complete, actor = askerOf(request).actor } = wish;
  return {
    target,
    actor,
    command,
    actKey: keyOf(request),
    digest: digestOf(parts, wish),
    request: request.id,
    ...(hasText(command) ? { sealing: sealingOf(parts, wish) } : {}),
    ...(beside === undefined ? {} : { beside }),
    ...(complete === undefined ? {} : { complete }),
  };
}

/**
 * What this wish was answered before; undefined: never. For an asker who may no longer act: the first copy of an act is often what ended the duty that
 * gave the right to it, and the same key is answered as the first time. Throws KeyReused, and a Problem for a refusal.
 */
export async function answeredBefore(parts: Parts, request: FastifyRequest, wish: Wish): Promise<Recorded | undefined> {
  const { context, person } = askerOf(request);
  const digest = digestOf(parts, wish);
  const prior = await parts.db.transaction(context, (tx) => priorOutcome(tx, person, keyOf(request), digest));
  return prior === undefined ? undefined : answer(parts, request, wish, prior);
}

async function answer(parts: Parts, request: FastifyRequest, wish: Wish, outcome: Outcome): Promise<Recorded> {
  if (outcome.status === 'refused') throw await tooLate(parts, request, wish, outcome);
  wakeAll(parts, outcome);
  if (wish.unseen === true) return { ...outcome, nextDuty: null };
  return isOfHospital(askerOf(request).role) ? forHospital(outcome) : outcome;
}

/** What the school owes on its own account is no business of the hospital's. */
function forHospital(outcome: Recorded): Recorded {
  const { kind, nextDuty } = outcome;
  return kind !== 'referral' || nextDuty === null || sharedDuty(nextDuty) ? outcome : { ...outcome, nextDuty: null };
}

/** Taken before sealing: sealed twice, the same words look different. */
function digestOf({ keyring }: Parts, { target, command, asked = command }: Wish): Buffer {
  return requestDigest(keyring, { target, asked });
}

/** The schema of the headers has looked at its shape. */
export function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') throw new Problem('keyMissing');
  return key;
}

function codeOf(outcome: Outcome): string {
  return outcome.status === 'recorded' ? 'recorded' : outcome.code;
}

function sealingOf({ keyring: ring }: Parts, { ofStudent, command }: Wish): NonNullable<Act['sealing']> {
  if (!ofStudent) throw new Problem('invalidRequest');
  return {
    ring,
    seal: (key) => {
      const texts: SealedText[] = [];
      const sealed = mapTexts(command, ({ words }) => {
        const { ref, ...text } = sealText(key, words);
        texts.push(text);
        return ref;
      });
      return { command: sealed as AnyCommand, texts }; // the same act, its words replaced by references
    },
  };
}

/** A refusal; one that came too late says what its author had not seen. */
async function tooLate(parts: Parts, request: FastifyRequest, wish: Wish, outcome: RefusedOutcome): Promise<Problem> {
  const problem = refusalProblem(outcome, Object(wish.asked ?? wish.command) as object);
  if (problem.status !== 409 || !('stream' in wish.target)) return problem;
  const { stream } = wish.target;
  const seen: unknown = Reflect.get(wish.command, 'against') ?? Reflect.get(wish.command, 'answers');
  const since = Number(seen ?? Number.MAX_SAFE_INTEGER);
  const changes = await parts.db.transaction(askerOf(request).context, (tx) =>
    changesAfter(tx, stream, Math.min(since, 2_147_483_647)),
  );
  if (changes === null) return problem;
  const changed = changes.changed.filter(({ type }) => !isOfHospital(askerOf(request).role) || sharedType(type));
  return new Problem(problem.code, { ...problem.details, facts: { ...problem.details.facts, ...changes, changed } });
}

/** Nobody waits for it: the relay wakes whatever this misses. */
export function wakeAll({ waker }: Pick<Parts, 'waker'>, outcome: Recorded): void {
  if (waker === null) return;
  for (const { kind, id, version } of outcome.touched) waker.wake(kind, id, { version }).catch(() => undefined);
}
