import { MINUTE } from '#domain/instant';
import { after, at, clock, days, wallDays } from '#domain/limit';
import type { Clock, ClockId, Policy } from '#domain/policy';

/** Figures of screening campaigns. Defaults of the city's expert committee. */
export const screening: Policy['screening'] = {
  perInterviewerADay: 6,
  expectedCriticalShare: 0.13,
  latestStartMinute: 14 * 60,
  remindAfterDays: 2,
};

export const campaignClocks: Readonly<Record<ClockId, Clock>> = {
  campaignOpen: clock(
    '9.1',
    { basis: 'wall', amount: 30 * 24 * 60 * MINUTE },
    'owner',
    at(1, 'head'),
    after(days(2), 'county'),
  ),
  campaignAbsentee: clock(
    '9.2',
    days(5),
    'classTeacher',
    at(0.8, 'holder'),
    at(1, 'counselor'),
    after(days(2), 'head'),
  ),
  campaignClose: clock('9.3', wallDays(14), 'owner', at(0.8, 'holder'), at(1, 'head'), after(wallDays(7), 'county')),
};
