import type { CaseFact } from '#domain/case-facts';
import type { Proposal, Slot } from '#domain/case-state';
import { rank } from '#domain/level';
import { SIGN_TITLES } from '#domain/sign';
import { followUpSignWords } from '#domain/follow-up-words';
import { type Words, words } from '#domain/words';
import * as code from './code-words.ts';
import { after, known, levelWords, listed, one } from './say.ts';
import { did, followed, type Telling, type Told } from './telling.ts';

type OwnFact = Exclude<CaseFact, { type: `duty${string}` }>;
type Fact<T extends OwnFact['type']> = Extract<CaseFact, { type: T }>;
type Tellers = { readonly [T in OwnFact['type']]: (fact: Fact<T>, on: Telling) => Told };

/** Things seen, by any vocabulary that has a word for them. */
function observed(codes: readonly string[]): readonly Words[] {
  return [...known(SIGN_TITLES, codes), ...known(followUpSignWords, codes)];
}

const reason = (given: string): readonly Words[] => known(code.reasonWords, [given]);

/** Reasons for which a proposal ends without anybody having said no to it. */
const OVERTAKEN: ReadonlySet<string> = new Set([
  'newWarning',
  'crisis',
  'raisedAgain',
  'overtaken',
  'lowered',
  'graded',
  'handedOver',
]);

