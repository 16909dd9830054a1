import { expect, it } from 'vitest';
import { LANGUAGES } from '#domain/timeline/say';
import { forbiddenWords } from '#domain/vocabulary';
import { playJourney } from './journey/stage.ts';
import { journeyText } from './journey/tell.ts';
import { freshDatabase } from './testing/database.ts';

const database = await freshDatabase();
const told = await playJourney({ adminUrl: database.adminUrl, by: 'api', say: () => undefined });
const facts = told.story.flatMap((entry) => entry.what);

it('leads a student from a sheet on a phone to a case that two people have closed', async () => {
  const milestones = [
    'warningAdded',
    'interviewRecorded',
    'reassessmentRecorded',
    'graded',
    'referralRerouted',
    'referralAccepted',
    'crisisHandedOver',
    'appointmentMissed',
    'contactRecorded',
    'visitRecorded',
    'outcomeGiven',
    'outcomeReviewed',
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
  ];
  // Each after the one before it.
  let from = 0;
  for (const milestone of milestones) {
    const at = facts.indexOf(milestone, from);
    expect(at, milestone).toBeGreaterThanOrEqual(from);
    from = at;
  }
  const streams = await database.admin`select kind, closed_at from streams`;
  expect(streams.map((row) => String(row['kind'])).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'case',
    'followUp',
    'referral',
    'referral',
    'return',
  ]);
  expect(streams.filter((row) => row['closed_at'] === null)).toEqual([]);
});

it('lowers from red to blue one step at a time, each by people', async () => {
  const rows = await database.admin<{ to: string; by: string }[]>`
    select convert_from(bytes, 'UTF8')::json #>> '{fact,to}' as to, convert_from(bytes, 'UTF8')::json #>> '{fact,by}' as by
    from events e join streams s on s.id = e.stream_id where s.kind = 'case' and type = 'levelChanged' order by e.version`;
  expect(rows.map(({ to, by }) => `${to} ${by}`)).toEqual(['L3 floor', 'L4 grade', 'L3 lower', 'L2 lower', 'L1 lower']);
});

it('says what the engine did while nobody acted', () => {
  const calls = told.story.filter((entry) => entry.tone === 'call').map((entry) => entry.text.en);
  expect(calls).toContain('Nobody acknowledged within 5 minutes: the second counselor is called.');
  expect(calls).toContain("Nobody answered the referral within 30 minutes: the hospital's stand-in doctor is called.");
  expect(calls.some((text) => text.startsWith('The agreed time has come and nobody has reached the student'))).toBe(
    true,
  );
});

it('ends with the proof of five chains, and tells it in both languages without a name or a disorder', async () => {
  expect(told.proof.findings).toEqual([]);
  expect(told.proof.streams).toHaveLength(5);
  const names = await database.admin<{ name: string }[]>`select display_name as name from people`;
  for (const language of LANGUAGES) {
    const text = journeyText(told.story, told.proof, language);
    expect(forbiddenWords(text)).toEqual([]);
    expect(names.filter(({ name }) => text.includes(name))).toEqual([]);
    expect(text).toMatch(language === 'en' ? /Everything is as it was written/ : /全部与写入时一致/);
  }
});

it('leaves nothing owed and nobody to call when the case is closed', async () => {
  const owed = await database.admin`select kind from duties where done_at is null`;
  expect(owed).toHaveLength(0);
});
