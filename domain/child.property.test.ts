import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnyFact,
  caseOf,
  type Child,
  doAct,
  type Done,
  type Kind,
  newChild,
  openLives,
  REAL_RULES,
  type RuleSet,
  tellTime,
} from '#tools/testing/child-life';
import { askedIn, lives, screened, type Turn } from '#tools/testing/child-walk';
import type { CaseState } from './case-state.ts';
import { DAY } from './instant.ts';
import { atLeast, type Level, rank } from './level.ts';
import { nextStepOf } from './stream.ts';

/* One child's life over all its streams: what must hold however people act or do not act, and planted faults that the same walk has to find. */

const DOCTORS = ['doctor-1', 'doctor-2'];

/** Every open stream owes something to somebody at an instant; a closed one nothing. */
function everyStreamIsOwed(child: Child): void {
  for (const [id, { state }] of child.lives) {
    expect(state.duties.length > 0, `${id} in ${state.stage}`).toBe(state.open);
    expect(nextStepOf(state) === null, id).toBe(!state.open);
    for (const { holder, dueAt } of state.duties) {
      expect(holder, id).not.toBe('');
      expect(Number.isFinite(dueAt), id).toBe(true);
    }
  }
}

/** What hangs on the child hangs on its open case, which looks at each of them, and at nothing that has ended. */
function nothingIsOrphaned(child: Child): void {
  const hanging = openLives(child).filter(([, { kind }]) => kind !== 'case' && kind !== 'campaign');
  const own = caseOf(child);
  expect(openLives(child, 'case').length).toBeLessThanOrEqual(1);
  if (own === undefined) {
    expect(hanging.map(([id]) => id)).toEqual([]);
    return;
  }
  const watched = own[1].duties.filter(({ kind }) => kind === 'watch').map(({ subject }) => subject);
  expect(watched).toHaveLength(hanging.length);
  expect(new Set(watched)).toEqual(new Set(hanging.map(([id]) => id)));
  expect(openLives(child, 'followUp').length).toBeLessThanOrEqual(1);
}

type Told = AnyFact & { readonly persons?: readonly string[]; readonly from?: Level; readonly to?: Level };

/** N04, N05, N25: silence ends nothing and lowers nothing, and people only by the names that the table asks for. */
function onlyBySignature(before: Child, after: Child, byClock: boolean, { facts }: Done): void {
  for (const [id, { kind, state }] of before.lives) {
    const then = after.lives.get(id)?.state;
    if (byClock) expect(then?.open, `${id} closed by time`).toBe(state.open);
    if (kind !== 'case') continue;
    const told = facts.filter(({ stream }) => stream === id).map(({ fact }) => fact as Told);
    const { level } = state as CaseState;
    const signed = (persons: readonly string[] = []) => {
      expect(new Set(persons).size).toBeGreaterThanOrEqual(2);
      if (atLeast(level, 'L3')) expect(persons.filter((one) => DOCTORS.includes(one))).toHaveLength(1);
    };
    const lowered = told.filter(({ type, from, to }) => type === 'levelChanged' && from && to && rank(to) < rank(from));
    for (const { persons } of lowered) {
      expect(byClock).toBe(false);
      if (atLeast(level, 'L3')) signed(persons);
    }
    if (lowered.length === 0 && then !== undefined)
      expect(rank((then as CaseState).level)).toBeGreaterThanOrEqual(rank(level));
    const closed = told.filter(({ type }) => type === 'caseClosed');
    if (state.open && then?.open === false) expect(closed).toHaveLength(1);
    for (const { persons } of closed) signed(persons);
  }
}

/** N02, N03: a positive or unknown critical answer is with a person within a day, whatever else is going on. */
function criticalIsAsked(child: Child, { facts }: Done): void {
  for (const { stream, fact } of facts) {
    if (fact.type !== 'warningAdded' || fact.critical !== true) continue;
    const duties = child.lives.get(stream)?.state.duties ?? [];
    const soon = duties.filter(
      ({ kind, limitAt }) =>
        ['interview', 'crisisWatch', 'crisisAcknowledge'].includes(kind) && limitAt <= child.at + DAY,
    );
    expect(soon.length, 'nobody asks').toBeGreaterThan(0);
  }
}

/** The same facts, also after a trip through JSON, fold to the same state. */
function foldsAlike(child: Child): void {
  for (const [id, { kind, state, facts }] of child.lives) {
    const { evolve, initial } = child.rules[kind];
    const stored = JSON.parse(JSON.stringify(facts)) as typeof facts;
    expect(
      stored.reduce((so, { fact, at }) => evolve(so, fact, at), initial),
      id,
    ).toStrictEqual(state);
  }
}

/** Whoever leads the case hears of each gate that a referral or a return passes by itself, in the same act. */
function everyGateIsTold(before: Child, after: Child, acted: string, { facts }: Done): void {
  const was = before.lives.get(acted);
  const now = after.lives.get(acted);
  if (was === undefined || now === undefined || (was.kind !== 'referral' && was.kind !== 'return')) return;
  if (was.state.stage === now.state.stage) return;
  const told = facts.some(({ fact }) => fact.type === 'reflected' && fact.stream === acted);
  expect(told, `${was.kind}: ${was.state.stage} to ${now.state.stage}`).toBe(true);
}

