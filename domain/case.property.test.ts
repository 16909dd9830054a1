import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTORS, ACTS, bodyOf, type Trace, walk, walks } from '#tools/testing/case-walk';
import { WORLD } from '#tools/testing/case-story';
import { caseRules } from './case.ts';
import { CASE_ACTS } from './case-acts.ts';
import { evolveCase } from './case-evolve.ts';
import { CASE_STAGES, type CaseStage, type CaseState, NO_CASE } from './case-state.ts';
import { DAY } from './instant.ts';
import { atLeast, rank } from './level.ts';
import { mayAct, nextStepOf } from './stream.ts';

const RUNS = 200;
const signatures = (trace: Trace, type: 'graded' | 'caseClosed') =>
  trace.facts.flatMap((fact) => (fact.type === type ? [fact.persons] : []));
const DOCTORS = ['doctor-1', 'doctor-2'];

/** What must hold after whatever was done. */
function always({ after, at, command, refused }: Trace): void {
  const next = nextStepOf(after);
  expect(after.open).toBe(after.duties.length > 0);
  expect(next === null).toBe(!after.open);
  expect(after.duties.every(({ holder }) => holder !== '')).toBe(true);
  if (command.act === 'deadlinePassed' && refused === null && next !== null) expect(next).toBeGreaterThan(at);
  if (refused === 'nobodyToHold') throw new Error('the roster of this world has somebody for every post');
}

/** A duty that somebody can end by going on, in each stage. */
const ONWARD: { readonly [S in CaseStage]: (state: CaseState) => boolean } = {
  triage: (state) => lives(state, 'interview') || pends(state, 'dismiss'),
  reassessment: (state) => lives(state, 'reassess'),
  grading: (state) => lives(state, 'grade') || pends(state, 'grade'),
  care: (state) => lives(state, 'session') && lives(state, 'dynamicReview'),
  crisis: (state) => lives(state, 'crisisWatch'),
  closed: (state) => state.duties.length === 0,
};
const lives = (state: CaseState, kind: string) => state.duties.some((duty) => duty.kind === kind);
const pends = (state: CaseState, decision: string) => state.proposals.some((open) => open.decision === decision);

/** A pending decision waits in the duties of those who must sign, a stream in the look at it, an offer in the receiver's duty. */
function nothingForgotten({ after }: Trace): void {
  expect(ONWARD[after.stage](after), after.stage).toBe(true);
  const waiting = after.proposals.flatMap(({ id, slots, signed }) =>
    slots.filter((slot) => !signed.some((one) => one.slot === slot)).map((slot) => `${id}:${slot}`),
  );
  const owed = after.duties.filter(({ kind }) => kind === 'coSign' || kind === 'secondSignature');
  expect(owed).toHaveLength(waiting.length);
  expect(new Set(owed.map(({ subject }) => subject))).toEqual(new Set(waiting));
  const watched = after.duties.filter(({ kind }) => kind === 'watch').map(({ subject }) => subject);
  const running = after.open ? after.links.filter(({ open }) => open).map(({ id }) => id) : [];
  expect(watched).toHaveLength(running.length);
  expect(new Set(watched)).toEqual(new Set(running));
  expect(lives(after, 'handOver')).toBe(after.handOver !== null);
}

/** N04, N05, N25: what thins care out, and whose names stand under it. */
function onlyBySignature(trace: Trace): void {
  const { before, after, actor } = trace;
  const two = (persons: readonly string[]) => {
    expect(new Set(persons).size).toBeGreaterThanOrEqual(2);
    if (atLeast(before.level, 'L3')) expect(persons.filter((one) => DOCTORS.includes(one))).toHaveLength(1);
  };
  const lowered = trace.facts.filter((fact) => fact.type === 'levelChanged' && rank(fact.to) < rank(fact.from));
  for (const fact of lowered) {
    expect(before.stage).not.toBe('crisis');
    expect(actor.person).not.toBeNull();
    const persons = fact.type === 'levelChanged' ? fact.persons : [];
    if (atLeast(before.level, 'L3')) two(persons);
    expect(persons.length > 1 || persons[0] !== before.raisedBy).toBe(true);
  }
  signatures(trace, 'caseClosed').forEach(two);
  if (before.open && !after.open) expect(signatures(trace, 'caseClosed')).toHaveLength(1);
  expect(after.levels.slice(0, before.levels.length)).toEqual(before.levels);
  expect(after.warnings.slice(0, before.warnings.length)).toEqual(before.warnings);
}

