import { describe, expect, it } from 'vitest';
import type { Duty } from './duty.ts';
import { DAY, HOUR, MINUTE, onDay } from './instant.ts';
import { POLICY_V1 } from './policy-v1/index.ts';
import { DUTY_KINDS } from './policy.ts';
import { type TimelineEntry, type TimelineFact, timeline } from './timeline.ts';
import * as codes from './timeline/code-words.ts';
import { dutyWords } from './timeline/duty-words.ts';
import { roleWords, type TimelinePerson } from './timeline/people.ts';
import { LANGUAGES, limitSpan, span, when } from './timeline/say.ts';
import { forbiddenWords } from './vocabulary.ts';
import type { Words } from './words.ts';

const NINE = onDay('2026-11-23', '09:00');
const CASE = '00000000-0000-4000-8000-00000000000c';

const person = (role: TimelinePerson['role'], post: TimelinePerson['post']): TimelinePerson => ({
  role,
  post,
  side: 'education',
  name: null,
});
const PEOPLE = new Map([
  ['p1', person('counselor', 'counselor')],
  ['p2', person('counselor', 'standIn')],
  ['p3', person('schoolHead', 'head')],
]);

const duty = (more: Partial<Duty>): Duty => ({
  id: '2',
  kind: 'crisisAcknowledge',
  clock: 'crisisAcknowledge',
  holder: 'p1',
  called: [],
  openedAt: NINE,
  limitAt: NINE + 5 * MINUTE,
  dueAt: NINE + 5 * MINUTE,
  step: 0,
  acknowledged: null,
  subject: null,
  barred: [],
  pausedAt: null,
  ...more,
});

/** A story of one case, given as instants, actors and facts. */
function told(
  ...acts: readonly (readonly [
    at: number,
    actor: string,
    ...facts: readonly { type: string; [field: string]: unknown }[],
  ])[]
) {
  let version = 0;
  const facts = acts.flatMap(([at, actor, ...made], index) =>
    made.map((fact): TimelineFact => {
      version += 1;
      return { stream: CASE, kind: 'case', version, at, actor, act: `a${index}`, fact };
    }),
  );
  return timeline({ facts, people: PEOPLE, hospitals: new Map(), policyOf: () => POLICY_V1 });
}

const opened = (more: Partial<Duty> = {}) => ({ type: 'dutyOpened', duty: duty(more) });
const rang = (step: number, called: readonly string[], dueAt: number) => ({
  type: 'dutyRang',
  duty: '2',
  step,
  called,
  dueAt,
});
const crisis = { type: 'crisisDeclared', signs: ['farewell'], note: null };
const texts = (entries: readonly TimelineEntry[], language: keyof Words = 'zh-CN') =>
  entries.map((entry) => entry.text[language]);

describe('the story of a case', () => {
  it('says what nobody did within the limit, and who was called, with the clause', () => {
    const entries = told(
      [NINE, 'p3', crisis, opened()],
      [NINE + 5 * MINUTE, 'clock', rang(1, ['p2'], NINE + 10 * MINUTE)],
    );
    expect(texts(entries)).toEqual([
      '校长报告学生处于危机（有告别或托付的言行）。',
      '5 分钟内无人确认收到告警，已呼叫第二位心理教师。',
    ]);
    expect(texts(entries, 'en')[1]).toBe('Nobody acknowledged within 5 minutes: the second counselor is called.');
    expect(entries[0]?.owed.map((one) => one['zh-CN'])).toEqual(['心理教师须在 09:05 前确认收到告警。']);
    expect(entries[1]).toMatchObject({ by: 'clock', clauses: ['2.1'], rows: [{ stream: CASE, from: 3, to: 3 }] });
  });

  it('says of an act how it stood to its limit, early or late', () => {
    const done = { type: 'dutyDone', duty: '2', by: 'p1', because: 'acknowledged' };
    const after = (minutes: number) =>
      told(
        [NINE, 'p3', crisis, opened()],
        [NINE + minutes * MINUTE, 'p1', { type: 'dutyAcknowledged', duty: '2', by: 'p1' }, done],
      )[1];
    expect(after(3)?.text['zh-CN']).toBe('心理教师确认收到告警。');
    expect(after(3)?.timing?.['zh-CN']).toBe('比时限早 2 分钟');
    expect(after(65)?.timing?.en).toBe('1 hour late');
  });

  it('names the one who could not be reached and the one who is called instead', () => {
    const called = { type: 'dutyCalled', duty: '2', called: ['p3'], unreached: 'p1' };
    const entries = told([NINE, 'p3', crisis, opened()], [NINE + 2 * MINUTE, 'clock', called]);
    expect(texts(entries)[1]).toBe('联系不上心理教师，已呼叫校长。');
    expect(entries[1]).toMatchObject({ tone: 'call', clauses: ['2.1'] });
  });

  it('reminds before a limit and says what is left of it', () => {
    const interview = {
      kind: 'interview',
      clock: 'interview.L3',
      limitAt: NINE + 4 * HOUR,
      dueAt: NINE + 2 * HOUR,
    } as const;
    const entries = told(
      [NINE, 'p3', crisis, opened(interview)],
      [NINE + 2 * HOUR, 'clock', rang(1, ['p1'], NINE + 4 * HOUR)],
    );
    expect(texts(entries)[1]).toBe('离“与学生访谈”的时限还有 2 小时，提醒心理教师。');
  });
});

