import { describe, expect, it } from 'vitest';
import { type Report, tallyLine, tallyOf, withExit } from './tally.ts';

const REPORT: Report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 0,
  testResults: [
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { status: 'failed', assertionResults: [] },
  ],
};

describe('the tally', () => {
  it('counts tests, and a file that did not load as a failure', () => {
    expect(tallyOf(REPORT)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('turns a bad end without a counted failure into a failure', () => {
    const green = { passed: 5, failed: 0, skipped: 0 };
    expect(withExit(green, 0)).toEqual(green);
    expect(withExit(green, 1)).toEqual({ ...green, failed: 1 });
    expect(withExit(green, null)).toEqual({ ...green, failed: 1 });
    expect(withExit({ ...green, failed: 3 }, 1).failed).toBe(3);
  });

  it('closes with one plain line, with skipped tests only when there are any', () => {
    expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(tallyLine({ passed: 12, failed: 3, skipped: 1 })).toBe('12 passed, 3 failed, 1 skipped');
  });
});
