import type { Proposal } from '#domain/case-state';
import { type Duty, type DutyFact, evolveDuties } from '#domain/duty';
import type { Instant } from '#domain/instant';
import type { ActorRole } from '#domain/role';
import { isDutyFact, type StreamId } from '#domain/stream';
import type { TimelineFact } from '#domain/timeline';
import { type Words, words } from '#domain/words';
import { type People, peopleWords, personWords } from './people.ts';
import type { Telling } from './telling.ts';

/** The facts of one act, over all streams of the case. */
export interface Chapter {
  readonly at: Instant;
  readonly actor: string;
  readonly facts: readonly TimelineFact[];
}

/** What later facts only point at. */
export interface Known {
  /** The duty that a fact is about, as it stood before that fact. */
  dutyBefore(fact: DutyFact, stream: StreamId): Duty | undefined;
  readonly proposals: ReadonlyMap<string, Proposal>;
  /** Hospitals in the order in which they were asked. */
  readonly hospitals: readonly string[];
  /** The hospital that each referral asked. */
  readonly hospitalOf: ReadonlyMap<StreamId, string>;
}

/** Reads the story once from the beginning. */
export function knownThings(chapters: readonly Chapter[]): Known {
  const live = new Map<StreamId, readonly Duty[]>();
  const before = new Map<DutyFact, Duty>();
  const proposals = new Map<string, Proposal>();
  const hospitalOf = new Map<StreamId, string>();
  for (const { at, facts } of chapters)
    for (const { stream, fact } of facts) {
      if (isDutyFact(fact)) {
        const duties = live.get(stream) ?? [];
        const duty =
          'duty' in fact && typeof fact.duty === 'string' ? duties.find((one) => one.id === fact.duty) : undefined;
        if (duty !== undefined) before.set(fact, duty);
        live.set(stream, evolveDuties(duties, fact, at));
      }
      if (fact.type === 'proposed') {
        const proposal = Reflect.get(fact, 'proposal') as Proposal;
        proposals.set(proposal.id, proposal);
      }
      const hospital: unknown = fact.type === 'referralRequested' ? Reflect.get(fact, 'hospital') : undefined;
      if (typeof hospital === 'string') hospitalOf.set(stream, hospital);
    }
  const hospitals = [...new Set(hospitalOf.values())];
  return { dutyBefore: (fact) => before.get(fact), proposals, hospitals, hospitalOf };
}

interface Names {
  readonly people: People;
  readonly hospitals: ReadonlyMap<string, string>;
}

const ORDINALS: readonly Words[] = [
  words('第一家医院', 'the first hospital'),
  words('第二家医院', 'the second hospital'),
  words('第三家医院', 'the third hospital'),
];

/** The names by which one moment is told. */
export function telling(known: Known, { people, hospitals }: Names, at: Instant, by: ActorRole): Telling {
  return {
    at,
    by,
    byPerson: by !== 'clock' && by !== 'system' && by !== 'student',
    person: (id) => personWords(people, id),
    persons: (ids) => peopleWords(people, ids),
    proposal: (id) => known.proposals.get(id),
    hospital: (code) => hospitalWords(known, hospitals, code),
  };
}

/** A hospital by the order in which it was asked, with its name where it may be seen. */
export function hospitalWords(known: Known, names: ReadonlyMap<string, string>, code: string): Words {
  const title = ORDINALS[known.hospitals.indexOf(code)] ?? words('另一家医院', 'another hospital');
  const name = names.get(code);
  return name === undefined ? title : words(`${title['zh-CN']}（${name}）`, `${title.en} (${name})`);
}
