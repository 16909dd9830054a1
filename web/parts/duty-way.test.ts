import { expect, it } from 'vitest';
import { type Place, wayTo } from './duty-way.ts';

const line = (more: Partial<Place>) =>
  wayTo({ stream: 's', streamKind: 'case', stage: 'care', case: null, kind: 'session', record: null, ...more });

it('leads from every duty to the page of its own stream', () => {
  expect(line({})).toEqual({ to: '/cases/s', search: {} });
  expect(line({ stage: 'crisis', kind: 'crisisWatch' })).toEqual({ to: '/crisis/s' });
  expect(line({ stage: 'crisis', kind: 'secondSignature' })).toEqual({ to: '/cases/s', search: {} });
  expect(line({ streamKind: 'referral', case: 'c' })).toEqual({ to: '/referrals/s' });
  expect(line({ streamKind: 'campaign' })).toEqual({ to: '/campaigns/s' });
  expect(line({ streamKind: 'followUp', case: 'c' })).toEqual({ to: '/follow-ups/s' });
  expect(line({ streamKind: 'return', case: 'c' })).toEqual({ to: '/returns/s' });
  const record = (kind: string) => line({ streamKind: 'record', record: { kind, id: 'r' } });
  expect(record('facility')).toEqual({ to: '/records/facility/r' });
  expect(record('report')).toEqual({ to: '/reports/r' });
  expect(record('assessment')).toEqual({ to: '/assessments/r' });
  expect(line({ streamKind: 'record' })).toEqual({ to: '/programme' });
});