const CASE: Tellers = {
  caseOpened: ({ owner, previous }, on) => {
    const [zh, en] = [on.person(owner)['zh-CN'], on.person(owner).en];
    const again = previous === null ? ['', ''] : ['，接续此前的个案', ', continuing an earlier one'];
    return followed(`建立个案，由${zh}负责${again[0]}`, `A case was opened${again[1]}; ${en} answers for it`);
  },
  warningAdded: warned,
  levelChanged: (fact) => {
    const to = levelWords(fact.to);
    if (fact.by === 'floor')
      return followed(
        `按规则等级暂定为 ${to['zh-CN']}，由人判断前只升不降`,
        `By rule the level stands at ${to.en} until people have judged`,
      );
    const up = rank(fact.to) > rank(fact.from);
    return followed(`等级${up ? '升为' : '降为'} ${to['zh-CN']}`, `The level ${up ? 'rises' : 'falls'} to ${to.en}`);
  },
  stageEntered: ({ stage }) => {
    const words_ = code.stageWords[stage];
    return stage === 'triage' || stage === 'closed'
      ? null
      : followed(`进入${words_['zh-CN']}`, `The case goes on to ${words_.en}`);
  },
  contactRecorded: ({ with: whom, channel, outcome }) => {
    const by = one(code.channelWords, channel) ?? words('', '');
    const [zh, en] = whom === 'student' ? ['学生', 'the student'] : ['监护人', 'the guardian'];
    if (outcome === 'reached') return did(`${by['zh-CN']}与${zh}谈了话`, `spoke with ${en} ${by.en}`.trim());
    const what = one(code.contactOutcomeWords, outcome) ?? words('没有联系上', 'not reached');
    return did(`${by['zh-CN']}联系${zh}：${what['zh-CN']}`, `tried to reach ${en} ${by.en}: ${what.en}`);
  },
  secondSourceRecorded: ({ view }) => ({
    did: after(words('提供了日常观察', 'gave the view from class'), observed(view)),
  }),
  interviewRecorded: ({ findings }) => ({
    did: after(words('与学生做了访谈', 'interviewed the student'), observed(findings)),
  }),
  reassessmentRecorded: ({ instrument }) => {
    const with_ =
      instrument === null
        ? words('复评', '')
        : words(`用 ${instrument.toUpperCase()} 做了复评`, ` with ${instrument.toUpperCase()}`);
    return did(instrument === null ? '做了复评' : with_['zh-CN'], `reassessed the student${with_.en}`);
  },
  graded: ({ level, persons }, on) => {
    const [to, by] = [levelWords(level), on.persons(persons)];
    return followed(
      `定级 ${to['zh-CN']}生效，签字：${by['zh-CN']}`,
      `The level ${to.en} is decided, signed by ${by.en}`,
    );
  },
  proposed: ({ proposal }) => proposed(proposal),
  signed: ({ proposal, signature }, on) => {
    const what = decision(on.proposal(proposal));
    if (signature.slot === 'head') return did(`签字同意${what['zh-CN']}`, `signed ${what.en}`);
    const side = code.slotWords[signature.slot];
    return did(`代表${side['zh-CN']}签字同意${what['zh-CN']}`, `signed ${what.en} for ${side.en}`);
  },
  proposalWithdrawn: ({ proposal, because }, on) => {
    if (because === 'concluded') return null;
    const what = decision(on.proposal(proposal));
    if (OVERTAKEN.has(because))
      return followed(
        `尚待签字的${what['zh-CN']}作废，因为有了新情况`,
        `${capital(what.en)} that waited for signatures is void: things have changed`,
      );
    return did(`没有同意${what['zh-CN']}，退回`, `did not agree to ${what.en}`);
  },
  sessionRecorded: () => did('做了一次辅导', 'held a session'),
  planRevised: () => did('更新了辅导方案', 'revised the plan'),
  reviewRecorded: ({ assessment, source }) => {
    if (source === 'followUp') return null;
    const how = code.assessmentWords[assessment];
    return did(`评估学生情况：${how['zh-CN']}`, `found the student ${how.en}`);
  },
  panelRecorded: ({ attendees }) =>
    did(`召开研判会，${attendees} 人参加`, `held the panel, ${attendees} people took part`),
  offerRecorded: ({ outcome }) => ({
    did: after(words('建议就诊', 'offered a referral'), known(code.offerWords, [outcome])),
  }),
  routeChosen: ({ choice }) => ({
    did: after(words('选择了下一步去向', 'chose the way on'), known(code.routeWords, [choice])),
  }),
  protectionFlagged: () =>
    did(
      '作保护标记，此后不再联系有危险的监护人',
      'flagged the child for protection: guardians who endanger it are not contacted',
    ),
  protectionReported: ({ to }) => {
    const whom = one(code.reportedToWords, to) ?? words('有关部门', 'the authorities');
    return did(`向${whom['zh-CN']}作了保护报告`, `made the protection report to ${whom.en}`);
  },
  crisisDeclared: ({ signs }) => ({ did: after(words('报告学生处于危机', 'declared a crisis'), observed(signs)) }),
  watchAssigned: ({ watcher }, on) =>
    did(`安排${on.person(watcher)['zh-CN']}陪护学生`, `put ${on.person(watcher).en} beside the student`),
  watchLogged: ({ state }) => ({
    did: after(words('记录陪护情况', 'logged the watch'), known(code.watchWords, [state])),
  }),
  guardianVoiceRecorded: ({ outcome }) => {
    const what = one(code.contactOutcomeWords, outcome) ?? words('没有联系上', 'not reached');
    return outcome === 'reached'
      ? did('电话告知了监护人', 'told the guardian by voice')
      : did(`给监护人打电话：${what['zh-CN']}`, `called the guardian: ${what.en}`);
  },
  emergencyCallRecorded: ({ line }) => did(`拨打了 ${line}`, `called ${line}`),
  meansRemoved: () => did('确认学生身边环境安全', "made the student's surroundings safe"),
  arrivalRecorded: () => did('确认学生已到达医院', 'confirmed that the student has arrived at the hospital'),
  told: ({ whom }) =>
    whom === 'county' ? did('向县级教育部门报告', 'told the county') : did('向市级教育部门报告', 'told the city'),
  crisisHandedOver: ({ to }) =>
    to === 'hospital'
      ? did('把学生交给医院，由具名人员接收', 'handed the student over to a named person at the hospital')
      : did('把学生交给护送的监护人，由其签收', 'handed the student over to the guardian who escorts the child'),
  stoodDown: ({ persons }, on) => {
    const by = on.persons(persons);
    return followed(
      `危机状态解除，签字：${by['zh-CN']}；等级不变`,
      `The crisis is stood down, signed by ${by.en}; the level stays`,
    );
  },
  linked: () => null,
  reflected: () => null,
  handOverOffered: ({ to }, on) =>
    did(`提出把个案移交给${on.person(to)['zh-CN']}`, `offered the case to ${on.person(to).en}`),
  studentLeft: () =>
    followed(
      '学生已离校，个案须移交给接收方；接收之前仍由原负责人负责',
      'The student has left the school: the case is to be handed over, and stays with its owner until it is taken',
    ),
  leaverReceived: () => null,
  handOverDeclined: () =>
    did('没有接受移交，个案仍由原负责人负责', 'did not take the case over: it stays with its owner'),
  personReplaced: ({ from, to }, on) =>
    followed(
      `${on.person(from)['zh-CN']}离任，手上的事全部转给${on.person(to)['zh-CN']}`,
      `Someone left: everything passes from ${on.person(from).en} to ${on.person(to).en}`,
    ),
  handOverAccepted: ({ to }, on) =>
    did(`由${on.person(to)['zh-CN']}接手个案`, `passed the case to ${on.person(to).en}`),
  caseClosed: ({ as, persons, reasonCode }, on) => {
    const by = on.persons(persons);
    const why = listed(reason(reasonCode));
    const because = why.en === '' ? words('', '') : words(`，理由：${why['zh-CN']}`, `, because: ${why.en}`);
    return as === 'closed'
      ? followed(
          `个案结案，签字：${by['zh-CN']}${because['zh-CN']}`,
          `The case is closed, signed by ${by.en}${because.en}`,
        )
      : followed(
          `预警撤销，记录保留，签字：${by['zh-CN']}${because['zh-CN']}`,
          `The warning is dismissed, the record kept, signed by ${by.en}${because.en}`,
        );
  },
  reopened: () => did('重新打开，建立新的个案', 'took it up again as a new case'),
};

