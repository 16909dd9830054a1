import type { Language } from '#domain/scale';
import { words } from '#domain/words';
import type { Block, Figures, OfficialDocument } from '#programme/document';
import { isFigureRun } from '#programme/document';
import { runsOf } from '#programme/document-edit';
import { askedHours, type ReportInput, reportTables } from './annual.ts';
import { comparedFigures } from './comparison.ts';
import { TOPICS, type Topic, type TopicCode } from './topics.ts';

/** A proposal as the letter to be answered names it. */
export interface Proposal {
  /** 市政协三届二次会议 */
  readonly meeting: string;
  readonly number: number;
  readonly title: string;
}

/** What a proposal asks, by its own number; answered by topics, or by whoever writes. */
export interface Question {
  readonly number: number;
  readonly text: string;
  readonly topics: readonly TopicCode[];
}

/** What a reply is drawn from besides figures. */
export interface ReplyPlan {
  readonly proposal: Proposal;
  /** Told before any question. */
  readonly topics: readonly TopicCode[];
  readonly questions: readonly Question[];
}

const SAID = {
  about: words('关于对', 'Reply to proposal No. '),
  opening: words('贵单位提出的《', 'We have received your proposal “'),
  received: words(
    '》收悉。感谢对学生心理健康教育工作的关心和支持。经认真研究，现答复如下。文中数据均由工作记录逐条汇总。',
    '” and thank you for it. Having studied it, we answer as follows; every figure is summed from records, one by one.',
  ),
  work: words('工作开展情况', 'What is done'),
  plans: words('下一步工作', 'What comes next'),
  thanks: words('再次感谢对我们工作的关心和支持！', 'We thank you once more for your care and support.'),
  unanswered: words('本问题尚未答复', 'this question has no answer yet'),
  noRecords: words(
    '时段内没有登记相关记录，请说明',
    'no records were kept of this in the period; say what there is to say',
  ),
} as const;

const MIDDLE = words('第', '');
const END = words('号提案的', '');

/** The reply (提案答复) as a draft: an opening, the topics told first, each question with the topics that answer it, what is to come, thanks. */
export function proposalReply(input: ReportInput & { readonly plan: ReplyPlan }): OfficialDocument {
  const { plan, language, issuer } = input;
  const compared = comparedFigures(input.compared ?? [], language);
  const figures = { ...input.figures, ...askedHours(language), ...compared };
  return {
    kind: 'proposalReply',
    language,
    marks: null,
    issuer,
    number: input.number,
    signer: input.signer,
    title: titleOf(plan.proposal, issuer, language),
    addressees: input.addressees,
    blocks: blocksOf(plan, figures, language),
    figures,
    tables: reportTables({ ...input, parts: [] }),
    attachments: [],
    date: null,
    contact: input.contact,
    copies: input.copies,
    printed: input.printed,
  };
}

function titleOf({ meeting, number }: Proposal, issuer: string, language: Language): readonly string[] {
  if (language === 'en') return [issuer, `${SAID.about.en}${number} of ${meeting}`];
  return [issuer, `${SAID.about['zh-CN']}${meeting}${MIDDLE['zh-CN']}${number}${END['zh-CN']}`, '答　复'];
}

function blocksOf({ proposal, topics, questions }: ReplyPlan, figures: Figures, language: Language): readonly Block[] {
  const said = (what: keyof typeof SAID) => SAID[what][language];
  const told = [...new Set([...topics, ...questions.flatMap((question) => question.topics)])];
  const plans = told.map((code) => point(`plan-${code.toLowerCase()}`, TOPICS[code].plan[language]));
  return [
    { kind: 'paragraph', id: 'opening', runs: [{ text: `${said('opening')}${proposal.title}${said('received')}` }] },
    ...(topics.length === 0 ? [] : [heading('work', said('work'))]),
    ...topics.flatMap((code) => measures('work', code, figures, language)),
    ...questions.flatMap((question) => answered(question, figures, language)),
    ...(plans.length === 0 ? [] : [heading('plans', said('plans')), ...plans]),
    { kind: 'paragraph', id: 'thanks', runs: [{ text: said('thanks') }] },
  ];
}

function answered({ number, text, topics }: Question, figures: Figures, language: Language): readonly Block[] {
  const id = `question-${number}`;
  const blocks = topics.flatMap((code) => measures(id, code, figures, language));
  const open: Block = { kind: 'paragraph', id: `${id}-answer`, runs: [], open: SAID.unanswered[language] };
  return [heading(id, text), ...(blocks.length === 0 ? [open] : blocks)];
}

/** A sentence whose figures are all nought claims nothing: somebody has to say what there is to say. */
function measures(under: string, code: TopicCode, figures: Figures, language: Language): readonly Block[] {
  const { measures: sentences }: Topic = TOPICS[code];
  return sentences.map((sentence, at): Block => {
    const made = point(`${under}-${code.toLowerCase()}-${at + 1}`, sentence[language]);
    const counted = made.runs.filter(isFigureRun).filter(({ figure }) => !figure.startsWith('hours.asked.'));
    const nothing = counted.length > 0 && counted.every(({ figure }) => (figures[figure]?.value ?? 0) === 0);
    return nothing ? { ...made, runs: [], open: SAID.noRecords[language] } : made;
  });
}

function heading(id: string, text: string): Block {
  return { kind: 'heading', level: 1, id, runs: [{ text }] };
}

function point(id: string, text: string) {
  return { kind: 'point', id, runs: runsOf(text) } as const;
}
