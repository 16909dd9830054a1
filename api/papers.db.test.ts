import { expect, it } from 'vitest';
import { MINUTE } from '#domain/instant';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';
import { onReferral, referredChild } from '#tools/testing/referred-child';
import { returnedChild } from '#tools/testing/returned-child';
import { sealedField } from '#tools/testing/sealed-field';
import { readWord } from '#tools/testing/word-file';

const city = await apiCity();
const { staff, clock } = city;
const { admin } = city.database;
const [counselor, head, county, classTeacher, intake, stranger] = (await Promise.all(
  [staff.counselor, staff.head, staff.county, staff.classTeacher, staff.intake, staff.otherCounselor].map(
    ({ person }) => city.as(person),
  ),
)) as [Caller, Caller, Caller, Caller, Caller, Caller];

const WHY = { 'x-access-reason': 'care' };
const NAME = '林小满';

interface Line {
  readonly label: string | null;
  readonly text: string;
}
interface Shown {
  readonly title: string;
  readonly to: string | null;
  readonly about: readonly Line[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly Line[] }[];
  readonly foot: string;
}

/** The paper as the page shows it and as the Word file reads, which must say the same. */
async function made(who: Caller, url: string, query = ''): Promise<{ page: Shown; word: string; name: string }> {
  const page = await who.get(`${url}${query}`, WHY);
  expect(page.statusCode, page.body).toBe(200);
  const file = await who.get(`${url}.docx${query}`, WHY);
  expect(file.statusCode).toBe(200);
  expect(file.headers['content-type']).toContain('wordprocessingml');
  const again = await who.get(`${url}.docx${query}`, WHY);
  expect(file.rawPayload.equals(again.rawPayload), 'the same paper, other bytes').toBe(true);
  const { paragraphs } = readWord(file.rawPayload);
  const shown: Shown = page.json();
  const word = paragraphs.join('\n');
  expect(word).toContain(shown.title);
  for (const { text } of [...shown.about, ...shown.sections.flatMap(({ lines }) => lines)])
    for (const part of text.split('\n')) expect(word).toContain(part);
  return { page: shown, word, name: String(file.headers['content-disposition']) };
}

const lines = (page: Shown, title: string): string =>
  (page.sections.find((section) => section.title === title)?.lines ?? [])
    .map(({ label, text }) => `${label ?? ''} ${text}`)
    .join('\n');

const audited = (student: string) =>
  admin<
    { action: string; reason: string }[]
  >`select action, reason from audit where student_id = ${student} and action like any (array['export:%', 'openIdentity']) order by id`;

async function ledCase(raised = true) {
  const child = await referredChild(city, counselor, 'draft');
  await sealedField(city, child.student, ['students', child.student, 'name'], NAME);
  const { duties } = (await counselor.get(`/api/cases/${child.caseId}`)).json();
  const answers = duties.find(({ kind }: { kind: string }) => kind === 'interview').id;
  const act = async (body: object) => {
    const answer = await counselor.post(`/api/cases/${child.caseId}/acts`, body, key());
    expect(answer.statusCode, answer.body).toBe(200);
  };
  await act({ act: 'recordInterview', answers, findings: ['lowMood'], outcome: 'reassess', note: 'A-NOTE' });
  await act({ act: 'revisePlan', goals: ['sleep'], plan: '每周一次\n睡前放下手机' });
  const up = { level: 'L4', basis: ['interview'], reasonCode: 'worse', reason: '今天说到打算' };
  if (raised) await act({ act: 'raise', ...up });
  return child;
}

