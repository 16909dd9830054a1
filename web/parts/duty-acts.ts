import { RETURN_ANSWERS } from '#domain/return-to-school-acts';
import type { Acting } from '#web/frame/act.ts';

/** The act that fulfils a duty of a case or a follow-up; those of other streams are fulfilled on their own screens. */
const ACTS: Readonly<Record<string, string>> = {
  interview: 'recordInterview',
  secondSource: 'recordSecondSource',
  guardianTold: 'recordContact',
  protectionReport: 'recordProtectionReport',
  panel: 'recordPanel',
  reassess: 'recordReassessment',
  grade: 'grade',
  secondSignature: 'coSign',
  coSign: 'coSign',
  session: 'recordSession',
  dynamicReview: 'recordReview',
  referralOffer: 'recordOffer',
  chooseRoute: 'chooseRoute',
  handOver: 'acceptHandOver',
  leaverHandOver: 'offerHandOver',
  safetyCheck: 'recordContact',
  crisisAcknowledge: 'acknowledge',
  crisisWatch: 'logWatch',
  crisisGuardian: 'recordGuardianVoice',
  crisisMeans: 'recordMeansRemoved',
  crisisHospital: 'recordArrival',
  tellCounty: 'recordTold',
  tellCity: 'recordTold',
  followUpContact: 'recordFollowUp',
  followUpTrace: 'recordTrace',
};

/** Undefined: no act of a person on the case fulfils it (it is watched, or belongs to another stream). */
export function actOfDuty(kind: string): string | undefined {
  return ACTS[kind];
}

/** Acts that answer a duty of this kind, the usual one first. */
function actsFor(kind: string): readonly string[] {
  const back = Object.entries(RETURN_ANSWERS).filter(([, kinds]) => kinds.some((each) => each === kind));
  return [...(ACTS[kind] === undefined ? [] : [ACTS[kind]]), ...back.map(([act]) => act)];
}

export interface Owed {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: number;
  readonly holder: string;
  readonly called: readonly string[];
}

/** The duty that this act would fulfil now: the next due of its kinds, one's own before another's. */
export function dutyFor(act: string, duties: readonly Owed[], me: string): string | undefined {
  const own = (duty: Owed) => (duty.holder === me ? 0 : 1);
  return duties
    .filter(({ kind }) => actsFor(kind).includes(act))
    .sort((one, other) => own(one) - own(other) || one.dueAt - other.dueAt)[0]?.id;
}

/** What to do first: the act of the next due duty that is one's own and permitted. */
export function firstAct(duties: readonly Owed[], permitted: readonly string[], me: string): string | undefined {
  return duties
    .filter(({ holder, called }) => holder === me || called.includes(me))
    .sort((one, other) => one.dueAt - other.dueAt)
    .flatMap(({ kind }) => actsFor(kind))
    .find((act) => permitted.includes(act));
}

/** Segment under /api of a kind of stream; undefined: it takes no acts here. */
export function segmentOf(kind: string): Acting | undefined {
  const segments: Readonly<Record<string, Acting>> = {
    case: 'cases',
    referral: 'referrals',
    followUp: 'follow-ups',
    return: 'returns',
    campaign: 'campaigns',
  };
  return segments[kind];
}

/** Streams with a page of their own; what the others owe is done where their case is. */
const OWN_PAGES = new Set(['referral', 'followUp', 'return', 'campaign']);

/** Where a stream is seen whole. `caseId`: of the case that it hangs on. */
export function pageOf(kind: string, stream: string, caseId: string | null): string {
  if (OWN_PAGES.has(kind)) return `/${segmentOf(kind) ?? ''}/${stream}`;
  return `/cases/${kind === 'case' ? stream : (caseId ?? stream)}`;
}
