import { expect, it } from 'vitest';
import type { Me } from '#web/frame/session.ts';
import { assessable, permitted } from './permitted.ts';
import type { Assessment, Version } from './reading.ts';

const UNTIL = 1_000;
const me = (person: string, role: string, orgKind = 'county') => ({ person, acting: { role, orgKind } }) as Me;
const [publisher, other, head] = [me('p', 'countySupervisor'), me('o', 'countySupervisor'), me('h', 'schoolHead')];
const version = (by: string, revision = 1) => ({ by, revision }) as Version;

function may(who: Me, at: number, more: object = {}, versions = [version('p')]) {
  const assessment = {
    assesses: 'school',
    stage: 'published',
    revision: 1,
    person: null,
    appealUntil: UNTIL,
    lines: [{ indicator: 'hours', appeal: null }],
    duties: [
      { id: 'd1', kind: 'assessmentFreeze', subject: null, holder: 'o', called: [] },
      { id: 'd2', kind: 'assessmentAppeal', subject: 'hours', holder: 'o', called: ['p', 'h'] },
    ],
    ...more,
  };
  return permitted(who, assessment as unknown as Assessment, versions, at);
}
const waiting = { lines: [{ indicator: 'hours', appeal: { by: 'h', at: 1, decision: null } }] };

it('lets somebody else than who published it freeze it, after the time for appeals, with none waiting', () => {
  expect(may(other, UNTIL + 1)).toMatchObject({ freeze: 'd1', freezesLater: false });
  expect(may(other, UNTIL)).toMatchObject({ freeze: undefined, freezesLater: true });
  expect(may(other, UNTIL + 1, waiting)).toMatchObject({ freeze: undefined, freezesLater: true });
  expect(may(publisher, UNTIL + 1)).toMatchObject({ freeze: undefined, freezesLater: false });
  expect(may(publisher, UNTIL + 1, { revision: 2 }, [version('p'), version('o', 2)]).freeze).toBe('d1');
  expect(may(me('x', 'countySupervisor'), UNTIL + 1).freeze).toBeUndefined();
  expect(may(head, UNTIL + 1).freeze).toBeUndefined();
});

it('lets the assessed appeal in time, a head for oneself alone', () => {
  expect([may(head, UNTIL).appeal, may(head, UNTIL + 1).appeal, may(other, 1).appeal]).toEqual([true, false, false]);
  const ofHead = { assesses: 'head', person: 'h' };
  expect([may(head, 1, ofHead).appeal, may(me('h2', 'schoolHead'), 1, ofHead).appeal]).toEqual([true, false]);
  expect(may(head, 1, {}, []).appeal).toBe(false);
});

it('lets nobody who took part answer an appeal', () => {
  expect(may(other, 1, waiting).decideAppeal('hours')).toBe('d2');
  expect(may(other, 1, waiting).decideAppeal('calm')).toBeUndefined();
  for (const who of [publisher, head, me('x', 'citySupervisor')])
    expect(may(who, 1, waiting).decideAppeal('hours')).toBeUndefined();
});

it('corrects only what is frozen', () => {
  expect(may(publisher, 1).correct).toBe(false);
  expect(may(publisher, 1, { stage: 'frozen', duties: [] }).correct).toBe(true);
  expect(may(head, 1, { stage: 'frozen', duties: [] }).correct).toBe(false);
});

it('scores those below alone', () => {
  expect(assessable(publisher)).toEqual(['school', 'head']);
  expect(assessable(me('c', 'citySupervisor', 'city'))).toEqual(['county', 'school', 'head']);
  expect(assessable(head)).toEqual([]);
});
