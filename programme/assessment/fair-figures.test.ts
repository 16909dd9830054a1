import { describe, expect, it } from 'vitest';
import { isFair } from './fair-figures.ts';
import { ASSESSMENT_FIGURES } from './sets/figures.ts';

/** Whatever rises or falls with what pupils answered, or with how many were found. */
const UNFAIR = [
  'screening.positives',
  'screening.completed',
  'cases.open',
  'warnings.raised',
  'referrals.made',
  'levels.l4',
  'students.inCrisis',
  'ledger.rows',
  'duties.onTime',
  'curriculum.positiveClasses',
  'staff.openCases',
  'supervision.casesFound',
  'supervision.CASES',
  'supervision.warningsLate',
  'trainings.meanScore',
  'network.crisisCount',
  'partners.referrals',
  'activities.selfHarm',
];

describe('what may be assessed', () => {
  it.each(UNFAIR)('N08: is not %s, for a school that is judged by its positives learns to hide them', (name) => {
    expect(isFair(name)).toBe(false);
  });

  it.each(UNFAIR.map((name) => `${name}@3`))('N09: is not drawn from the query %s', (query) => {
    expect(isFair(query)).toBe(false);
  });

  it.each([...Object.keys(ASSESSMENT_FIGURES), 'curriculum.classesOnHours@2'])('may be %s', (name) => {
    expect(isFair(name)).toBe(true);
  });

  it.each(['', 'staff', 'staff.', '.teachers', 'staff.teachers.', 'Staff.teachers', 'staff.教师', 'constructor.x'])(
    'is nothing called %j',
    (name) => {
      expect(isFair(name)).toBe(false);
    },
  );
});
