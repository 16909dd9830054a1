import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, it } from 'vitest';
import { LANGUAGES } from '#domain/timeline/say';
import { forbiddenWords } from '#domain/vocabulary';
import { journeyText } from './journey/tell.ts';
import type { Journey } from './journey/told.ts';

/** About a minute on two free cores; a busy machine takes its time. */
const LIMIT_MS = 400_000;
let told: Journey;

/** The command itself, once; both languages are told from its data. */
beforeAll(async () => {
  const env = { ...process.env, DATABASE_URL: inject('adminDatabaseUrl') };
  const command = ['run', '--silent', 'journey', '--', '--json'];
  const { stdout } = await promisify(execFile)('npm', command, { env, maxBuffer: 64 * 1024 * 1024, timeout: LIMIT_MS });
  told = JSON.parse(stdout) as Journey;
}, LIMIT_MS);

/** The story without title and proof. */
function linesOf(language: 'zh-CN' | 'en'): readonly string[] {
  const [story = ''] = journeyText(told, language).split(/\n── (?:The proof|证明) ──/);
  return story.split('\n').slice(2);
}

it('leads a student from a sheet on a phone to a case that two people have closed, chapter after chapter', () => {
  const facts = told.story.flatMap((entry) => entry.what);
  const chapters = [
    'warningAdded',
    'secondSourceRecorded',
    'interviewRecorded',
    'reassessmentRecorded',
    'graded',
    'referralRerouted',
    'referralAccepted',
    'crisisHandedOver',
    'appointmentMissed',
    'contactRecorded',
    'visitRecorded',
    'arrivalRecorded',
    'outcomeGiven',
    'outcomeReviewed',
    'leaveBegun',
    'leaveDecided',
    'returnRequested',
    'schoolReviewed',
    'hospitalAdvised',
    'expertAssessed',
    'returnApproved',
    'contactMissed',
    'contactTraced',
    'phasedCompleted',
    'panelRecorded',
    'caseClosed',
    'followUpEnded',
  ];
  // Each after the one before it.
  let from = 0;
  for (const chapter of chapters) {
    const at = facts.indexOf(chapter, from);
    expect(at, chapter).toBeGreaterThanOrEqual(from);
    from = at;
  }
});

it('is called to its sheet by the campaign, and pages the counselor on an open line at once', () => {
  expect(told.screening.map(({ text }) => text.en)).toEqual([
    'The counselor planned a screening: 1 class, 2 students.',
    'School opens: the engine invites 2 students, as many as somebody can speak with that day.',
    'Every student has answered: the screening ends.',
  ]);
  const [warning] = told.story;
  const [page] = told.heard;
  expect(page).toMatchObject({ duty: 'interview', step: 0, who: { en: 'the counselor' } });
  expect((page?.at ?? 0) - (warning?.at ?? 0)).toBeLessThan(30_000);
  expect(warning?.owed[0]?.en).toMatch(/^The counselor must interview the student by \d\d:\d\d\.$/);
});

it('says what the engine did while nobody acted, and who heard it', () => {
  const calls = told.story.filter((entry) => entry.tone === 'call').map((entry) => entry.text.en);
  expect(calls).toContain('Nobody acknowledged within 5 minutes: the second counselor is called.');
  expect(calls).toContain(
    "Nobody answered the referral within 30 minutes: the first hospital's stand-in doctor is called.",
  );
  expect(calls.some((text) => text.startsWith('The agreed time has come and nobody has reached the student'))).toBe(
    true,
  );
  const lines = linesOf('en');
  const called = lines.findIndex((line) => line.includes('▲ Nobody acknowledged'));
  const heard = lines.slice(called).find((line) => line.includes('Heard at once'));
  expect(heard).toContain('the second counselor');
});

it('lowers from red to blue one step at a time, each step signed', () => {
  const steps = linesOf('en').flatMap(
    (line) => /The level (?:rises to|falls to|L\d \(\w+\) is) .*/.exec(line)?.[0] ?? [],
  );
  expect(steps).toEqual([
    'The level rises to L4 (red).',
    'The level L4 (red) is decided, signed by the school head and the health expert.',
    'The level falls to L3 (orange).',
    'The level L3 (orange) is decided, signed by the counselor, another school head and the health expert.',
    'The level falls to L2 (yellow).',
    'The level L2 (yellow) is decided, signed by the counselor, another school head and the health expert.',
    'The level falls to L1 (blue).',
    'The level L1 (blue) is decided, signed by the counselor.',
  ]);
});

it.each(LANGUAGES)('reads aloud in %s: a time on each line, no code, no id, no disorder', (language) => {
  const lines = linesOf(language);
  expect(forbiddenWords(lines.join('\n'))).toEqual([]);
  for (const line of lines.filter((one) => one !== '')) {
    expect(line).toMatch(/^(── .* ──| {2}\d\d日? \d\d:\d\d [ ▲] \S| {13}↳ \S| {2}(as planned|按计划): \S)/);
    expect(line).not.toMatch(/[a-z][A-Z]|[\da-f]{8}-[\da-f]{4}|undefined|null|NaN|\{|\}|: *[.。]|\( *\)|（ *）/);
    expect(line).not.toMatch(language === 'en' ? /\p{Script=Han}|\b1 (?!class)\w+s\b/u : /[a-z]{2}|） [^〔]/);
  }
  // The same sentence twice in a row is nobody's way of telling.
  expect(lines.filter((line, n) => line !== '' && line === lines[n - 1])).toEqual([]);
});

it('ends with the proof of five chains', () => {
  expect(told.proof.findings).toEqual([]);
  const kinds = told.proof.streams.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b));
  expect(kinds).toEqual(['case', 'followUp', 'referral', 'referral', 'return']);
  for (const { facts, head } of told.proof.streams) {
    expect(facts).toBeGreaterThan(0);
    expect(head).toMatch(/^[\da-f]{64}$/);
  }
  expect(journeyText(told, 'en')).toMatch(/Everything is as it was written\.$/);
  expect(journeyText(told, 'zh-CN')).toMatch(/全部与写入时一致，没有被改动、删除、添加或调换。$/);
});

it('gives the same as data: moments in order, both languages, rows to look up', () => {
  expect(Object.keys(told).toSorted()).toEqual(['caseId', 'heard', 'proof', 'screening', 'story']);
  const times = told.story.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  for (const { text, rows } of told.story) {
    expect(text).toEqual({ 'zh-CN': expect.any(String), en: expect.any(String) });
    expect(rows.length).toBeGreaterThan(0);
  }
});
