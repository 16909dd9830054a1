import { describe, expect, it } from 'vitest';
import { decision, DOCTOR, dutyOf, inCare, kinds, must, opened, owed, TEXT } from '#tools/testing/case-story';
import { COUNSELOR, HEAD, REACTION, STAND_IN, TEACHER } from '#tools/testing/pure-stream';

const offer = { act: 'offerHandOver', to: 'counselor-2', summary: TEXT } as const;
const no = { act: 'declineHandOver', reasonCode: 'absent', reason: null } as const;

describe('handing a case over', () => {
  it('is offered by its owner or by whoever assigns, to one person at a time', () => {
    const story = inCare('L2');
    expect(story.act(STAND_IN, offer)).toBe('notDutyHolder');
    expect(story.act(HEAD, { ...offer, to: 'counselor-1' })).toBe('fieldInvalid');
    must(story, COUNSELOR, offer);
    expect(story.act(HEAD, { ...offer, to: 'counselor-3' })).toBe('handOverOpen');
  });

  it('declined stays with its owner, and can be offered to another', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, offer);
    expect(story.act(DOCTOR, no)).toBe('wrongRole');
    expect(story.act(STAND_IN, { ...no, reasonCode: '' })).toBe('reasonMissing');
    must(story, STAND_IN, no);
    expect(story.state).toMatchObject({ owner: 'counselor-1', handOver: null });
    expect(kinds(story)).not.toContain('handOver');
    must(story, HEAD, { ...offer, to: 'counselor-3' });
  });

  it('of somebody who has left passes to the successor: ownership, duties, watch and all', () => {
    const story = opened('L4');
    must(story, HEAD, { act: 'assignWatch', watcher: 'counselor-1' });
    must(story, REACTION, { act: 'replaceHolder', from: 'counselor-1', to: 'counselor-2' });
    expect(story.state).toMatchObject({ owner: 'counselor-2', crisis: { watcher: 'counselor-2' } });
    expect(story.state.duties.filter(({ holder }) => holder === 'counselor-1')).toEqual([]);
  });

  it('offered to somebody who leaves is offered to the successor', () => {
    const story = inCare('L2');
    must(story, HEAD, offer);
    must(story, REACTION, { act: 'replaceHolder', from: 'counselor-2', to: 'counselor-3' });
    expect(dutyOf(story, 'handOver')?.holder).toBe('counselor-3');
    expect(story.state).toMatchObject({ owner: 'counselor-1', handOver: { to: 'counselor-3' } });
  });

  it('is over when the owner leaves and the receiver is the successor', () => {
    const story = inCare('L2');
    must(story, HEAD, offer);
    must(story, REACTION, { act: 'replaceHolder', from: 'counselor-1', to: 'counselor-2' });
    expect(story.state).toMatchObject({ owner: 'counselor-2', handOver: null });
    expect(kinds(story)).not.toContain('handOver');
  });
});

describe('a decision', () => {
  it('against an old view of the case is stale, but rings of the clock make nothing old', () => {
    const story = inCare('L2');
    const seen = decision(story, 'lower', 'L1');
    story.silence(story.at + 20 * 86_400_000);
    expect(story.act(COUNSELOR, seen)).toBe('tooSoon');
    must(story, TEACHER, { act: 'recordSecondSource', view: [], note: null });
    expect(story.act(COUNSELOR, seen)).toBe('stale');
  });

  it('answers the duty it names, which must be of the kind the act fulfils', () => {
    const story = opened('L2');
    const interview = { act: 'recordInterview', findings: ['x'], outcome: 'reassess', reasonCode: null } as const;
    expect(story.act(COUNSELOR, { ...interview, answers: owed(story, 'secondSource'), note: null })).toBe(
      'unknownDuty',
    );
    expect(story.act(COUNSELOR, { ...interview, answers: '999', note: null })).toBe('stale');
  });
});

describe('C9: a student who has left the school', () => {
  const leaver = (level: 'L2' | 'L3' = 'L2') => {
    const story = inCare(level);
    must(story, REACTION, { act: 'markLeaver' });
    return story;
  };
  const elsewhere = { ...STAND_IN, person: 'counselor-9' };

  it('keeps the owner, who owes the hand-over under a clock of its own; being told twice changes nothing', () => {
    const story = leaver();
    const owes = dutyOf(story, 'leaverHandOver');
    expect(owes).toMatchObject({ holder: 'counselor-1', clock: 'leaverHandOver' });
    expect(story.state.owner).toBe('counselor-1');
    const { version } = story.state;
    must(story, REACTION, { act: 'markLeaver' });
    expect(story.state.version).toBe(version);
    expect(dutyOf(leaver('L3'), 'leaverHandOver')?.clock).toBe('leaverHandOver.severe');
    expect(story.act(COUNSELOR, { act: 'markLeaver' })).toBe('wrongRole');
  });

  it('is let go by an acceptance elsewhere alone: not by an offer, a refusal or a colleague of the old school', () => {
    const story = leaver();
    must(story, COUNSELOR, { ...offer, to: 'counselor-9' });
    expect(kinds(story)).not.toContain('leaverHandOver');
    must(story, elsewhere, no);
    expect(dutyOf(story, 'leaverHandOver')?.holder).toBe('counselor-1');
    must(story, COUNSELOR, offer);
    must(story, STAND_IN, { act: 'acceptHandOver', answers: owed(story, 'handOver') });
    expect(dutyOf(story, 'leaverHandOver')?.holder).toBe('counselor-2');
    must(story, STAND_IN, { ...offer, to: 'counselor-9' });
    must(story, elsewhere, { act: 'acceptHandOver', answers: owed(story, 'handOver') });
    expect(story.state).toMatchObject({ owner: 'counselor-9', leftSchoolAt: null });
    expect(kinds(story)).not.toContain('leaverHandOver');
  });

  it('calls the owner, then the head, then the county, and never falls silent', () => {
    const story = leaver('L3');
    story.silence(story.at + 12 * 86_400_000);
    expect(dutyOf(story, 'leaverHandOver')?.called).toEqual(expect.arrayContaining(['head-1', 'county-1']));
  });
});
