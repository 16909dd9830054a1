import { describe, expect, it } from 'vitest';
import { CITY, DOCTOR, dutyOf, must, opened, owed, POSTS, rungs, WORLD } from '#tools/testing/case-story';
import { COUNTY, HEAD, MONDAY, STAND_IN, TIME } from '#tools/testing/pure-stream';
import { calledAt, calledBehind, type Duty, evolveDuties, heardUntil, openDuty, ringsDue } from './duty.ts';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';
import { POLICY_V1 } from './policy-v1/index.ts';

const CLOCKS = Object.entries(POLICY_V1.clocks);

function begun(clock: string): Duty {
  const duty = openDuty(WORLD, { id: '1', kind: 'watch', clock, at: MONDAY, limitAt: MONDAY + HOUR });
  if (duty === null) throw new Error(`nobody holds ${clock}`);
  return duty;
}

/** How often one person is called in a day six weeks late, every chain at its end; `heard`: each call is acknowledged two minutes later. */
function callsOnALateDay(clock: string, heard: boolean): number {
  let duty = begun(clock);
  const calls = new Map<string, number>();
  const fold = (fact: Parameters<typeof evolveDuties>[1], at: Instant) => {
    duty = evolveDuties([duty], fact, at)[0] as Duty;
  };
  const late = MONDAY + 42 * DAY;
  for (const ring of ringsDue(WORLD, duty, late)) fold(ring, late);
  for (let at = duty.dueAt; at < late + DAY; at = duty.dueAt) {
    for (const ring of ringsDue(WORLD, duty, at)) {
      fold(ring, at);
      for (const one of ring.called) calls.set(one, (calls.get(one) ?? 0) + 1);
    }
    const ack = at + 2 * MINUTE;
    if (heard && duty.dueAt > ack)
      fold({ type: 'dutyAcknowledged', duty: '1', by: duty.holder, dueAt: heardUntil(WORLD, duty, ack) }, ack);
  }
  return Math.max(0, ...calls.values());
}

describe('each step of every chain', () => {
  it.each(CLOCKS)('of %s calls the holder again, and the next one with them', (id, clock) => {
    const duty = begun(id);
    for (let step = 0; step < clock.rings.length * 2; step += 1)
      expect(calledAt(WORLD.posts, clock, duty, step)[0]).toBe(duty.holder);
  });

  it('climbs past whoever did not act: a head who owes it is not the one called for it', () => {
    const clock = POLICY_V1.clocks['coSign.head'];
    const called = clock && calledAt({ ...POSTS, head: ['head-1'] }, clock, begun('coSign.head'), 0);
    expect(called).toEqual(['head-1', 'county-1']);
  });
});

describe('somebody of the chain who cannot be reached', () => {
  const posts = { ...POSTS, standIn: ['counselor-2', 'counselor-3'] };

  it.each(CLOCKS)('of %s leads to somebody new until everybody was called', (id) => {
    let duty = begun(id);
    const told = [duty.holder];
    for (let unreached = duty.holder; ; ) {
      const [next] = calledBehind({ ...WORLD, posts }, duty, unreached);
      if (next === undefined) break;
      expect(told).not.toContain(next);
      told.push(next);
      duty = { ...duty, called: [...duty.called, next] };
      unreached = next;
    }
    expect(told.length).toBeGreaterThan(1);
    expect(told).toContain('city-1');
  });

  it('may act from then on, and the steps of the chain stay at their time', () => {
    const story = opened('L4');
    const duty = owed(story, 'crisisGuardian');
    const before = dutyOf(story, 'crisisGuardian')?.dueAt;
    must(story, TIME, { act: 'callNext', duty, unreached: 'head-1' });
    expect(dutyOf(story, 'crisisGuardian')).toMatchObject({ called: ['county-1'], dueAt: before, step: 0 });
    must(story, COUNTY, { act: 'acknowledge', duty });
    must(story, TIME, { act: 'callNext', duty: 'none', unreached: 'head-1' });
    expect(story.act(HEAD, { act: 'callNext', duty, unreached: 'head-1' })).toBe('wrongRole');
  });
});

describe('the alarm budget: calls a day to one person for one late duty', () => {
  it.each(CLOCKS)('%s falls silent never, and floods nobody', (id, { pageEvery, repeat }) => {
    const [unheard, heard] = [callsOnALateDay(id, false), callsOnALateDay(id, true)];
    expect(heard).toBeGreaterThanOrEqual(1);
    const most = pageEvery !== null ? 288 : repeat.amount === HOUR ? 24 : 1;
    expect(unheard).toBeLessThanOrEqual(most);
    if (pageEvery === null) expect(heard).toBeLessThanOrEqual(6);
  });
});

describe('a call that was acknowledged', () => {
  it('lets the steps still to come come at their time', () => {
    const story = opened('L4');
    must(story, HEAD, { act: 'acknowledge', duty: owed(story, 'crisisHospital') });
    story.silence(MONDAY + HOUR);
    must(story, COUNTY, { act: 'acknowledge', duty: owed(story, 'crisisHospital') });
    story.silence(MONDAY + 2 * HOUR);
    expect(rungs(story, 'crisisHospital')).toEqual([
      ['head-1', 'county-1'],
      ['head-1', 'city-1', 'health-1'],
    ]);
  });

  it('at the end of a red chain buys half an hour and not a minute more, however many acknowledge', () => {
    const story = opened('L4');
    story.silence(MONDAY + 2 * HOUR);
    const duty = owed(story, 'crisisHospital');
    expect(dutyOf(story, 'crisisHospital')?.dueAt).toBe(MONDAY + 2 * HOUR + 5 * MINUTE);
    must(story, HEAD, { act: 'acknowledge', duty });
    const quiet = MONDAY + 2 * HOUR + 30 * MINUTE;
    expect(dutyOf(story, 'crisisHospital')?.dueAt).toBe(quiet);
    story.goTo(MONDAY + 2 * HOUR + 20 * MINUTE);
    must(story, CITY, { act: 'acknowledge', duty });
    expect(dutyOf(story, 'crisisHospital')?.dueAt).toBe(quiet);
    story.silence(quiet);
    expect(dutyOf(story, 'crisisHospital')?.dueAt).toBe(quiet + 5 * MINUTE);
  });

  it('buys nothing where a child may be alone, and is nobody’s who was not called', () => {
    const story = opened('L4');
    story.silence(MONDAY + 40 * MINUTE);
    const before = dutyOf(story, 'crisisWatch')?.dueAt;
    expect(story.act(DOCTOR, { act: 'acknowledge', duty: owed(story, 'crisisWatch') })).toBe('wrongRole');
    expect(story.act(STAND_IN, { act: 'acknowledge', duty: owed(story, 'crisisWatch') })).toBe('notDutyHolder');
    must(story, HEAD, { act: 'acknowledge', duty: owed(story, 'crisisWatch') });
    expect(dutyOf(story, 'crisisWatch')?.dueAt).toBe(before);
  });
});
