import { findingWords } from '#domain/finding-words';
import type { Day, Instant } from '#domain/instant';
import { criticalStateWords, meaningWords, relationWords, sexWords } from '#domain/packet-words';
import { PACKET_FIELDS, type PacketFieldName, type SendingBasis } from '#domain/referral-packet';
import { known, listed, one } from '#domain/timeline/say';
import { type Vocabulary, words } from '#domain/words';
import * as paper from './paper.ts';

interface Dated {
  readonly at: Instant;
  readonly title: string;
}

/** The packet as a reader is shown it, titles in the reader's language; null: that field did not go along. */
export interface ShownPacket {
  readonly name: string | null;
  readonly sex: string | null;
  readonly birthDate: Day | null;
  readonly reason: string | null;
  readonly urgency: { readonly title: string } | null;
  readonly criticalAnswers:
    | readonly {
        readonly instrument: string;
        readonly item: number;
        readonly meaning: string | null;
        readonly state: string;
        readonly answer: number | string | null;
        readonly observedAt: Instant;
      }[]
    | null;
  readonly safetyFacts: readonly Dated[] | null;
  readonly stepsTaken: readonly Dated[] | null;
  readonly answersSummary:
    | readonly {
        readonly instrument: string;
        readonly observedAt: Instant;
        readonly total: number | null;
        readonly min: number | null;
        readonly max: number | null;
      }[]
    | null;
  readonly interviewFindings: readonly { readonly at: Instant; readonly findings: readonly string[] }[] | null;
  readonly schoolContact: SchoolContact | null;
  readonly guardianContact: {
    readonly relation: string;
    readonly name: string | null;
    readonly phone: string | null;
  } | null;
  readonly withheld: readonly { readonly title: string; readonly why: string }[];
}

interface SchoolContact {
  readonly name: string | null;
  readonly school: string | null;
  readonly phone: string | null;
}

export interface LetterSource {
  readonly packet: ShownPacket;
  /** When the packet left. */
  readonly sentAt: Instant;
  readonly basis: SendingBasis;
  readonly hospital: string;
  readonly number: string;
}

const TITLES = {
  title: words('转介信', 'Letter of referral'),
  basis: words('依据', 'Basis'),
  consent: words('监护人就向该医院提供信息的单独同意', 'a guardian’s own consent to this hospital'),
  emergency: words(
    '紧急情况下为保护生命健康所必需（个人信息保护法第十三条第四项）',
    'an emergency: necessary to protect life and health',
  ),
  opening: words(
    '现将下列学生转介至贵院，请予接诊。本信只含接诊所必需的信息，内容以送出时为准。',
    'We refer the student below to you and ask you to receive them. This letter holds what receiving them needs and no more, as the record stood when it was sent.',
  ),
  closing: words(
    '学校不作任何诊断。接诊、预约、到诊与结论请在系统内答复，或致电上述学校联系人。',
    'The school makes no diagnosis. Please answer in the system, or call the contact at the school named above.',
  ),
  sent: words('送出时间', 'Sent'),
  number: words('编号', 'Number'),
  withheld: words('没有随信提供', 'Did not go along'),
  reason: words('转介原因', 'Why'),
  safety: words('安全', 'Safety'),
  screening: words('测评与访谈', 'Screening and interview'),
  contact: words('联系人', 'Contacts'),
  noPhone: words('未登记电话', 'no phone on record'),
} as const satisfies Vocabulary<string>;

/** The letter that goes with the child to a hospital: the packet of the referral on one page, and nothing beside it (clinical 5.3). */
export function referralLetter(source: LetterSource, making: paper.Making): paper.Paper {
  const { packet, hospital } = source;
  const { language } = making;
  const say = paper.sayIn(language);
  const sections = [
    { title: say(TITLES.reason), lines: reasonLines(packet, say) },
    { title: say(TITLES.safety), lines: safetyLines(packet, say) },
    { title: say(TITLES.screening), lines: screeningLines(packet, say) },
    { title: say(TITLES.contact), lines: contactLines(packet, say) },
    {
      title: say(TITLES.withheld),
      lines: packet.withheld.map(({ title, why }) => ({ label: paper.asLabel(title), text: why })),
    },
  ];
  return {
    kind: 'referralLetter',
    language,
    title: say(TITLES.title),
    to: say(words(`${hospital}：`, `${hospital},`)),
    about: aboutLines(source, say),
    opening: say(TITLES.opening),
    sections: sections.filter(({ lines }) => lines.length > 0),
    closing: say(TITLES.closing),
    from: packet.schoolContact?.school ?? '',
    day: paper.dayLine(source.sentAt, language),
    foot: paper.footOf(making, 'outside'),
  };
}

