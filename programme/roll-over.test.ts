import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classCode, className } from './class-names.ts';
import { planRollOver } from './roll-over.ts';
import type { ClassStep, PupilStep, RollOverWish, RollPlan, RollPupil, RollSchool } from './roll-plan.ts';

const wish = (more: Partial<RollOverWish> = {}): RollOverWish => ({
  year: 2026,
  graduating: null,
  opens: [],
  exceptions: [],
  ...more,
});
const room = (grade: number, number: number, since = '2025-09-01') => ({
  id: `class-${grade}-${number}`,
  code: classCode('s', grade, number),
  name: className(grade, number),
  grade,
  since,
});
const pupil = (id: string, grade: number | null, number: number | null, more: Partial<RollPupil> = {}): RollPupil => ({
  id,
  class: grade === null || number === null ? null : `class-${grade}-${number}`,
  grade,
  state: 'enrolled',
  placedOn: null,
  ...more,
});
const junior = (pupils: readonly RollPupil[], more: Partial<RollSchool> = {}): RollSchool => ({
  code: 's',
  stage: 'junior',
  classes: [7, 8, 9].flatMap((grade) => [room(grade, 1), room(grade, 2)]),
  pupils,
  ...more,
});
const faultsOf = ({ faults }: RollPlan) => faults.map(({ code, student, class: group }) => [code, student ?? group]);
const stepOf = ({ pupils }: RollPlan, id: string) => pupils.find(({ student }) => student === id);

/** The school after a plan: what the database makes of it. */
function after(school: RollSchool, { classes, pupils }: RollPlan, day = '2026-09-01'): RollSchool {
  const ids = new Map(classes.map(({ class: id, to }) => [to.code, id ?? `new-${to.code}`]));
  const stays = classes.filter(({ act }) => act !== 'graduates');
  const label = (step: ClassStep) =>
    step.act === 'done' ? (school.classes.find(({ id }) => id === step.class)?.since ?? day) : day;
  const state = ({ act, student }: PupilStep) =>
    act === 'done'
      ? (school.pupils.find(({ id }) => id === student)?.state ?? 'enrolled')
      : act === 'onLeave'
        ? 'onLeave'
        : 'enrolled';
  return {
    ...school,
    classes: stays.map((step) => ({ id: ids.get(step.to.code) ?? '', ...step.to, since: label(step) })),
    pupils: pupils
      .filter(({ act }) => act !== 'graduates')
      .map((step) => ({
        id: step.student,
        class: step.class === null ? null : (ids.get(step.class) ?? null),
        grade: step.grade,
        state: state(step),
        placedOn: step.act === 'done' ? null : day,
      })),
  };
}

describe('1 September', () => {
  it('takes each class and its pupils up by one grade, lets the last one leave and opens the first anew', () => {
    const plan = planRollOver(junior([pupil('a', 7, 1), pupil('b', 8, 2), pupil('c', 9, 1)]), wish());
    expect(plan.outcome).toBe('ready');
    expect(plan.classes.map(({ act, from, to }) => [act, from?.code ?? null, to.code, to.name])).toEqual([
      ['goesUp', 's-0701', 's-0801', '八年级（1）班'],
      ['goesUp', 's-0702', 's-0802', '八年级（2）班'],
      ['goesUp', 's-0801', 's-0901', '九年级（1）班'],
      ['goesUp', 's-0802', 's-0902', '九年级（2）班'],
      ['graduates', 's-0901', 's-0901-2026', '九年级（1）班（2026届）'],
      ['graduates', 's-0902', 's-0902-2026', '九年级（2）班（2026届）'],
      ['opens', null, 's-0701', '七年级（1）班'],
      ['opens', null, 's-0702', '七年级（2）班'],
    ]);
    expect(plan.pupils).toEqual([
      { student: 'a', act: 'goesUp', class: 's-0801', grade: 8 },
      { student: 'b', act: 'goesUp', class: 's-0902', grade: 9 },
      { student: 'c', act: 'graduates', class: 's-0901-2026', grade: 9 },
    ]);
  });

  it('keeps who repeats or is on leave in the grade, in the class that comes up into it', () => {
    const exceptions = [
      { student: 'a', stays: 'repeats', class: null },
      { student: 'b', stays: 'onLeave', class: null },
      { student: 'c', stays: 'repeats', class: 's-0902' },
      { student: 'd', stays: null, class: 's-0802' },
    ] as const;
    const pupils = [pupil('a', 7, 2), pupil('b', 8, 1), pupil('c', 9, 1), pupil('d', 7, 1, { placedOn: '2026-09-02' })];
    const { outcome, pupils: steps } = planRollOver(
      junior([...pupils, pupil('e', 8, 2, { state: 'onLeave' })]),
      wish({ exceptions }),
    );
    expect(outcome).toBe('ready');
    expect(steps.map(({ act, class: group, grade }) => [act, group, grade])).toEqual([
      ['repeats', 's-0702', 7],
      ['onLeave', 's-0801', 8],
      ['repeats', 's-0902', 9],
      ['placed', 's-0802', 8],
      ['onLeave', 's-0802', 8],
    ]);
  });
});

