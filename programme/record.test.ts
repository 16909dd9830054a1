import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/instant';
import type { Actor } from '#domain/role';
import { COUNTY, HEAD, MONDAY, pureStream, RULES } from '#tools/testing/pure-stream';
import { LIFE_CODES, LIVES, type LifeCode } from './lives.ts';
import { recordRules } from './record.ts';
import type { NamedDue } from './record-state.ts';

const KEEPER: Actor = { person: 'programme-1', role: 'programmeAdministrator', side: 'education' };
const SECOND: Actor = { person: 'programme-2', role: 'programmeAdministrator', side: 'education' };
const INSPECTOR: Actor = { person: 'inspector-1', role: 'inspector', side: 'education' };
const SIGNER: Actor = { person: 'signer-1', role: 'reportSigner', side: 'education' };
const CITY: Actor = { person: 'city-1', role: 'citySupervisor', side: 'education' };
const EVERYBODY = [KEEPER, SECOND, INSPECTOR, SIGNER, HEAD, COUNTY, CITY];

const named = (kind: NamedDue['kind'], limitAt: number | null = null, subject: string | null = null): NamedDue => ({
  kind,
  limitAt,
  subject,
  holder: null,
});

function begun(life: LifeCode, ...dues: readonly NamedDue[]) {
  const story = pureStream(recordRules, { act: 'deadlinePassed' });
  const posts = { programme: ['programme-1', 'programme-2'], inspector: ['inspector-1'], signer: ['signer-1'] };
  story.under({ posts: { ...RULES.posts, ...posts } });
  expect(story.act(KEEPER, { act: 'begin', life, record: 'record-1', dues })).toBeNull();
  return story;
}

type Story = ReturnType<typeof begun>;
const owed = ({ state }: Story, kind: NamedDue['kind']) => state.duties.find((duty) => duty.kind === kind);
const does = (story: Story, who: Actor, kind: NamedDue['kind'], outcome: string, next?: number) =>
  story.act(who, {
    act: 'fulfil',
    answers: owed(story, kind)?.id ?? '0',
    outcome,
    ...(next === undefined ? {} : { next }),
  });

describe('the life of a record', () => {
  it('goes from a finding to its mending, and is checked again by somebody who did not mend it', () => {
    const story = begun('finding', named('findingMend', MONDAY + 10 * DAY));
    expect(does(story, HEAD, 'findingMend', 'mended')).toBeNull();
    expect(owed(story, 'findingRecheck')).toMatchObject({ holder: 'inspector-1' });
    expect(does(story, HEAD, 'findingRecheck', 'closed')).toBe('wrongRole');
    expect(does(story, INSPECTOR, 'findingRecheck', 'notMended')).toBe('fieldMissing');
    expect(does(story, INSPECTOR, 'findingRecheck', 'notMended', MONDAY + 20 * DAY)).toBeNull();
    expect(does(story, HEAD, 'findingMend', 'mended')).toBeNull();
    expect(does(story, INSPECTOR, 'findingRecheck', 'closed')).toBeNull();
    expect(story.state).toMatchObject({ open: false, stage: 'ended', duties: [] });
  });

  it('is signed off by two who did not write it, and comes back to review when it is returned', () => {
    const story = begun('publication', named('publicationReview'));
    expect(owed(story, 'publicationReview')).toMatchObject({ holder: 'programme-2' });
    expect(does(story, KEEPER, 'publicationReview', 'accepted')).toBe('wrongRole');
    expect(does(story, SECOND, 'publicationReview', 'accepted')).toBeNull();
    expect(does(story, HEAD, 'publicationSignOff', 'returned')).toBeNull();
    expect(does(story, SECOND, 'publicationReview', 'accepted')).toBeNull();
    expect(does(story, HEAD, 'publicationSignOff', 'signed', MONDAY + 3 * DAY)).toBeNull();
    expect(owed(story, 'publicationPublish')).toMatchObject({ limitAt: MONDAY + 3 * DAY });
  });

  it('calls the holder before a certificate ends, then the head, then the county, and never ends by itself', () => {
    const ends = MONDAY + 100 * DAY;
    const story = begun('certificate', named('certificateRenewal', ends));
    story.silence(ends - 60 * DAY);
    expect(owed(story, 'certificateRenewal')).toMatchObject({ step: 1, called: [] });
    story.silence(ends);
    expect(owed(story, 'certificateRenewal')?.called).toEqual(['head-1']);
    story.silence(ends + 31 * DAY);
    expect(owed(story, 'certificateRenewal')?.called).toEqual(['head-1', 'county-1']);
    expect(story.state.open).toBe(true);
    expect(does(story, HEAD, 'certificateRenewal', 'renewed', story.at + 1000 * DAY)).toBeNull();
    expect(owed(story, 'certificateRenewal')).toMatchObject({ holder: 'programme-1', step: 0 });
  });

  it('follows a record that is written anew: dates move, what is asked no more ends, what was done is not asked again', () => {
    const at = MONDAY + 5 * DAY;
    const story = begun('document', named('documentRead', at, 'school-1'), named('documentRead', at, 'school-2'));
    const [first] = story.state.duties;
    expect(story.act(KEEPER, { act: 'fulfil', answers: first?.id ?? '', outcome: 'read' })).toBeNull();
    const dues = [named('documentRead', at + DAY, 'school-1'), named('documentRead', at + DAY, 'school-3')];
    expect(story.act(KEEPER, { act: 'reschedule', dues })).toBeNull();
    expect(story.state.duties.map(({ subject, limitAt }) => [subject, limitAt])).toEqual([['school-3', at + DAY]]);
  });

  it('refuses a life without a duty, an outcome that it does not know and a next day that is past', () => {
    const story = pureStream(recordRules, { act: 'deadlinePassed' });
    const begin = { act: 'begin', life: 'visit', record: 'r', dues: [] } as const;
    expect(story.act(KEEPER, begin)).toBe('fieldInvalid');
    expect(story.act(KEEPER, { ...begin, dues: [named('findingMend')] })).toBe('fieldInvalid');
    const visit = begun('visit', named('visitHold', MONDAY + DAY));
    expect(does(visit, INSPECTOR, 'visitHold', 'constructor')).toBe('fieldInvalid');
    expect(does(visit, INSPECTOR, 'visitHold', 'moved', MONDAY - DAY)).toBe('fieldInvalid');
    expect(does(visit, INSPECTOR, 'visitHold', 'held')).toBeNull();
  });
});