/** N02, N03: a person within 24 hours. */
function criticalIsAsked({ after, facts, at }: Trace): void {
  if (!facts.some((fact) => fact.type === 'warningAdded' && fact.critical)) return;
  const soon = after.duties.filter(({ kind, limitAt }) => {
    return ['interview', 'crisisWatch', 'crisisAcknowledge'].includes(kind) && limitAt <= at + DAY;
  });
  expect(soon.length).toBeGreaterThan(0);
}

describe('whatever people do or leave undone', { timeout: 120_000 }, () => {
  it('an open case owes something to somebody, what leads it on included, and a closed one nothing', () => {
    const look = (trace: Trace) => {
      always(trace);
      nothingForgotten(trace);
    };
    fc.assert(
      fc.property(walks, (steps) => void walk(steps, look)),
      { numRuns: RUNS },
    );
  });

  it('nothing is lowered, dismissed, closed or forgotten without the signatures that the table asks for', () => {
    fc.assert(
      fc.property(walks, (steps) => void walk(steps, onlyBySignature)),
      { numRuns: RUNS },
    );
  });

  it('a positive or withheld critical answer is with a person within 24 hours', () => {
    fc.assert(
      fc.property(walks, (steps) => void walk(steps, criticalIsAsked)),
      { numRuns: RUNS },
    );
  });

  it('the same facts fold to the same state, also after a trip through JSON', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const { state, facts } = walk(steps, () => undefined);
        const stored = JSON.parse(JSON.stringify(facts)) as typeof facts;
        expect(stored.reduce((so, { fact, at }) => evolveCase(so, fact, at), NO_CASE)).toStrictEqual(state);
        expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
      }),
      { numRuns: 100 },
    );
  });

  it('time is told twice at the same instant without a second fact', () => {
    const twice = ({ before, after, at, command, facts }: Trace, seen: { at: number; version: number }) => {
      if (command.act === 'deadlinePassed' && seen.at === at && seen.version === before.version)
        expect(facts).toEqual([]);
      if (command.act === 'deadlinePassed') Object.assign(seen, { at, version: after.version });
    };
    fc.assert(
      fc.property(walks, (steps) => {
        const seen = { at: -1, version: -1 };
        const still = steps.flatMap((one) => [
          one,
          { ...one, wait: 0, actor: ACTORS.findIndex((a) => a.role === 'clock') },
        ]);
        walk(still, (trace) => twice(trace, seen));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the walks', { timeout: 120_000 }, () => {
  it('reach every stage, and every act but opening is done in them', () => {
    const stages = new Set<CaseStage>();
    const done = new Set<string>();
    for (const steps of fc.sample(walks, { numRuns: 400, seed: 7 }))
      walk(steps, ({ after, command, refused }) => {
        stages.add(after.stage);
        if (refused === null) done.add(command.act);
      });
    expect(stages).toEqual(new Set(CASE_STAGES));
    // A dismissal is proposed with the interview that found no concern.
    expect(ACTS.filter((act) => !done.has(act))).toEqual(['open', 'dismiss']);
  });
});

describe('the table of acts', { timeout: 120_000 }, () => {
  it('and nothing else says which act meets which stage and role', () => {
    const look = (story: ReturnType<typeof walk>, picks: readonly number[]) => {
      for (const act of ACTS)
        for (const actor of ACTORS) {
          const { stages, by, dutyHolder } = CASE_ACTS[act];
          const stage = (stages as readonly string[]).includes(story.state.stage);
          const role = by === 'case' || (by as readonly string[]).includes(actor.role);
          const theirs = story.state.duties.filter((duty) => mayAct(duty, actor.person));
          const kinds: readonly string[] | boolean = dutyHolder;
          const holder = theirs.some(({ kind }) => (typeof kinds === 'boolean' ? kinds : kinds.includes(kind)));
          const moment = { self: 'stream-1', at: story.at, actor, rules: WORLD, mint: (n: number) => `new-${n}` };
          const decided = caseRules.decide(story.state, bodyOf(story, act, picks), moment);
          const refused = 'refused' in decided ? decided : { refused: null, detail: undefined };
          const name = `${act} by ${actor.role} in ${story.state.stage}`;
          if (!stage) expect(refused.refused, name).toBe('wrongStage');
          else if (!role && !holder) expect(refused.refused, name).toBe('wrongRole');
          else if (refused.refused === 'wrongStage') expect(refused.detail, name).toEqual({ use: 'grade' });
          else if (refused.refused === 'wrongRole') expect(refused.detail, name).toHaveProperty('level');
        }
    };
    fc.assert(
      fc.property(walks, (steps) =>
        look(
          walk(steps, () => undefined),
          steps[0]?.picks ?? [],
        ),
      ),
      { numRuns: 40 },
    );
  });
});