it('prints a case: masked, the level with who signed and why, the plan, what is owed by whom until when, and what happened', async () => {
  const { caseId, student } = await ledCase();
  const { page, word, name } = await made(counselor, `/api/cases/${caseId}/summary`);
  expect(page.about).toContainEqual({ label: '姓名', text: '林**' });
  expect(word).not.toContain(NAME);
  expect(name).toBe('attachment; filename="caseSummary-2026-11-23.docx"');
  expect(lines(page, '等级与依据')).toMatch(/L3（橙） → L4（红）；升级；依据：访谈；理由：今天说到打算/);
  expect(lines(page, '等级与依据')).toMatch(/待签：/);
  expect(lines(page, '待办：谁、做什么、到什么时候')).toMatch(/完成第二签字：升级至 L4（红）/);
  expect(lines(page, '待办：谁、做什么、到什么时候')).toMatch(/查看进展：转介/);
  expect(lines(page, '辅导方案')).toContain('每周一次\n睡前放下手机');
  expect(lines(page, '待办：谁、做什么、到什么时候')).toMatch(/心理教师（counselor of .*2026年11月23日 \d\d:\d\d 前/);
  expect(lines(page, '经过')).toMatch(/2026年11月23日 08:00 .*访谈/);
  expect(page.foot).toContain('counselor of /c/k/s/ 2026年11月23日 08:00 打印');
  // Notes of a talk are read in the case, not on paper.
  expect(word).not.toContain('A-NOTE');
  expect(await audited(student)).toContainEqual({ action: 'export:caseSummary', reason: 'care' });
  expect((await audited(student)).map(({ action }) => action)).not.toContain('openIdentity');
});

it('prints the name in full only when asked, and logs that as the opening of an identity', async () => {
  const { caseId, student } = await ledCase();
  const { page } = await made(counselor, `/api/cases/${caseId}/summary`, '?name=full');
  expect(page.about).toContainEqual({ label: '姓名', text: NAME });
  expect(await audited(student)).toContainEqual({ action: 'openIdentity', reason: 'care' });
});

it('N16: shows a supervisor neither the name, the words nor anybody of the staff, and refuses the name in full', async () => {
  const { caseId } = await ledCase(false);
  const { page, word } = await made(county, `/api/cases/${caseId}/summary`);
  expect(page.about[0]?.text).toMatch(/^[\da-f]{12}$/);
  for (const hidden of [NAME, '林*', '每周一次', '（counselor of']) expect(word).not.toContain(hidden);
  expect(lines(page, '辅导方案')).toContain('文字不在此处显示');
  expect((await county.get(`/api/cases/${caseId}/summary?name=full`, WHY)).statusCode).toBe(403);
});

it('N16: has no answer and no score of a sheet on the summary, whoever asks', async () => {
  const { caseId, student } = await ledCase();
  const campaign = await playCampaign(city, counselor, 'invited');
  const place = (await campaign.codes()).find((one) => one.student === student);
  const handed = await campaign.answer(place?.code ?? '', { ...sheetWith(9, 2), 1: 3, 2: 3, 3: 3 });
  expect(handed.statusCode, handed.body).toBe(200);
  const { word } = await made(counselor, `/api/cases/${caseId}/summary`);
  expect(word).toContain('关键题作答需要有人当面了解');
  expect(word).not.toMatch(/PHQ-9.{0,12}\d{1,2} ?分|总分 ?\d|= ?11/);
});

it('refuses a paper to whoever may not read it, and to everybody without a reason', async () => {
  const { caseId, referral } = await ledCase();
  for (const url of [`/api/cases/${caseId}/summary`, `/api/referrals/${referral}/letter`])
    for (const end of ['', '.docx']) {
      expect((await stranger.get(`${url}${end}`, WHY)).statusCode).toBe(404);
      expect([403, 404]).toContain((await classTeacher.get(`${url}${end}`, WHY)).statusCode);
      expect((await counselor.get(`${url}${end}`)).json().code).toBe('invalidRequest');
    }
  expect((await intake.get(`/api/cases/${caseId}/summary`, WHY)).statusCode).toBe(404);
});

it('writes no letter for a draft: nothing leaves before a consent lets it go', async () => {
  const { referral } = await referredChild(city, counselor, 'draft');
  const answer = await counselor.get(`/api/referrals/${referral}/letter`, WHY);
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'paperTooEarly']);
});

it('N16: puts the packet on paper and nothing else: on which basis, from whom, to which hospital, whom to call', async () => {
  const { student, guardian, referral } = await ledCase();
  await sealedField(city, student, ['guardians', guardian, 'name'], '林母');
  await sealedField(city, student, ['guardians', guardian, 'phone'], '00080000001');
  await sealedField(city, student, ['students', student, 'idNumber'], '110101201305010011');
  await onReferral(counselor, referral, { act: 'send' });
  const { page, word, name } = await made(head, `/api/referrals/${referral}/letter`);
  expect(page.to).toBe('999000-h1：');
  expect(page.about).toContainEqual({ label: '依据', text: '监护人就向该医院提供信息的单独同意' });
  expect(lines(page, '转介原因')).toContain('连续两周低落，需要门诊评估');
  expect(lines(page, '安全')).toContain('近期谈到具体打算');
  expect(lines(page, '测评与访谈')).toContain('情绪低落');
  expect(lines(page, '联系人')).toMatch(/s · counselor[\s\S]*林母（母亲） · 00080000001/);
  for (const inside of ['110101201305010011', 'A-NOTE', '今天说到打算', '每周一次']) expect(word).not.toContain(inside);
  expect(name).not.toContain(NAME);
  expect(await audited(student)).toContainEqual({ action: 'export:referralLetter', reason: 'care' });
});