function aboutLines({ packet, sentAt, basis, number }: LetterSource, say: paper.Say): readonly paper.PaperLine[] {
  const sex = one(sexWords, packet.sex);
  return [
    { label: say(paper.LABELS.name), text: packet.name ?? say(paper.LABELS.unnamed) },
    ...(sex === null ? [] : [{ label: say(paper.LABELS.sex), text: say(sex) }]),
    ...(packet.birthDate === null
      ? []
      : [{ label: say(paper.LABELS.bornOn), text: paper.birthday(packet.birthDate, say) }]),
    { label: say(TITLES.basis), text: say(TITLES[basis]) },
    { label: say(TITLES.sent), text: say(paper.moment(sentAt)) },
    { label: say(TITLES.number), text: number },
  ];
}

/** A field by its name in the one table of the packet; nothing for one that did not go along. */
function field<T>(
  name: PacketFieldName,
  items: readonly T[] | null,
  text: (item: T) => string,
  say: paper.Say,
): readonly paper.PaperLine[] {
  if (items === null) return [];
  const label = paper.asLabel(say(PACKET_FIELDS[name]));
  if (items.length === 0) return [{ label, text: say(paper.LABELS.none) }];
  return items.map((item, at) => ({ label: at === 0 ? label : null, text: text(item) }));
}

function reasonLines({ reason, urgency }: ShownPacket, say: paper.Say): readonly paper.PaperLine[] {
  return [
    ...field('urgency', urgency === null ? null : [urgency], ({ title }) => title, say),
    ...field('reason', reason === null ? null : [reason], (text) => text, say),
  ];
}

function safetyLines(packet: ShownPacket, say: paper.Say): readonly paper.PaperLine[] {
  const dated = ({ title, at }: Dated) => `${title}${bracket(say(paper.moment(at)), say)}`;
  return [
    ...field('criticalAnswers', packet.criticalAnswers, (one) => criticalText(one, say), say),
    ...field('safetyFacts', packet.safetyFacts, dated, say),
    ...field('stepsTaken', packet.stepsTaken, dated, say),
  ];
}

type Critical = NonNullable<ShownPacket['criticalAnswers']>[number];

function criticalText({ instrument, item, meaning, state, answer, observedAt }: Critical, say: paper.Say): string {
  const which = say(words(`${instrument} 第 ${item} 题`, `${instrument} item ${item}`));
  const what = one(meaningWords, meaning);
  const stands = one(criticalStateWords, state);
  const value = typeof answer === 'number' ? `${bracket(String(answer), say)}` : '';
  const parts = [which, ...(what === null ? [] : [say(what)])].join(' · ');
  return `${parts}${say(words('：', ': '))}${stands === null ? state : say(stands)}${value}${bracket(say(paper.moment(observedAt)), say)}`;
}

function screeningLines(packet: ShownPacket, say: paper.Say): readonly paper.PaperLine[] {
  const dated = (text: string, at: Instant) => `${text}${bracket(say(paper.moment(at)), say)}`;
  return [
    ...field(
      'answersSummary',
      packet.answersSummary,
      ({ instrument, total, min, max, observedAt }) =>
        dated(`${instrument}${say(words('：', ': '))}${total ?? `${min ?? '?'}–${max ?? '?'}`}`, observedAt),
      say,
    ),
    ...field(
      'interviewFindings',
      packet.interviewFindings,
      ({ findings, at }) => dated(say(listed(known(findingWords, findings))), at),
      say,
    ),
  ];
}

function contactLines({ schoolContact, guardianContact }: ShownPacket, say: paper.Say): readonly paper.PaperLine[] {
  const school = schoolContact === null ? null : [schoolContact];
  const guardian = guardianContact === null ? null : [guardianContact];
  return [
    ...field(
      'schoolContact',
      school,
      ({ name, school, phone }) => [school, name, phone ?? say(TITLES.noPhone)].filter(Boolean).join(' · '),
      say,
    ),
    ...field(
      'guardianContact',
      guardian,
      ({ relation, name, phone }) => {
        const kin = one(relationWords, relation);
        const who = `${name ?? say(paper.LABELS.unnamed)}${kin === null ? '' : `${bracket(say(kin), say)}`}`;
        return `${who} · ${phone ?? say(TITLES.noPhone)}`;
      },
      say,
    ),
  ];
}

function bracket(text: string, say: paper.Say): string {
  return say(words(`（${text}）`, ` (${text})`));
}
