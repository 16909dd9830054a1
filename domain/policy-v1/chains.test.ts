import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain/instant';
import { POLICY_V1 } from './index.ts';

const clocks = Object.entries(POLICY_V1.clocks);
const red = clocks.filter(([, { pageEvery }]) => pageEvery !== null);

it('lets red clocks run on the wall only, page every 5 minutes and go round', () => {
  for (const [id, clock] of red) {
    expect(clock.limit.basis, id).toBe('wall');
    expect(clock, id).toMatchObject({ round: true, pageEvery: 5 * MINUTE, repeat: { amount: 5 * MINUTE } });
  }
});

it('keeps five minutes for what is dangerous now, all of it due within two hours', () => {
  expect(red.map(([id]) => id).toSorted()).toEqual([
    'chooseRoute.L4',
    'crisisAcknowledge',
    'crisisGuardian',
    'crisisHospital',
    'crisisMeans',
    'crisisWatch',
    'interview.L4',
    'protectionReport.L4',
    'referralAnswer.L4',
    'referralConsent.L4',
    'referralMaterial.L4',
    'referralOffer.L4',
    'referralRefusal.L4',
    'referralSchedule.L4',
    'safetyCheck.L4',
  ]);
  expect(red.filter(([, { limit }]) => limit.amount > 2 * HOUR)).toEqual([]);
});

it('repeats a finished chain at L4 at least hourly where hours were given, and no chain more rarely than daily', () => {
  for (const [id, { limit, repeat, repeatHeard }] of clocks) {
    expect(
      [repeat, repeatHeard].every(({ basis, amount }) => basis === 'wall' && amount <= DAY),
      id,
    ).toBe(true);
    expect(repeatHeard.amount, id).toBeGreaterThanOrEqual(repeat.amount);
    const hours = limit.basis === 'wall' && limit.amount < DAY;
    if (id.includes('.L4') && hours) expect(repeat.amount, id).toBeLessThanOrEqual(HOUR);
  }
});
