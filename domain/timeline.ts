import type { CaseFact } from './case-facts.ts';
import { type Duty, type DutyFact, evolveDuties } from './duty.ts';
import type { FollowUpFact } from './follow-up-state.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';
import type { ReferralOwnFact } from './referral-facts.ts';
import type { ReturnFact } from './return-to-school-facts.ts';
import type { ActorRole } from './role.ts';
import { isDutyFact, type StreamId, type StreamKind } from './stream.ts';
import { tellCaseFact } from './timeline/case-facts.ts';
import { type Chapter, type Known, knownThings, telling } from './timeline/known-things.ts';
import {
  clockOf,
  hasNoTiming,
  isQuiet,
  isRepeat,
  owedWords,
  type Ring,
  repeatWords,
  ringWords,
  timingWords,
  wasFulfilled,
} from './timeline/duty-facts.ts';
import { tellFollowUpFact } from './timeline/follow-up-facts.ts';
import { actorWords, type People } from './timeline/people.ts';
import { tellReferralFact } from './timeline/referral-facts.ts';
import { tellReturnFact } from './timeline/return-facts.ts';
import { joined } from './timeline/say.ts';
import type { Telling, Told } from './timeline/telling.ts';
import { type Words, words } from './words.ts';

/** A fact of one of the streams of a case, as stored. */
export interface TimelineFact {
  readonly stream: StreamId;
  readonly kind: StreamKind;
  readonly version: number;
  /** Epoch ms. */
  readonly at: Instant;
  /** Person's id, or clock, system, student:<id>. */
  readonly actor: string;
  /** Key of the act: facts of one act are one line. */
  readonly act: string | null;
  readonly fact: { readonly type: string };
}

export interface TimelineSource {
  readonly facts: readonly TimelineFact[];
  readonly people: People;
  /** Names of hospitals by code, where the reader may see them. */
  readonly hospitals: ReadonlyMap<string, string>;
  /** The policy a stream is pinned to. */
  policyOf(stream: StreamId): Policy;
}

/** One moment of the story. Sentences in both languages; no name of a child or guardian, nothing that was answered or said. */
export interface TimelineEntry {
  readonly at: Instant;
  /** Who made it happen; `clock` = nobody acted and time did. */
  readonly by: ActorRole;
  readonly text: Words;
  /** How the act stood to the limit it answered; null when it answered none. */
  readonly timing: Words | null;
  /** act: somebody did something. call: time passed a limit. reminder: it only came near. result: something followed by itself. */
  readonly tone: 'act' | 'call' | 'reminder' | 'result';
  /** Kinds of the facts it tells, without those about duties. */
  readonly what: readonly string[];
  /** What followed by itself. */
  readonly followed: readonly Words[];
  /** What is owed from here on: who, what, until when. */
  readonly owed: readonly Words[];
  /** Clauses of the policy behind the calls of this moment. */
  readonly clauses: readonly string[];
  /** The rows it tells, for whoever wants to see them as they were written. */
  readonly rows: readonly {
    readonly stream: StreamId;
    readonly kind: StreamKind;
    readonly from: number;
    readonly to: number;
  }[];
}

/** The story of a case and of every stream that serves it, in order of time. Pure: the same facts give the same story. */
export function timeline(source: TimelineSource): readonly TimelineEntry[] {
  const chapters = chaptersOf(source.facts);
  const known = knownThings(chapters);
  const repeats = repeatsOf(chapters, known, source);
  return chapters.flatMap((chapter) => entryOf(chapter, known, source, repeats) ?? []);
}

/** By time; at the same instant in the order of the case, which every act of people on its streams leaves a fact in. */
function inOrder(a: TimelineFact, b: TimelineFact): number {
  return a.at - b.at || Number(b.kind === 'case') - Number(a.kind === 'case') || a.version - b.version;
}

