import { HOUR } from '#domain/instant';
import { after, at, clock, days, redClock, urgentClock, wallDays, wallHours, wallMinutes } from '#domain/limit';
import type { Clock, ClockId, Ring } from '#domain/policy';
import type { Post } from '#domain/role';

const before = (ms: number, ...calls: readonly Post[]): Ring => ({ when: { before: ms }, calls });

/** A result is due four hours after the appointment, so this ring comes a day before the appointment. */
const DAY_BEFORE = 28 * HOUR;

/** Clocks of a referral. Defaults of the city's expert committee: every figure is a decision, none has other authority. */
const calm: Readonly<Record<ClockId, Clock>> = {
  referralConsent: clock('7.1', wallHours(72), 'owner', at(0.5, 'owner'), at(1, 'head'), after(wallDays(1), 'county')),
  referralAnswer: clock(
    '7.2',
    wallHours(24),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor'),
    after(wallHours(4), 'city', 'healthDuty'),
  ),
  referralMaterial: clock('7.3', wallHours(24), 'owner', at(0.5, 'owner'), at(1, 'standIn', 'head')),
  referralSchedule: clock(
    '7.4',
    days(3),
    'intake',
    at(0.8, 'holder'),
    at(1, 'standInDoctor'),
    after(days(1), 'city', 'healthDuty'),
  ),
  referralVisit: clock(
    '7.5',
    wallHours(4),
    'intake',
    before(DAY_BEFORE, 'owner', 'holder'),
    at(1, 'holder', 'owner'),
    after(wallHours(4), 'standInDoctor', 'head'),
  ),
  'referralRebook.noShow': clock('7.6', days(2), 'intake', at(0.5, 'holder'), at(1, 'standInDoctor', 'owner')),
  'referralRebook.cancelled': clock('7.6', days(1), 'intake', at(0.5, 'holder'), at(1, 'standInDoctor', 'owner')),
  referralOutcome: clock(
    '7.7',
    days(5),
    'clinician',
    at(0.8, 'holder'),
    at(1, 'standInDoctor', 'owner'),
    after(days(2), 'healthDuty'),
  ),
  referralCancel: clock(
    '7.8',
    wallHours(24),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor', 'owner'),
    after(wallHours(24), 'city', 'healthDuty'),
  ),
  outcomeReview: clock('7.9', days(2), 'owner', at(0.8, 'owner'), at(1, 'head'), after(days(2), 'county')),
};

/** At L4 everything is wall time: a holiday stops nothing. What is dangerous now pages every five minutes, what has hours hourly, what has days daily. */
const severe: Readonly<Record<ClockId, Clock>> = {
  'referralConsent.L4': redClock('7.1', wallMinutes(10), 'owner', at(0.5, 'owner', 'head'), at(1, 'county')),
  'referralAnswer.L4': redClock(
    '7.2',
    wallMinutes(30),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor'),
    after(wallMinutes(10), 'city', 'healthDuty'),
  ),
  'referralMaterial.L4': redClock(
    '7.3',
    wallMinutes(30),
    'owner',
    at(0.5, 'owner'),
    at(1, 'standIn', 'head'),
    after(wallMinutes(10), 'county'),
  ),
  'referralSchedule.L4': redClock(
    '7.4',
    wallMinutes(30),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor'),
    after(wallMinutes(15), 'city', 'healthDuty'),
  ),
  'referralVisit.L4': urgentClock(
    '7.5',
    wallHours(4),
    'intake',
    before(DAY_BEFORE, 'owner', 'holder'),
    at(1, 'holder', 'owner'),
    after(wallMinutes(30), 'standInDoctor', 'head'),
  ),
  'referralRebook.noShow.L4': clock(
    '7.6',
    wallDays(2),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor', 'owner'),
    after(wallHours(2), 'healthDuty'),
  ),
  'referralRebook.cancelled.L4': urgentClock(
    '7.6',
    wallHours(2),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor', 'owner'),
    after(wallHours(1), 'healthDuty'),
  ),
  'referralOutcome.L4': clock(
    '7.7',
    wallDays(5),
    'clinician',
    at(0.8, 'holder'),
    at(1, 'standInDoctor', 'owner'),
    after(wallDays(1), 'healthDuty'),
  ),
  'referralCancel.L4': urgentClock(
    '7.8',
    wallMinutes(30),
    'intake',
    at(0.5, 'holder'),
    at(1, 'standInDoctor', 'owner'),
    after(wallMinutes(15), 'city', 'healthDuty'),
  ),
  'outcomeReview.L4': clock('7.9', wallDays(2), 'owner', at(0.5, 'owner'), at(1, 'head'), after(wallDays(1), 'county')),
  'referralRefusal.L4': redClock('7.10', wallMinutes(30), 'healthDuty', at(0.5, 'holder'), at(1, 'city')),
};

/* Owed after the emergency, never before the act (个人信息保护法 13, 18). Papers: they repeat daily. */
const afterwards: Readonly<Record<ClockId, Clock>> = {
  'emergencyApproval.L4': clock('7.11', wallHours(24), 'head', at(0.5, 'holder'), at(1, 'county')),
  'emergencyNotice.L4': clock('7.12', wallHours(24), 'owner', at(0.5, 'owner'), at(1, 'head')),
};

export const referralClocks: Readonly<Record<ClockId, Clock>> = { ...calm, ...severe, ...afterwards };