/** Lives it through; every promise is asked after each act and each telling of time. */
function live(turns: readonly Turn[], rules: RuleSet = REAL_RULES, acts?: Set<string>): void {
  const child = newChild(rules);
  const look = (before: Child, acted: string, byClock: boolean, done: Done) => {
    if (byClock) expect(done.refused).toBeNull();
    everyStreamIsOwed(child);
    nothingIsOrphaned(child);
    onlyBySignature(before, child, byClock, done);
    everyGateIsTold(before, child, acted, done);
    criticalIsAsked(child, done);
  };
  screened(child);
  for (const turn of turns) {
    child.at += turn.step.wait;
    tellTime(child, (id, _kind, done, before) => look(before, id, true, done));
    const asked = askedIn(child, turn);
    if (asked === null) continue;
    const before = { ...child };
    const done = doAct(child, asked.id, asked.kind, asked.actor, asked.command);
    look(before, asked.id, false, done);
    if (done.refused === null) acts?.add(`${asked.kind}.${asked.command.act}`);
  }
  foldsAlike(child);
}

type Break = (facts: readonly AnyFact[], state: { readonly level?: Level }) => readonly AnyFact[];

/** Rules of which one stream leaves facts out, or makes some up. */
function broken(kind: Kind, change: Break): RuleSet {
  const rules = REAL_RULES[kind];
  const decide: typeof rules.decide = (state, command, moment) => {
    const made = rules.decide(state, command, moment);
    return 'refused' in made ? made : { ...made, facts: change(made.facts, state as { level?: Level }) };
  };
  return { ...REAL_RULES, [kind]: { ...rules, decide } };
}

/** Rules of which one stream keeps to itself what the others should hear of. */
function silent(kind: Kind, act: string): RuleSet {
  const rules = REAL_RULES[kind];
  const decide: typeof rules.decide = (state, command, moment) => {
    const made = rules.decide(state, command, moment);
    return 'refused' in made ? made : { ...made, also: made.also.filter(({ command: told }) => told.act !== act) };
  };
  return { ...REAL_RULES, [kind]: { ...rules, decide } };
}

const without =
  (of: string): Break =>
  (facts) =>
    facts.filter((fact) => !(fact.type === 'dutyOpened' && (fact.duty as { kind: string }).kind === of));

let folds = 0;
const FAULTS: Readonly<Record<string, RuleSet>> = {
  'a look at a stream is forgotten': broken('case', without('watch')),
  'a critical answer leads to no interview': broken('case', without('interview')),
  'an emergency has no watch': broken('case', (facts) =>
    without('crisisWatch')(without('crisisAcknowledge')(facts, {}), {}),
  ),
  'a follow-up forgets its next window': broken('followUp', without('followUpContact')),
  'time lowers': broken('case', (facts, { level }) =>
    facts.some(({ type }) => type === 'dutyRang') && level === 'L2'
      ? [...facts, { type: 'levelChanged', from: 'L2', to: 'L1', persons: [], basis: [], because: 'lowered' }]
      : facts,
  ),
  'a case closes with one name': broken('case', (facts) =>
    facts.map((fact) => (fact.type === 'caseClosed' ? { ...fact, persons: ['counselor-1'] } : fact)),
  ),
  'a referral tells its case nothing': silent('referral', 'reflect'),
  'a return tells its case nothing': silent('return', 'reflect'),
  'a leave is written down and never begun': silent('case', 'startLeave'),
  'a follow-up is promised and never begun': silent('case', 'start'),
  'a fold counts what no fact says': {
    ...REAL_RULES,
    case: {
      ...REAL_RULES.case,
      evolve: (state, fact, at) => {
        folds += 1;
        return { ...REAL_RULES.case.evolve(state, fact, at), folds };
      },
    },
  },
};

/** Lives that every run looks at: how far they get is no matter of chance. */
const ALWAYS = fc.sample(lives, { numRuns: 20, seed: 7 });

describe('one child, over case, referral, follow-up, return and campaign', { timeout: 120_000 }, () => {
  it('is owed an act by a named person whatever people do or leave undone, and nothing ends, lowers or hangs loose without its signatures', () => {
    const acts = new Set<string>();
    fc.assert(
      fc.property(lives, (turns) => live(turns, REAL_RULES, acts)),
      { numRuns: 80, examples: ALWAYS.map((turns) => [turns]) },
    );
    // The lives get far enough for the promises to mean something.
    const kinds = new Set([...acts].map((one) => one.split('.')[0]));
    expect(kinds).toEqual(new Set(['campaign', 'case', 'followUp', 'referral', 'return']));
    expect(acts.size).toBeGreaterThan(30);
  });

  it.each(Object.entries(FAULTS))('a planted fault is found: %s', (_name, rules) => {
    const found = fc.check(
      fc.property(lives, (turns) => live(turns, rules)),
      { numRuns: 150, endOnFailure: true, seed: 7 },
    );
    expect(found.failed).toBe(true);
  });
});