it('says the emergency on the letter, and what stayed behind for want of a consent', async () => {
  const student = await city.student();
  const raised = await head.post('/api/concerns', { student, signs: ['attempt'] }, key());
  const basis = { kind: 'emergency', by: staff.head.person };
  const asked = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '今天需要评估' };
  await head.post(`/api/cases/${raised.json().case}/acts`, asked, key());
  const { items } = (await head.get(`/api/referrals?student=${student}`)).json();
  if (items[0].stage === 'draft') await onReferral(head, items[0].id, { act: 'send' });
  const { page } = await made(head, `/api/referrals/${items[0].id}/letter`);
  expect(page.about.find(({ label }) => label === '依据')?.text).toContain('紧急情况');
  expect(lines(page, '没有随信提供')).toContain('监护人尚未就此同意');
});

it('draws one line of the ledger for the hospital’s first letter, as for its first packet, and none for the school’s', async () => {
  const { student, referral } = await referredChild(city, counselor, 'sent');
  const opened = () =>
    admin`select what from disclosures where student_id = ${student} and what = 'packetOpened'`.then(
      (all) => all.length,
    );
  await made(counselor, `/api/referrals/${referral}/letter`);
  expect(await opened()).toBe(0);
  await made(intake, `/api/referrals/${referral}/letter`);
  expect(await opened()).toBe(1);
});

it('N10: gives no guardian on the letter who was flagged since', async () => {
  const { student, guardian, referral } = await referredChild(city, counselor, 'sent');
  await sealedField(city, student, ['guardians', guardian, 'phone'], '00080000002');
  await admin`update guardians set flagged_danger = true where id = ${guardian}`;
  const { word } = await made(counselor, `/api/referrals/${referral}/letter`);
  expect(word).not.toContain('00080000002');
  expect(word).toContain('为保护学生，不提供');
});

it('N01, N17: writes the letter of a return with the gates and the weeks, and no diagnosis, hospital, level or word of anybody', async () => {
  clock.at += MINUTE;
  const { student, id } = await returnedChild(city, 'approved');
  await sealedField(city, student, ['students', student, 'name'], NAME);
  const { page, word, name } = await made(counselor, `/api/returns/${id}/letter`);
  expect(page.title).toBe('复学通知');
  expect(page.about).toContainEqual({ label: '姓名', text: NAME });
  expect(lines(page, '复学各步')).toContain('综合评估 附条件复学');
  expect(lines(page, '过渡期安排')).toContain('部分时间到校、调整考试安排');
  expect(lines(page, '联系')).toMatch(/counselor[\s\S]*12356/);
  expect(word).not.toMatch(/医院|诊断|H-1|L[0-4]|红|橙|只在校内的安排|low ?mood|情绪低落/i);
  expect(name).toBe('attachment; filename="returnLetter-2026-11-23.docx"');
  expect((await audited(student)).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['export:returnLetter', 'openIdentity']),
  );
  expect((await county.get(`/api/returns/${id}/letter`, WHY)).statusCode).toBe(403);
});

it('says on a letter of not yet when to come again, until when to appeal, and that the child stays on the roll', async () => {
  const { id } = await returnedChild(city, 'deferred');
  const { page } = await made(head, `/api/returns/${id}/letter`, '');
  expect(page.title).toBe('暂缓复学告知');
  expect(lines(page, '接下来')).toMatch(/下一次日期 2026年12月13日\n可以申请复核，截止 2026年12月\d+日\n.*学籍保留/);
});

it('writes no letter of a return before the school has decided', async () => {
  const { id } = await returnedChild(city, 'none');
  expect((await counselor.get(`/api/returns/${id}/letter.docx`, WHY)).json().code).toBe('paperTooEarly');
});
