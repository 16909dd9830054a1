import type { CaseFact } from './case-facts.ts';
import type { CaseState } from './case-state.ts';
import { type Ground, groundOf } from './consent.ts';
import type { ReferralFact, ReferralState } from './referral-facts.ts';
import type { StreamKind, StreamState } from './stream.ts';
import { type Vocabulary, words } from './words.ts';

/* The ledger of what left the house: what, to whom, on which ground (个人信息保护法 23, 29; 网络数据安全管理条例 12). Codes and ids, never contents. */

/** Sent, supplied, handed over, reported and called are the school's acts; opened = the hospital has looked at what was sent to it, for the first time. */
export const DISCLOSURES = [
  'referralSent',
  'materialSupplied',
  'handedOver',
  'reported',
  'emergencyCalled',
  'packetOpened',
  'wordsOpened',
  'identityOpened',
] as const;
export type DisclosureKind = (typeof DISCLOSURES)[number];

export const disclosureWords: Vocabulary<DisclosureKind> = {
  referralSent: words('转介材料已发给医院', 'The packet of a referral was sent'),
  materialSupplied: words('补充材料已发给医院', 'Material was supplied'),
  handedOver: words('学生已当面交接给医院', 'The student was handed over in person'),
  reported: words('已向保护部门报告', 'A report went to those who protect children'),
  emergencyCalled: words('已拨打急救或报警电话', 'An emergency line was called'),
  packetOpened: words('医院首次打开转介材料', 'The hospital opened the packet for the first time'),
  wordsOpened: words('医院首次阅读转介文字', 'The hospital read the words of the referral for the first time'),
  identityOpened: words('医院首次查看学生身份', 'The hospital opened who the student is for the first time'),
};

/** Who was told. The code of a hospital; null: one that the record does not name, who received the child lies in the vault. */
export type Recipient =
  | { readonly kind: 'hospital'; readonly code: string | null }
  | { readonly kind: 'police' | 'civilAffairs' | 'educationBureau' | '120' | '110' };

export interface Disclosure {
  readonly what: DisclosureKind;
  /** Codes of what it held. */
  readonly fields: readonly string[];
  readonly to: Recipient;
  readonly ground: Ground;
}

type ReferralLeaves = {
  readonly [T in ReferralFact['type']]?: (fact: Fact<ReferralFact, T>, state: ReferralState) => Disclosure;
};
type CaseLeaves = {
  readonly [T in CaseFact['type']]?: (fact: Fact<CaseFact, T>, state: CaseState) => Disclosure | null;
};
type Fact<F, T> = Extract<F, { readonly type: T }>;

/** Facts of a referral with which something leaves. */
const REFERRAL: ReferralLeaves = {
  referralSent: ({ packet }, { hospital, basis }) => toHospital('referralSent', packet, hospital, groundOf(basis)),
  materialSupplied: ({ ground }, { hospital }) => toHospital('materialSupplied', ['material'], hospital, ground),
  protectionReported: ({ to }) => reported(to),
};

/** Stages in which a hospital has taken the child and not let go. */
const TAKEN: readonly string[] = ['accepted', 'scheduled', 'noShow', 'appointmentCancelled', 'visited'];

/** Facts of a case with which something leaves. */
const CASE: CaseLeaves = {
  crisisHandedOver: ({ to }, { links }) => {
    if (to !== 'hospital') return null;
    const took = links.find(({ kind, open, stage }) => kind === 'referral' && open && TAKEN.includes(stage));
    return toHospital('handedOver', ['inPerson'], took?.hospital ?? null, 'emergency');
  },
  protectionReported: ({ to }) => reported(to),
  emergencyCallRecorded: ({ line }) => ({
    what: 'emergencyCalled',
    fields: ['spoken'],
    to: { kind: line },
    ground: 'emergency',
  }),
};

/** What left with one fact of a stream, whose state is that after the act; null: nothing did. */
export function disclosedBy(kind: StreamKind, state: StreamState, fact: { readonly type: string }): Disclosure | null {
  if (kind !== 'referral' && kind !== 'case') return null;
  const leaves: Readonly<Record<string, unknown>> = kind === 'referral' ? REFERRAL : CASE;
  if (!Object.hasOwn(leaves, fact.type)) return null;
  // The fact and the state are of the kind whose table this is; TypeScript cannot see that through the union.
  return (leaves[fact.type] as (fact: object, state: StreamState) => Disclosure | null)(fact, state);
}

function toHospital(what: DisclosureKind, fields: readonly string[], code: string | null, ground: Ground): Disclosure {
  return { what, fields, to: { kind: 'hospital', code }, ground };
}

function reported(to: string): Disclosure {
  // One of REPORTED_TO: the schemas of both acts say so.
  return { what: 'reported', fields: ['report'], to: { kind: to as 'police' }, ground: 'law' };
}
