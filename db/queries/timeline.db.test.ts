import { expect, it } from 'vitest';
import { timeline } from '#domain/timeline';
import { LANGUAGES } from '#domain/timeline/say';
import { forbiddenWords } from '#domain/vocabulary';
import { freshDatabase } from '#tools/testing/database';
import { livedCase, stageOf } from '#tools/testing/lived-case';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { timelineSource } from './timeline.ts';

const database = await freshDatabase();
const school = await oneSchool(database.admin);
const stage = stageOf(database.open('api', { size: 4 }), database.open('clock'), new StandingClock());
const { caseId, student, referral } = await livedCase(school, stage);
const auditor = database.open('auditor');

async function story(more: { names: boolean; only?: readonly string[] }) {
  const source = await auditor.transaction({}, (tx) => timelineSource(tx, { caseId, ...more }));
  if (source === null) throw new Error('no story');
  return timeline(source);
}

const said = (entries: Awaited<ReturnType<typeof story>>) =>
  entries.flatMap(({ text, timing, followed, owed }) => [
    text,
    ...(timing === null ? [] : [timing]),
    ...followed,
    ...owed,
  ]);

it('tells a case with its referral and follow-up in one go, by role', async () => {
  const entries = await story({ names: false });
  const chinese = entries.map((entry) => entry.text['zh-CN']);
  expect(chinese[0]).toBe('系统收到一条预警（测评答卷）：关键题作答需要有人当面了解；不低于 L3（橙）。');
  expect(chinese).toContain('校长提出定级为 L3（橙），还需卫健侧签字。');
  expect(chinese).toContain('第一家医院接诊人员接诊。');
  expect(chinese.at(-1)).toMatch(/^5 分钟内无人确认收到告警/);
  expect(entries.map((entry) => entry.at)).toEqual(entries.map((entry) => entry.at).toSorted((a, b) => a - b));
});

it('tells every row exactly once, but calls repeated after the first', async () => {
  const entries = await story({ names: false });
  const told = entries.flatMap((entry) =>
    entry.rows.flatMap(({ stream, from, to }) =>
      Array.from({ length: to - from + 1 }, (_unused, n) => `${stream}@${from + n}`),
    ),
  );
  const rows = await database.admin<{ row: string; type: string }[]>`
    select stream_id || '@' || version as row, type from events`;
  expect(told.length).toBe(new Set(told).size);
  const untold = rows.filter(({ row }) => !told.includes(row));
  expect(untold.map(({ type }) => type).filter((type) => type !== 'dutyRang')).toEqual([]);
});

it('says no id, no name, no disorder; staff by name only when asked', async () => {
  const names = await database.admin<{ name: string }[]>`select display_name as name from people`;
  for (const language of LANGUAGES) {
    const texts = said(await story({ names: false }))
      .map((one) => one[language])
      .join('\n');
    expect(texts).not.toMatch(/[\da-f]{8}-[\da-f]{4}|undefined|null|\[object/);
    expect(texts).not.toContain(student);
    expect(names.filter(({ name }) => texts.includes(name))).toEqual([]);
    expect(forbiddenWords(texts)).toEqual([]);
  }
  const named = said(await story({ names: true }))
    .map((one) => one.en)
    .join('\n');
  expect(named).toContain('the counselor (counselor of /c/k/s/)');
});

it('tells a hospital its own referral and nothing else', async () => {
  const entries = await story({ names: false, only: [referral] });
  expect(new Set(entries.flatMap((entry) => entry.rows.map((row) => row.stream)))).toEqual(new Set([referral]));
  expect(entries.map((entry) => entry.text.en).join('\n')).not.toMatch(/crisis|session|interview/);
});

it('has nothing to tell of a case out of reach', async () => {
  const api = database.open('api');
  const context = { ...school.staff.otherCounselor.context };
  expect(await api.transaction(context, (tx) => timelineSource(tx, { caseId, names: true }))).toBeNull();
});
