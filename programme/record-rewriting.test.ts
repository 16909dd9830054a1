import { describe, expect, it } from 'vitest';
import { DAY, dayOf } from '#domain/instant';
import type { Actor } from '#domain/role';
import { HEAD, MONDAY, pureStream, RULES } from '#tools/testing/pure-stream';
import { dischargeBy } from './discharge.ts';
import { endOf, type LifeCode } from './lives.ts';
import { recordRules } from './record.ts';
import { judgedAnew, owesAnew } from './record-rewriting.ts';
import type { NamedDue, RecordCommandOf } from './record-state.ts';

const KEEPER: Actor = { person: 'programme-1', role: 'programmeAdministrator', side: 'education' };
const SECOND: Actor = { person: 'programme-2', role: 'programmeAdministrator', side: 'education' };
const TODAY = dayOf(MONDAY);
const named = (kind: NamedDue['kind'], limitAt: number | null = null): NamedDue => ({
  kind,
  limitAt,
  subject: null,
  holder: null,
});

function begun(life: LifeCode, ...dues: readonly NamedDue[]) {
  const story = pureStream(recordRules, { act: 'deadlinePassed' });
  story.under({ posts: { ...RULES.posts, programme: ['programme-1', 'programme-2'], inspector: ['inspector-1'] } });
  expect(story.act(KEEPER, { act: 'begin', life, record: 'record-1', dues })).toBeNull();
  return story;
}
type Story = ReturnType<typeof begun>;
const kinds = ({ state }: Story) => state.duties.map(({ kind }) => kind);
const duty = ({ state }: Story, kind: NamedDue['kind']) => state.duties.find((one) => one.kind === kind);
const rewrite = (story: Story, dues: readonly NamedDue[], anew = false) =>
  story.act(KEEPER, { act: 'reschedule', dues, anew });
const does = (story: Story, who: Actor, kind: NamedDue['kind'], outcome: string, next?: number) => {
  const answers = duty(story, kind)?.id ?? '0';
  return story.act(who, { act: 'fulfil', answers, outcome, ...(next === undefined ? {} : { next }) });
};
const observe = (story: Story, more: Partial<RecordCommandOf<'observe'>> = {}) =>
  story.act(KEEPER, {
    act: 'observe',
    kind: 'facilityCheck',
    outcome: 'fine',
    day: TODAY,
    next: MONDAY + 30 * DAY,
    ...more,
  });

describe('a record written anew', () => {
  const reviewed = () => {
    const story = begun('publication', named('publicationReview'));
    expect(does(story, SECOND, 'publicationReview', 'accepted')).toBeNull();
    return story;
  };

  it('is not reviewed again when nothing of it that was reviewed has changed', () => {
    const story = reviewed();
    expect(rewrite(story, [named('publicationReview')])).toBeNull();
    expect(kinds(story)).toEqual(['publicationSignOff']);
  });

  it('is reviewed again, from the beginning, when what was reviewed is another thing now', () => {
    const story = reviewed();
    expect(rewrite(story, [named('publicationReview')], true)).toBeNull();
    expect(kinds(story)).toEqual(['publicationReview']);
    const before = { content: 'P1', topic: 'board', plannedOn: '2026-12-01', reach: 3 };
    expect(judgedAnew('publication', before, { ...before, reach: 30, plannedOn: '2026-12-08' })).toBe(false);
    expect(judgedAnew('publication', before, { ...before, content: 'P2' })).toBe(true);
    expect(owesAnew('publication', before, { ...before, reach: 30 }, TODAY)).toBe(false);
    expect(owesAnew('publication', before, { ...before, topic: 'paper' }, TODAY)).toBe(true);
  });

  it('asks for no second mending of a finding that waits to be checked again', () => {
    const story = begun('finding', named('findingMend', MONDAY + 10 * DAY));
    expect(does(story, HEAD, 'findingMend', 'mended')).toBeNull();
    expect(rewrite(story, [named('findingMend', MONDAY + 12 * DAY)])).toBeNull();
    expect(kinds(story)).toEqual(['findingRecheck']);
  });

  it('ends the duty to hold a visit once it says when it was held, and asks again where that was a slip', () => {
    const story = begun('visit', named('visitHold', MONDAY + 5 * DAY));
    expect(rewrite(story, [])).toBeNull();
    expect(story.state).toMatchObject({ open: false, duties: [] });
    const planned = { plannedOn: '2026-12-01' };
    const held = { ...planned, heldOn: '2026-12-01' };
    expect(owesAnew('visit', planned, { ...planned, checklist: [] }, TODAY)).toBe(false);
    expect(owesAnew('visit', held, planned, TODAY)).toBe(true);
  });

  it('puts no look at a facility off, and looks sooner where the record says so', () => {
    const story = begun('facility', named('facilityCheck', MONDAY + 7 * DAY));
    expect(rewrite(story, [named('facilityCheck', MONDAY + 20 * DAY)])).toBeNull();
    expect(duty(story, 'facilityCheck')?.limitAt).toBe(MONDAY + 7 * DAY);
    expect(rewrite(story, [named('facilityCheck', MONDAY + 3 * DAY)])).toBeNull();
    expect(duty(story, 'facilityCheck')?.limitAt).toBe(MONDAY + 3 * DAY);
    expect(does(story, KEEPER, 'facilityCheck', 'faulty', MONDAY + 30 * DAY)).toBeNull();
    expect(rewrite(story, []), 'closed').toBeNull();
    expect(kinds(story)).toEqual(['facilityMend']);
    expect(rewrite(story, [named('facilityCheck', MONDAY + 9 * DAY)]), 'open again').toBeNull();
    expect(kinds(story)).toEqual(['facilityMend', 'facilityCheck']);
  });
});