/** Facts of one act, over all streams, in the order of time. */
function chaptersOf(facts: readonly TimelineFact[]): readonly Chapter[] {
  const byAct = new Map<string, TimelineFact[]>();
  for (const fact of facts.toSorted(inOrder)) {
    const key = `${fact.at}|${fact.actor}|${fact.act ?? `${fact.stream}@${fact.version}`}`;
    const chapter = byAct.get(key);
    if (chapter === undefined) byAct.set(key, [fact]);
    else chapter.push(fact);
  }
  return [...byAct.values()].flatMap((found) => {
    const [first] = found;
    return first === undefined ? [] : [{ at: first.at, actor: first.actor, facts: found }];
  });
}

interface Repeats {
  /** Rings that are told by an earlier line. */
  readonly folded: ReadonlySet<object>;
  /** Lines told at the first of the repeats. */
  readonly told: ReadonlyMap<object, Words>;
}

/** All repeats of one duty's last call become one line at the first of them. */
function repeatsOf(chapters: readonly Chapter[], known: Known, { people, policyOf }: TimelineSource): Repeats {
  const runs = new Map<string, { duty: Duty; rings: { at: Instant; ring: Ring }[] }>();
  for (const { at, facts } of chapters)
    for (const { stream, fact } of facts) {
      if (!isDutyFact(fact) || fact.type !== 'dutyRang') continue;
      const duty = known.dutyBefore(fact, stream);
      if (duty === undefined || !isRepeat(clockOf(policyOf(stream), duty), fact)) continue;
      const key = `${stream}/${fact.duty}`;
      const run = runs.get(key) ?? { duty, rings: [] };
      run.rings.push({ at, ring: fact });
      runs.set(key, run);
    }
  const all = [...runs.values()];
  return {
    folded: new Set(all.flatMap(({ rings }) => rings.map(({ ring }) => ring))),
    told: new Map(
      all.flatMap(({ duty, rings }) =>
        rings[0] === undefined ? [] : [[rings[0].ring, repeatWords(duty, rings, people)] as const],
      ),
    ),
  };
}

function entryOf(chapter: Chapter, known: Known, source: TimelineSource, repeats: Repeats): TimelineEntry | null {
  const { at, actor, facts } = chapter;
  const { role, who } = actorWords(source.people, actor);
  const byPerson = source.people.has(actor);
  const on = telling(known, source, at, role);
  const told = facts.map(({ kind, fact }) => (isDutyFact(fact) ? null : tell(kind, fact, on)));
  const did = told.flatMap((one) => (one !== null && 'did' in one ? [one.did] : []));
  const acknowledged =
    did.length === 0 ? facts.flatMap(({ stream, fact }) => acknowledgement(fact, stream, known)) : [];
  const rings = facts
    .flatMap(({ stream, fact }) => ringOf(fact, stream, known, source, repeats))
    .toSorted((a, b) => Number(a.again) - Number(b.again));
  const followed = told.flatMap((one) => (one !== null && 'followed' in one ? [one.followed] : []));
  const lines = [...rings.map(({ text }) => text), ...followed];
  const acted = [...did, ...acknowledged];
  const [first, ...rest] = acted.length > 0 ? [sentence(who, joined(acted)), ...lines] : lines;
  if (first === undefined) return null;
  return {
    at,
    by: role,
    text: ended(first),
    timing: byPerson ? timingOf(facts, at, known) : null,
    followed: rest.map(ended),
    owed: owedBy(facts, at, source.people).map(ended),
    tone: acted.length > 0 ? 'act' : rings.some(({ call }) => call) ? 'call' : rings.length > 0 ? 'reminder' : 'result',
    what: facts.flatMap(({ fact }) => (isDutyFact(fact) ? [] : [fact.type])),
    clauses: [...new Set(rings.flatMap(({ clause }) => clause))],
    rows: rowsOf(facts),
  };
}

function tell(kind: StreamKind, fact: { readonly type: string }, on: Telling): Told {
  switch (kind) {
    case 'case':
      return tellCaseFact(fact as Exclude<CaseFact, DutyFact>, on);
    case 'referral':
      return tellReferralFact(fact as ReferralOwnFact, on);
    case 'followUp':
      return tellFollowUpFact(fact as Exclude<FollowUpFact, DutyFact>, on);
    case 'return':
      return tellReturnFact(fact as Exclude<ReturnFact, DutyFact>, on);
    case 'campaign':
      return null;
    default:
      return kind satisfies never;
  }
}