/** What each life begins with. */
const FIRST: Readonly<Record<LifeCode, NamedDue['kind']>> = {
  document: 'documentRead',
  certificate: 'certificateRenewal',
  body: 'bodyRenewal',
  agreement: 'agreementRenewal',
  facility: 'facilityCheck',
  publication: 'publicationReview',
  visit: 'visitHold',
  finding: 'findingMend',
  meeting: 'meetingDecision',
  assessment: 'assessmentFreeze',
  report: 'reportDraft',
};

const step = fc.record({
  who: fc.constantFrom(...EVERYBODY),
  duty: fc.nat(3),
  outcome: fc.nat(3),
  nextDays: fc.integer({ min: 1, max: 400 }),
  hours: fc.integer({ min: 0, max: 24 * 60 }),
});

it('owes a duty to a named person as long as it is open, is ended by people alone, and never by one who may not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LIFE_CODES), fc.array(step, { maxLength: 25 }), (life, steps) => {
      const story = begun(life, named(FIRST[life]));
      for (const { who, duty, outcome, nextDays, hours } of steps) {
        const before = story.state;
        story.silence(story.at + hours * HOUR);
        expect(story.state.open).toBe(before.open);
        const owing = story.state.duties[duty % Math.max(1, story.state.duties.length)];
        if (owing === undefined) break;
        const ways = Object.keys(LIVES[life].steps[owing.kind]?.outcomes ?? {});
        const command = { act: 'fulfil', answers: owing.id, outcome: ways[outcome % ways.length] ?? '' } as const;
        const refused = story.act(who, { ...command, next: story.at + nextDays * DAY });
        const notBy = LIVES[life].steps[owing.kind]?.notBy ?? [];
        if (notBy.includes('owner') && who.person === story.state.owner) expect(refused).not.toBeNull();
        expect(story.state.duties.length > 0).toBe(story.state.open);
        expect(story.state.duties.every(({ holder }) => holder !== '')).toBe(true);
      }
      const folded = story.facts.reduce(
        (state, { fact, at }) => recordRules.evolve(state, fact, at),
        recordRules.initial,
      );
      expect(folded).toEqual(story.state);
    }),
  );
});