describe('a record of a check', () => {
  it('ends the duty to look, whoever wrote it, opens the next look with the same holder, and a mending of what is at fault', () => {
    const story = begun('facility', { ...named('facilityCheck', MONDAY + 7 * DAY), holder: 'programme-2' });
    expect(observe(story)).toBeNull();
    expect(duty(story, 'facilityCheck')).toMatchObject({ limitAt: MONDAY + 30 * DAY, holder: 'programme-2' });
    expect(observe(story, { outcome: 'faulty' })).toBeNull();
    expect(kinds(story)).toEqual(['facilityCheck', 'facilityMend']);
  });

  it('changes nothing by a look from before it was owed, and refuses what no look can find', () => {
    const story = begun('facility', named('facilityCheck', MONDAY + 7 * DAY));
    const { version } = story.state;
    expect(observe(story, { day: '2020-01-01' })).toBeNull();
    expect(story.state.version).toBe(version);
    expect(observe(story, { outcome: 'splendid' })).toBe('fieldInvalid');
    expect(story.act(HEAD, { act: 'observe', kind: 'findingMend', outcome: 'mended', day: TODAY, next: 0 })).toBe(
      'fieldInvalid',
    );
  });

  it('counts each of several looks that are written down late, in whatever order, and goes on from the latest', () => {
    const late = [0, 7, 16].map((days) => ({
      day: dayOf(MONDAY + days * DAY),
      next: MONDAY + Math.max(days + 7, 22) * DAY,
    }));
    for (const looks of [late, late.toReversed()]) {
      const story = begun('facility', named('facilityCheck', MONDAY + 7 * DAY));
      story.goTo(MONDAY + 21 * DAY);
      const ids = new Set(story.state.duties.map(({ id }) => id));
      for (const look of looks) {
        expect(observe(story, look)).toBeNull();
        for (const { id } of story.state.duties) ids.add(id);
      }
      expect(ids.size, 'each ended one').toBe(4);
      expect(duty(story, 'facilityCheck')?.limitAt).toBe(MONDAY + 23 * DAY);
      const { version } = story.state;
      expect(observe(story, { day: dayOf(MONDAY - DAY) })).toBeNull();
      expect(story.state.version, 'from before any was owed').toBe(version);
    }
  });

  it('counts no look from before somebody did what was owed', () => {
    const story = begun('facility', named('facilityCheck', MONDAY + 7 * DAY));
    story.goTo(MONDAY + 14 * DAY);
    expect(does(story, KEEPER, 'facilityCheck', 'fine', MONDAY + 30 * DAY)).toBeNull();
    const { version } = story.state;
    expect(observe(story, { day: dayOf(MONDAY + 7 * DAY) })).toBeNull();
    expect(story.state.version).toBe(version);
  });

  it('counts the next look from the day of this one, and never into the past', () => {
    const said = (day: string) =>
      dischargeBy({ code: 'facilityCheck' }, { day, found: 'fine' }, { checkEveryDays: 7 }, '2026-11-23');
    expect(said('2026-11-20')).toMatchObject({ outcome: 'fine', next: endOf('2026-11-27') });
    expect(said('2026-10-01')).toMatchObject({ next: endOf('2026-11-24') });
    expect(
      dischargeBy({ code: 'lesson' }, { day: '2026-11-20', found: 'fine' }, { checkEveryDays: 7 }, TODAY),
    ).toBeNull();
  });
});