describe('a wish', () => {
  it('opens as many classes as are asked for in all, and none where none are wanted', () => {
    const opens = [
      { grade: 7, classes: 3 },
      { grade: 8, classes: 3 },
    ];
    const plan = planRollOver(junior([]), wish({ opens }));
    const codes = plan.classes.filter(({ act }) => act === 'opens').map(({ to }) => to.code);
    expect(codes).toEqual(['s-0701', 's-0702', 's-0703', 's-0803']);
    expect(planRollOver(junior([]), wish({ opens: [{ grade: 7, classes: 0 }] })).classes).toHaveLength(6);
  });

  it('knows the last grades by the stage of the school, or by its grades, and asks where they say two things', () => {
    const nine = { classes: [room(6, 1), room(9, 1)], pupils: [] };
    const acts = (school: Partial<RollSchool>, more: Partial<RollOverWish> = {}) =>
      planRollOver(junior([], { ...nine, ...school }), wish(more))
        .classes.slice(0, 2)
        .map(({ act }) => act);
    expect(acts({ stage: 'nineYear' })).toEqual(['goesUp', 'graduates']);
    expect(acts({ stage: null }, { graduating: [9] })).toEqual(['goesUp', 'graduates']);
    expect(faultsOf(planRollOver(junior([], { ...nine, stage: null }), wish()))).toEqual([['stageUnknown', null]]);
    expect(planRollOver(junior([], { stage: null }), wish()).outcome).toBe('ready');
  });
});

describe('what cannot be done', () => {
  it('is refused by name, and then nothing is done', () => {
    const school = junior([
      pupil('a', 7, 1, { grade: 8 }),
      pupil('b', 7, 1, { placedOn: '2026-09-01' }),
      pupil('c', 7, 5),
      pupil('d', null, null),
      pupil('e', 9, 1),
      pupil('f', 7, 1),
    ]);
    const exceptions = [
      { student: 'e', stays: 'repeats', class: 's-0803' },
      { student: 'f', stays: null, class: 's-0901' },
      { student: 'nobody', stays: 'repeats', class: null },
      { student: 'f', stays: null, class: 's-0901' },
    ] as const;
    const plan = planRollOver(school, wish({ exceptions }));
    expect(plan.outcome).toBe('refused');
    expect(faultsOf(plan)).toEqual([
      ['pupilUnknown', 'nobody'],
      ['namedTwice', 'f'],
      ['gradeDiffers', 'a'],
      ['placedThisYear', 'b'],
      ['classUnknown', 'c'],
      ['gradeUnknown', 'd'],
      ['classMissing', 'e'],
      ['gradeSkipped', 'f'],
    ]);
    const behind = junior([], {
      classes: [room(7, 1, '2024-09-01'), room(12, 1), { ...room(1, 1), code: 'x', grade: null }],
    });
    expect(faultsOf(planRollOver(behind, wish()))).toEqual([
      ['yearLeftOut', 's-0701'],
      ['gradeBeyond', 's-1201'],
      ['gradeUnknown', 'x'],
    ]);
    const twice = junior([], { classes: [room(7, 1), room(8, 1, '2026-09-01')] });
    expect(faultsOf(planRollOver(twice, wish()))).toEqual([['codeTaken', 's-0801']]);
  });
});

describe('whatever the school', () => {
  const grades = fc.record({ first: fc.constantFrom(1, 4, 7, 10), count: fc.integer({ min: 1, max: 3 }) });
  const schools = fc
    .tuple(
      grades,
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('goes', 'repeats', 'onLeave', 'away', 'classless')), {
        maxLength: 30,
      }),
    )
    .map(([{ first, count }, rooms, seats]) => {
      const all = Array.from({ length: count }, (_, n) => first + n);
      const pupils = seats.map(([grade, number, how], n) => {
        const at = all[grade % all.length] ?? first;
        const made = pupil(`p${n}`, at, how === 'classless' ? null : (number % rooms) + 1);
        return how === 'away' ? { ...made, state: 'onLeave' as const } : made;
      });
      const exceptions = seats.flatMap(([, , how], n) =>
        how === 'repeats' || how === 'onLeave' ? [{ student: `p${n}`, stays: how, class: null }] : [],
      );
      const classes = all.flatMap((grade) => Array.from({ length: rooms }, (_, n) => room(grade, n + 1)));
      return { school: { code: 's', stage: null, classes, pupils }, exceptions };
    });

  it('loses no pupil, doubles none, and skips no grade', () => {
    fc.assert(
      fc.property(schools, ({ school, exceptions }) => {
        const plan = planRollOver(school, wish({ exceptions }));
        expect(plan.faults).toEqual([]);
        expect(plan.pupils.map(({ student }) => student)).toEqual(school.pupils.map(({ id }) => id));
        const codes = plan.classes.map(({ to }) => to.code);
        expect(new Set(codes).size).toBe(codes.length);
        for (const before of school.pupils) {
          const step = stepOf(plan, before.id);
          const up = (step?.grade ?? 0) - (before.grade ?? 0);
          expect(up).toBe(step?.act === 'goesUp' ? 1 : 0);
          const group = plan.classes.find(({ to }) => to.code === step?.class);
          if (before.class !== null) expect(group?.to.grade).toBe(step?.grade);
        }
      }),
    );
  });

  it('has nothing left to do when it is done, and no class goes up twice', () => {
    fc.assert(
      fc.property(schools, ({ school, exceptions }) => {
        const once = after(school, planRollOver(school, wish({ exceptions })));
        const again = planRollOver(
          once,
          wish({ exceptions: exceptions.filter(({ student }) => once.pupils.some(({ id }) => id === student)) }),
        );
        expect(again.faults).toEqual([]);
        expect(again.outcome).toBe('done');
        expect(after(once, again)).toMatchObject({ classes: once.classes });
      }),
    );
  });
});