function warned(fact: Fact<'warningAdded'>, on: Telling): Told {
  const source = one(code.warningSourceWords, fact.source);
  if (fact.source === 'now' && on.by === 'student')
    return did('在作答页上请求马上有人来', 'asked on the answering page for someone to come now');
  const own = on.by === 'student';
  const zh = own
    ? '交了测评答卷，产生一条预警'
    : `${on.byPerson ? '登记' : '收到'}一条预警${source === null ? '' : `（${source['zh-CN']}）`}`;
  const en = own
    ? 'handed in a sheet that raised a warning'
    : `${on.byPerson ? 'recorded' : 'received'} a warning${source === null ? '' : ` from ${source.en}`}`;
  const signs = fact.reasons.map((given) => given.split(':')[0] ?? '').filter((given) => given !== 'sign');
  const why = listed([...known(code.warningReasonWords, [...new Set(signs)]), ...observed(fact.signs)]);
  const floor = levelWords(fact.floor);
  const because = why.en === '' ? words('', '') : words(`：${why['zh-CN']}`, `: ${why.en}`);
  return did(`${zh}${because['zh-CN']}；不低于 ${floor['zh-CN']}`, `${en}${because.en}; not below ${floor.en}`);
}

/** What a proposal is about, to stand inside a sentence. */
function decision(proposal: Proposal | undefined): Words {
  if (proposal === undefined) return words('提议', 'the proposal');
  const what = code.decisionWords[proposal.decision];
  if (!['grade', 'raise', 'lower'].includes(proposal.decision)) return what;
  const to = levelWords(proposal.level);
  return words(`${what['zh-CN']}为 ${to['zh-CN']}`, `${what.en} to ${to.en}`);
}

function proposed(proposal: Proposal): Told {
  const what = decision(proposal);
  const left = proposal.slots.filter((slot: Slot) => !proposal.signed.some((signature) => signature.slot === slot));
  const why = reason(proposal.reasonCode);
  const by = listed(left.map((slot) => code.slotWords[slot]));
  const lead = after(words(`提出${what['zh-CN']}`, `proposed ${what.en}`), why);
  if (left.length === 0) return { did: lead };
  return did(`${lead['zh-CN']}，还需${by['zh-CN']}签字`, `${lead.en}; ${by.en} must still sign`);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Tells one fact of a case. Total: a kind of fact without a sentence does not compile. */
export function tellCaseFact(fact: OwnFact, on: Telling): Told {
  return (CASE[fact.type] as (fact: OwnFact, on: Telling) => Told)(fact, on);
}
