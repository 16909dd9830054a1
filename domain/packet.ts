import type { Instant } from './instant.ts';
import { type PacketFieldName, PACKET_FIELDS, type Withheld } from './referral-packet.ts';
import type { Answer } from './answers.ts';
import type { CriticalMeaning } from './scale.ts';
import { findScale } from './scales/index.ts';
import { SIGN_TITLES, type Sign } from './sign.ts';
import { type Vocabulary, type Words, words } from './words.ts';

/* The one page that a hospital reads before a child comes: made from the record as it stood when the packet was sent. */

/** A fact of the case in codes, as far as a packet may tell of it. */
export interface PacketFact {
  readonly type: StepType | 'warningAdded' | 'crisisDeclared';
  readonly at: Instant;
  readonly signs: readonly string[] | null;
  readonly findings: readonly string[] | null;
  readonly instrument: string | null;
  readonly with: string | null;
  readonly outcome: string | null;
  readonly line: string | null;
}

/** A scored sheet; `answers` of its critical items only, null where none was kept. */
export interface PacketSheet {
  readonly instrument: string;
  readonly version: string;
  readonly observedAt: Instant;
  readonly status: string;
  readonly total: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly band: string | null;
  readonly criticals: readonly { readonly item: number; readonly state: string; readonly answer: Answer }[];
}

const STEPS = {
  interviewRecorded: words('已与学生访谈', 'the student was interviewed'),
  reassessmentRecorded: words('已复评', 'reassessed'),
  contactRecorded: words('已联系', 'contact was made'),
  guardianVoiceRecorded: words('已与监护人通话', 'a guardian was called'),
  meansRemoved: words('已确认周围安全', 'the surroundings were made safe'),
  watchAssigned: words('已安排专人陪护', 'an adult stays with the student'),
  emergencyCallRecorded: words('已拨打急救或报警电话', 'an emergency line was called'),
  planRevised: words('已制定辅导与安全计划', 'a plan for care and safety was made'),
} as const satisfies Vocabulary<string>;
export type StepType = keyof typeof STEPS;

const URGENCY = {
  L4: words('特急：当天就诊', 'at once: to be seen today'),
  L3: words('紧急', 'urgent'),
  L2: words('尽快', 'soon'),
  L1: words('常规', 'routine'),
  L0: words('常规', 'routine'),
} as const satisfies Vocabulary<string>;
export type PacketLevel = keyof typeof URGENCY;

export const urgencyOf = (level: PacketLevel): Words => URGENCY[level];

export interface PacketCode {
  readonly code: string;
  readonly at: Instant;
  readonly title: Words;
}
export interface CriticalAnswer {
  readonly instrument: string;
  readonly version: string;
  readonly item: number;
  readonly meaning: CriticalMeaning | null;
  /** positive, unknown: as the scoring found it. */
  readonly state: string;
  readonly answer: Answer;
  readonly observedAt: Instant;
}

/** Critical answers, the last first: whatever the total said. */
export function criticalAnswers(sheets: readonly PacketSheet[]): readonly CriticalAnswer[] {
  return sheets
    .flatMap(({ instrument, version, observedAt, criticals }) =>
      criticals.map((one) => ({
        instrument,
        version,
        observedAt,
        meaning: meaningOf(instrument, version, one.item),
        ...one,
      })),
    )
    .toSorted((a, b) => b.observedAt - a.observedAt);
}

function meaningOf(instrument: string, version: string, item: number): CriticalMeaning | null {
  const found = findScale(instrument, version);
  return 'scale' in found ? (found.scale.criticals.find((one) => one.item === item)?.meaning ?? null) : null;
}

/** Signs that people saw, each once, the last first. */
export function safetyFacts(facts: readonly PacketFact[]): readonly PacketCode[] {
  const seen = new Map<string, PacketCode>();
  for (const { at, signs } of facts)
    for (const code of signs ?? [])
      if (Object.hasOwn(SIGN_TITLES, code)) seen.set(code, { code, at, title: SIGN_TITLES[code as Sign] });
  return [...seen.values()].toSorted((a, b) => b.at - a.at);
}

/** What the school has done, in order of time. */
export function stepsTaken(facts: readonly PacketFact[]): readonly (PacketCode & { readonly detail: string | null })[] {
  return facts.flatMap(({ type, at, with: whom, outcome, line }) => {
    if (!Object.hasOwn(STEPS, type)) return [];
    const detail = [line, whom, outcome].filter((part) => part !== null).join(':');
    return [{ code: type, at, title: STEPS[type as StepType], detail: detail === '' ? null : detail }];
  });
}

/** Coded findings of interviews and reassessments, the last first. */
export function interviewFindings(facts: readonly PacketFact[]) {
  return facts
    .flatMap(({ type, at, findings, instrument }) =>
      type === 'interviewRecorded' || type === 'reassessmentRecorded'
        ? [{ kind: type, at, findings: [...(findings ?? [])], instrument }]
        : [],
    )
    .toSorted((a, b) => b.at - a.at);
}

/** Why each field that is not in a packet is missing, in words for whoever reads it. */
export function withheldWords({ field, because }: Withheld): { readonly field: Words; readonly because: Words } {
  return { field: PACKET_FIELDS[field], because: WITHHELD[because] };
}

const WITHHELD = {
  noConsent: words('监护人尚未就此同意', 'the guardian has not consented to it'),
  guardianFlagged: words('为保护学生，不提供', 'withheld to protect the student'),
} as const satisfies Vocabulary<Withheld['because']>;

/** Fields that went with a packet and may still be shown: a guardian who was flagged since is not given any more (N10). */
export function shownFields(packet: readonly string[], safeGuardian: boolean): ReadonlySet<PacketFieldName> {
  const names = Object.keys(PACKET_FIELDS) as PacketFieldName[];
  return new Set(names.filter((name) => packet.includes(name) && (safeGuardian || name !== 'guardianContact')));
}