function acknowledgement(fact: { readonly type: string }, stream: StreamId, known: Known): readonly Words[] {
  if (!isDutyFact(fact) || fact.type !== 'dutyAcknowledged') return [];
  const what = known.dutyBefore(fact, stream);
  if (what === undefined || what.kind === 'crisisAcknowledge') return [words('确认收到告警', 'acknowledged the alarm')];
  return [words('确认知悉待办', 'acknowledged what is owed')];
}

interface RingLine {
  readonly text: Words;
  readonly clause: readonly string[];
  readonly again: boolean;
  /** At or past the limit, not a reminder before it. */
  readonly call: boolean;
}

function ringOf(
  fact: { readonly type: string },
  stream: StreamId,
  known: Known,
  { people, policyOf }: TimelineSource,
  repeats: Repeats,
): readonly RingLine[] {
  if (!isDutyFact(fact) || fact.type !== 'dutyRang') return [];
  const duty = known.dutyBefore(fact, stream);
  if (duty === undefined) return [];
  const clock = clockOf(policyOf(stream), duty);
  const clause = clock === undefined ? [] : [clock.clause];
  const again = repeats.told.get(fact);
  if (again !== undefined) return [{ text: again, clause, again: true, call: true }];
  return repeats.folded.has(fact)
    ? []
    : [{ text: ringWords(duty, fact, clock, people), clause, again: false, call: duty.dueAt >= duty.limitAt }];
}

/** The tightest of the limits that this act answered; a late one before any other. */
function timingOf(facts: readonly TimelineFact[], at: Instant, known: Known): Words | null {
  // A contact that was made ends its window by opening the next one.
  const made = facts.some(({ fact }) => fact.type === 'contactMade');
  const done = facts.flatMap(({ stream, fact }) => {
    if (!isDutyFact(fact) || fact.type !== 'dutyDone') return [];
    if (!wasFulfilled(fact.because) && !(made && fact.because === 'windowChanged')) return [];
    const duty = known.dutyBefore(fact, stream);
    return duty === undefined || hasNoTiming(duty) ? [] : [duty];
  });
  const [tightest] = done.toSorted((a, b) => a.limitAt - b.limitAt);
  return tightest === undefined ? null : timingWords(tightest, at);
}

function owedBy(facts: readonly TimelineFact[], at: Instant, people: People): readonly Words[] {
  const gone = new Set(
    facts.flatMap(({ stream, fact }) =>
      isDutyFact(fact) && fact.type === 'dutyDone' ? [`${stream}/${fact.duty}`] : [],
    ),
  );
  const streams = [...new Set(facts.map(({ stream }) => stream))];
  const opened = streams.flatMap((stream) =>
    facts
      .filter((one) => one.stream === stream)
      .reduce<readonly Duty[]>((live, { fact }) => (isDutyFact(fact) ? evolveDuties(live, fact, at) : live), [])
      .filter((duty) => !isQuiet(duty) && !gone.has(`${stream}/${duty.id}`)),
  );
  return opened.toSorted((a, b) => a.limitAt - b.limitAt).map((duty) => owedWords(duty, at, people));
}

function rowsOf(facts: readonly TimelineFact[]): TimelineEntry['rows'] {
  const rows = new Map<StreamId, TimelineEntry['rows'][number]>();
  for (const { stream, kind, version } of facts) {
    const row = rows.get(stream);
    const [from, to] = [Math.min(row?.from ?? version, version), Math.max(row?.to ?? version, version)];
    rows.set(stream, { stream, kind, from, to });
  }
  return [...rows.values()];
}

function sentence(who: Words, did: Words): Words {
  return words(`${who['zh-CN']}${did['zh-CN']}`, `${who.en} ${did.en}`);
}

function ended({ 'zh-CN': chinese, en: english }: Words): Words {
  return words(`${chinese}。`, `${english.slice(0, 1).toUpperCase()}${english.slice(1)}.`);
}
