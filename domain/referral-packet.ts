import type { ReferralBasis } from './child-commands.ts';

/* The least a hospital needs to receive a child safely (个人信息保护法 6, 28, 29). What is not in this table never leaves with a referral. */

interface PacketField {
  readonly 'zh-CN': string;
  readonly en: string;
  /** identity: who comes; reason: why; safety: what must be known at the door; screening: what was measured; contact: whom to call back. */
  readonly group: 'identity' | 'reason' | 'safety' | 'screening' | 'contact';
  /** `always`: also on an emergency basis; `consent`: only with the guardian's separate consent. */
  readonly when: 'always' | 'consent';
}

export const PACKET_FIELDS = {
  name: { 'zh-CN': '姓名', en: 'name', group: 'identity', when: 'always' },
  sex: { 'zh-CN': '性别', en: 'sex', group: 'identity', when: 'always' },
  birthDate: { 'zh-CN': '出生日期', en: 'date of birth', group: 'identity', when: 'always' },
  reason: { 'zh-CN': '转介原因', en: 'reason for referral', group: 'reason', when: 'always' },
  urgency: { 'zh-CN': '紧急程度', en: 'urgency', group: 'reason', when: 'always' },
  criticalAnswers: { 'zh-CN': '关键条目作答', en: 'critical answers', group: 'safety', when: 'always' },
  safetyFacts: { 'zh-CN': '安全事实', en: 'safety facts', group: 'safety', when: 'always' },
  stepsTaken: { 'zh-CN': '学校已采取的措施', en: 'steps the school has taken', group: 'safety', when: 'always' },
  answersSummary: { 'zh-CN': '测评结果摘要', en: 'summary of the answers', group: 'screening', when: 'consent' },
  interviewFindings: { 'zh-CN': '访谈编码要点', en: 'coded interview findings', group: 'screening', when: 'consent' },
  schoolContact: { 'zh-CN': '学校联系人', en: 'contact at the school', group: 'contact', when: 'always' },
  guardianContact: { 'zh-CN': '监护人联系方式', en: 'contact of a guardian', group: 'contact', when: 'always' },
} as const satisfies Record<string, PacketField>;
export type PacketFieldName = keyof typeof PACKET_FIELDS;

export interface Withheld {
  readonly field: PacketFieldName;
  readonly because: 'noConsent' | 'guardianFlagged';
}

/** A basis on which a packet may leave at all. */
export type SendingBasis = Exclude<ReferralBasis['kind'], 'awaited'>;

/**
 * The fields that may go to a hospital on this basis. `safeGuardian`: some guardian may be contacted; one who is flagged as a danger is never given
 * as the person to call (N10).
 */
export function packetFields(basis: SendingBasis, safeGuardian = true): readonly PacketFieldName[] {
  const kept = new Set(withheldFields(basis, safeGuardian).map((left) => left.field));
  return names().filter((name) => !kept.has(name));
}

/** What stays behind, with the reason: told to the hospital instead of silently dropped. */
export function withheldFields(basis: SendingBasis, safeGuardian = true): readonly Withheld[] {
  return names().flatMap((field): readonly Withheld[] => {
    if (field === 'guardianContact' && !safeGuardian) return [{ field, because: 'guardianFlagged' }];
    return PACKET_FIELDS[field].when === 'consent' && basis === 'emergency' ? [{ field, because: 'noConsent' }] : [];
  });
}

function names(): readonly PacketFieldName[] {
  return Object.keys(PACKET_FIELDS) as PacketFieldName[];
}
