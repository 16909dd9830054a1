import type { Duty, DutyFact } from '#domain/duty';
import type { Instant } from '#domain/instant';
import type { Clock, DutyKind, Policy } from '#domain/policy';
import type { PersonId } from '#domain/role';
import { type Words, words } from '#domain/words';
import { dutyWords } from './duty-words.ts';
import { type People, peopleWords, personWords } from './people.ts';
import { limitSpan, span, when } from './say.ts';

export type Ring = Extract<DutyFact, { type: 'dutyRang' }>;

/** Duties whose limit is an agreed date or window, not a span from their opening. */
const AGREED: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'watch',
  'referralVisit',
  'leavePapers',
  'returnApplication',
  'returnPhased',
]);

const agreed = (duty: Duty): boolean => AGREED.has(duty.kind) || duty.subject === 'window';

/** Duties of the case that only look after another stream: no line of their own when they open. */
export function isQuiet(duty: Duty): boolean {
  return duty.kind === 'watch';
}

/** Nothing is early or late about looking after another stream, nor about weeks that may end only when they are over. */
export function hasNoTiming(duty: Duty): boolean {
  return isQuiet(duty) || duty.kind === 'returnPhased';
}

export function clockOf(policy: Policy, duty: Duty): Clock | undefined {
  return policy.clocks[duty.clock];
}

/** Whether this ring lies behind the chain's last one: the same call again. */
export function isRepeat(clock: Clock | undefined, ring: Ring): boolean {
  return clock !== undefined && ring.step > clock.rings.length;
}

/** Every ring calls the holder again; what a reader wants to know is who comes with them. */
function besides(duty: Duty, called: readonly PersonId[]): readonly PersonId[] {
  const others = called.filter((person) => person !== duty.holder);
  return others.length > 0 ? others : called;
}

/** One ring as a sentence: what nobody did, for how long, who was called. `duty` as it stood before. */
export function ringWords(duty: Duty, ring: Ring, clock: Clock | undefined, people: People): Words {
  const what = dutyWords[duty.kind];
  const others = besides(duty, ring.called);
  const called = peopleWords(people, others);
  const is = others.length > 1 ? 'are' : 'is';
  const due = duty.dueAt;
  if (duty.pausedAt !== null)
    return words(`时限暂停中，提醒${called['zh-CN']}`, `The clock is stopped; ${called.en} ${is} reminded`);
  if (due < duty.limitAt) {
    const left = span(duty.limitAt - due);
    return words(
      `离“${what['zh-CN']}”的时限还有 ${left['zh-CN']}，提醒${called['zh-CN']}`,
      `${left.en} left to ${what.en}: ${called.en} ${is} reminded`,
    );
  }
  if (due > duty.limitAt) {
    const late = span(due - duty.limitAt);
    return words(
      `超时 ${late['zh-CN']}仍无人${what['zh-CN']}，呼叫${called['zh-CN']}`,
      `${late.en} past the limit nobody has ${perfect(what.did)}: ${called.en} ${is} called`,
    );
  }
  const limit = clock === undefined || agreed(duty) ? null : limitSpan(clock.limit);
  return limit === null
    ? words(
        `约定的时间已到，还没有${what['zh-CN']}，呼叫${called['zh-CN']}`,
        `The agreed time has come and nobody has ${perfect(what.did)}: ${called.en} ${is} called`,
      )
    : words(
        `${limit['zh-CN']}内无人${what['zh-CN']}，已呼叫${called['zh-CN']}`,
        `Nobody ${what.did} within ${limit.en}: ${called.en} ${is} called`,
      );
}

/** `gave` -> `given` where the participle is not the past: a short list, for the verbs of duty-words. */
const PARTICIPLES: Readonly<Record<string, string>> = { gave: 'given', spoke: 'spoken', chose: 'chosen' };

function perfect(past: string): string {
  const [verb = '', ...rest] = past.split(' ');
  return [PARTICIPLES[verb] ?? verb, ...rest].join(' ');
}

/** The repeats of one duty's last call, told once. */
export function repeatWords(
  duty: Duty,
  rings: readonly { readonly at: Instant; readonly ring: Ring }[],
  people: People,
): Words {
  const what = dutyWords[duty.kind];
  const others = rings.flatMap(({ ring }) => besides(duty, ring.called));
  const called = peopleWords(people, others);
  const [from, to] = [rings[0]?.at ?? 0, rings.at(-1)?.at ?? 0];
  const until = when(to, from);
  if (rings.length === 1)
    return words(
      `仍无人${what['zh-CN']}，再次呼叫${called['zh-CN']}`,
      `Still nobody has ${perfect(what.did)}: ${called.en} ${others.length > 1 ? 'are' : 'is'} called again`,
    );
  return words(
    `仍无人${what['zh-CN']}，反复呼叫${called['zh-CN']}，到 ${until['zh-CN']} 共 ${rings.length} 次`,
    `Still nobody has ${perfect(what.did)}: ${called.en} called again and again, ${rings.length} times until ${until.en}`,
  );
}

/** Somebody did not look at a page: who is called in their place. */
export function unreachedWords(fact: Extract<DutyFact, { type: 'dutyCalled' }>, people: People): Words {
  const [silent, next] = [personWords(people, fact.unreached), peopleWords(people, fact.called)];
  return words(
    `联系不上${silent['zh-CN']}，已呼叫${next['zh-CN']}`,
    `${silent.en} could not be reached: ${next.en} is called`,
  );
}

/** A duty that begins: who owes what until when. */
export function owedWords(duty: Duty, at: Instant, people: People): Words {
  const what = dutyWords[duty.kind];
  const [who, until] = [personWords(people, duty.holder), when(duty.limitAt, at)];
  return words(`${who['zh-CN']}须在 ${until['zh-CN']} 前${what['zh-CN']}`, `${who.en} must ${what.en} by ${until.en}`);
}

/** How an act stood to the limit of what it fulfilled. */
export function timingWords(duty: Duty, at: Instant): Words {
  if (at > duty.limitAt) {
    const late = span(at - duty.limitAt);
    return words(`比时限晚 ${late['zh-CN']}`, `${late.en} late`);
  }
  const early = span(duty.limitAt - at);
  return words(`比时限早 ${early['zh-CN']}`, `${early.en} before the limit`);
}

/** Reasons for which a duty ends without anybody having done it. */
const NOT_DONE: ReadonlySet<string> = new Set([
  'superseded',
  'windowChanged',
  'crisis',
  'attempted',
  'passedUp',
  'levelRaised',
  'ended',
  'newWarning',
  'raisedAgain',
  'closed',
  'dismissed',
  'caseClosed',
  'earlier',
  'covered',
  'declined',
  'guardianDanger',
  'handedOver',
  'stoodDown',
  'receiverIsOwner',
  'cancellationAsked',
  'acceptedElsewhere',
]);

export function wasFulfilled(because: string): boolean {
  return !NOT_DONE.has(because);
}
