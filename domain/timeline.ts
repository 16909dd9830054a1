import type { CaseFact } from './case-facts.ts';
import type { DutyFact } from './duty.ts';
import type { FollowUpFact } from './follow-up-state.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';
import type { ReferralOwnFact } from './referral-facts.ts';
import type { ReturnFact } from './return-to-school-facts.ts';
import type { ActorRole } from './role.ts';
import { isDutyFact, type StreamId, type StreamKind } from './stream.ts';
import { tellCaseFact } from './timeline/case-facts.ts';
import { type Chapter, type Known, knownThings, telling } from './timeline/known-things.ts';
import { owedBy, type Repeats, repeatsOf, ringOf, timingOf } from './timeline/chapter-duties.ts';
import { tellFollowUpFact } from './timeline/follow-up-facts.ts';
import { actorWords, type People } from './timeline/people.ts';
import { titled } from './timeline/titles.ts';
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

/** Everybody in the story, with the titles by which it tells them. */
export function storyPeople({ facts, people, hospitals }: TimelineSource): People {
  const chapters = chaptersOf(facts);
  return titled(people, chapters, knownThings(chapters), hospitals);
}

/** The story of a case and of every stream that serves it, in order of time. Pure: the same facts give the same story. */
export function timeline(given: TimelineSource): readonly TimelineEntry[] {
  const chapters = chaptersOf(given.facts);
  const known = knownThings(chapters);
  const source = { ...given, people: titled(given.people, chapters, known, given.hospitals) };
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
    // Campaigns are told in figures, records by what they say.
    case 'campaign':
    case 'record':
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
