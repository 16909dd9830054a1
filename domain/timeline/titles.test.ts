import { expect, it } from 'vitest';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { storyPeople, type TimelineFact } from '#domain/timeline';
import type { TimelinePerson } from './people.ts';

const person = (role: TimelinePerson['role'], post: TimelinePerson['post'] = null): TimelinePerson => ({
  role,
  post,
  side: role === 'clinician' || role === 'hospitalIntake' ? 'health' : 'education',
  name: null,
});
const PEOPLE = new Map([
  ['head-a', person('schoolHead', 'head')],
  ['head-b', person('schoolHead', 'head')],
  ['intake-1', person('hospitalIntake', 'intake')],
  ['stand-in-1', person('hospitalIntake', 'standInDoctor')],
  ['doctor-2', person('clinician', 'clinician')],
  ['counselor', person('counselor', 'counselor')],
]);

/** Each fact a minute after the one before it. */
function titlesIn(
  ...acts: readonly (readonly [stream: string, actor: string, fact: { type: string; [field: string]: unknown }])[]
) {
  const facts = acts.map(([stream, actor, fact], n): TimelineFact => {
    const kind = stream === 'case' ? 'case' : 'referral';
    return { stream, kind, version: n + 1, at: n * 60_000, actor, act: `a${n}`, fact };
  });
  const people = storyPeople({ facts, people: PEOPLE, hospitals: new Map(), policyOf: () => POLICY_V1 });
  return (id: string) => people.get(id)?.title;
}

const asked = (hospital: string) => ({ type: 'referralRequested', hospital, previous: null });

it('calls the staff of hospitals by the hospital that their referral asked', () => {
  const title = titlesIn(
    ['r1', 'counselor', asked('h1')],
    ['r1', 'clock', { type: 'dutyRang', called: ['stand-in-1'] }],
    ['r2', 'clock', asked('h2')],
    ['case', 'counselor', { type: 'note', about: 'doctor-2' }],
    ['r2', 'doctor-2', { type: 'visitRecorded' }],
    ['r1', 'intake-1', { type: 'cancellationConfirmed' }],
  );
  expect(title('stand-in-1')).toEqual({ 'zh-CN': '第一家医院后备医生', en: "the first hospital's stand-in doctor" });
  expect(title('doctor-2')).toEqual({ 'zh-CN': '第二家医院医生', en: "the second hospital's doctor" });
  expect(title('intake-1')?.en).toBe("the first hospital's intake");
});

it('tells two of one role apart by who came into the story first', () => {
  const title = titlesIn(
    ['case', 'counselor', { type: 'dutyOpened', holder: 'head-b' }],
    ['case', 'head-a', { type: 'signed' }],
  );
  expect(title('head-b')?.['zh-CN']).toBe('校长');
  expect(title('head-a')).toEqual({ 'zh-CN': '另一位校长', en: 'another school head' });
  expect(title('counselor')?.en).toBe('the counselor');
});