describe('a long story', () => {
  it('tells a night of calls as one line with their number', () => {
    const nights = Array.from({ length: 30 }, (_unused, n) => {
      const at = NINE + (5 + 5 * n) * MINUTE;
      return [at, 'clock', rang(n + 1, ['p3'], at + 5 * MINUTE)] as const;
    });
    const entries = told([NINE, 'p3', crisis, opened()], ...nights);
    const rings = POLICY_V1.clocks['crisisAcknowledge']?.rings.length ?? 0;
    expect(entries).toHaveLength(1 + rings + 1);
    expect(texts(entries).at(-1)).toBe(`仍无人确认收到告警，反复呼叫校长，到 11:30 共 ${30 - rings} 次。`);
  });

  it('keeps the order of the case when two acts fall on one instant', () => {
    const entries = told([NINE, 'p1', { type: 'sessionRecorded' }], [NINE, 'p1', { type: 'planRevised' }]);
    expect(texts(entries)).toEqual(['心理教师做了一次辅导。', '心理教师更新了辅导方案。']);
  });

  it('does not speak a code that nobody has put into words (N22)', () => {
    const entries = told(
      [NINE, 'p1', { type: 'interviewRecorded', findings: ['rope', 'lowMood'], note: null } as { type: string }],
      [NINE, 'p1', { type: 'crisisDeclared', signs: ['pillsInDrawer'], note: null } as { type: string }],
    );
    expect(texts(entries)).toEqual(['心理教师与学生做了访谈（情绪低落）。', '心理教师报告学生处于危机。']);
  });

  it('names staff only when the reader may see names', () => {
    const named = new Map([...PEOPLE, ['p1', { ...person('counselor', 'counselor'), name: '周老师' }] as const]);
    const fact: TimelineFact = {
      stream: CASE,
      kind: 'case',
      version: 1,
      at: NINE,
      actor: 'p1',
      act: 'a',
      fact: { type: 'sessionRecorded' },
    };
    const [entry] = timeline({ facts: [fact], people: named, hospitals: new Map(), policyOf: () => POLICY_V1 });
    expect(entry?.text['zh-CN']).toBe('心理教师（周老师）做了一次辅导。');
  });
});

describe('words of the story', () => {
  const vocabularies: readonly Readonly<Record<string, Words>>[] = [dutyWords, roleWords, ...Object.values(codes)];

  it.each(LANGUAGES)('N01: name no disorder in %s and leave nothing unsaid', (language) => {
    const said = vocabularies.flatMap((vocabulary) => Object.values(vocabulary).map((one) => one[language]));
    expect(said.flatMap(forbiddenWords)).toEqual([]);
    expect(said.filter((text) => text.trim() === '')).toEqual([]);
  });

  it('has words for every kind of duty', () => {
    expect(Object.keys(dutyWords).sort()).toEqual([...DUTY_KINDS].sort());
  });

  it.each([
    [30_000, '不到 1 分钟', 'less than a minute'],
    [MINUTE, '1 分钟', '1 minute'],
    [90 * MINUTE, '1 小时 30 分钟', '1 hour 30 minutes'],
    [26 * HOUR, '26 小时', '26 hours'],
    [3 * DAY, '3 天', '3 days'],
  ])('say %i ms as people do', (ms, chinese, english) => {
    expect(span(ms)).toEqual({ 'zh-CN': chinese, en: english });
  });

  it('tell limits on their basis and instants as seen from the moment', () => {
    expect(limitSpan({ basis: 'days', amount: 3 })['zh-CN']).toBe('3 个教学日');
    expect(limitSpan({ basis: 'school', amount: 4 * HOUR }).en).toBe('4 school hours');
    expect(when(NINE + HOUR, NINE)).toEqual({ 'zh-CN': '10:00', en: '10:00' });
    expect(when(NINE + 40 * DAY, NINE)).toEqual({ 'zh-CN': '2027年1月2日 09:00', en: '2 Jan 2027 09:00' });
  });
});
