import { HOUR } from '#domain/instant';
import { after, at, clock, schoolHoursSameDay, urgentClock, wallDays, wallHours } from '#domain/limit';
import type { Clock, ClockId, Pace, Rhythm, RhythmKey, Stretch } from '#domain/policy';

const DAILY: Pace = { schoolDays: 1, atMostDays: 3 };
const WEEKLY: Pace = { days: 7 };
const FORTNIGHTLY: Pace = { days: 14 };
const MONTHLY: Pace = { days: 30 };

function stretch(pace: Pace, window: Stretch['window'], rest: Partial<Stretch> = {}): Stretch {
  return { pace, window, count: null, leastDays: 0, untilPanel: false, ...rest };
}

const weekly = stretch(WEEKLY, 3);
/** Three days at least: three contacts on three days. */
const daily = stretch(DAILY, 1, { count: 3, leastDays: 3 });

/** After a crisis or a discharge: the weeks of the highest risk come first. 24-72 h, weekly x4, fortnightly x4, monthly to six months. */
const afterCrisis: Rhythm = {
  first: { opensAfter: 24 * HOUR, closesAfter: 72 * HOUR },
  stretches: [
    stretch(WEEKLY, 3, { count: 4, leastDays: 26 }),
    stretch(FORTNIGHTLY, 4, { count: 4, leastDays: 53 }),
    stretch(MONTHLY, 7),
  ],
  lastsDays: 184,
  missesToHead: 1,
};

/** Defaults of the city's expert committee; spans in days are never shorter than the months they stand for. */
export const rhythms: Readonly<Record<RhythmKey, Rhythm>> = {
  discharge: afterCrisis,
  L4: afterCrisis,
  L3: { first: null, stretches: [{ ...daily, untilPanel: true }, weekly], lastsDays: null, missesToHead: 2 },
  L2: { first: null, stretches: [stretch(FORTNIGHTLY, 'week')], lastsDays: null, missesToHead: 2 },
  L1: { first: null, stretches: [stretch(MONTHLY, 'week')], lastsDays: null, missesToHead: 2 },
  returned: { first: null, stretches: [daily, weekly], lastsDays: 92, missesToHead: 2 },
};

/* The limit of a window comes from its rhythm; these say who is called when it has passed. */
const red = clock(
  '7.1',
  wallHours(72),
  'owner',
  at(1, 'holder', 'standIn'),
  after(wallHours(4), 'head'),
  after(wallDays(1), 'county'),
);
const dense = clock('7.2', wallDays(7), 'owner', at(1, 'holder', 'standIn'), after(wallDays(1), 'head'));
const calm = clock('7.3', wallDays(14), 'owner', at(1, 'standIn'), after(wallDays(7), 'head'));

export const followUpClocks: Readonly<Record<ClockId, Clock>> = {
  'followUpContact.discharge': red,
  'followUpContact.L4': red,
  'followUpContact.L3': dense,
  'followUpContact.returned': dense,
  'followUpContact.L2': calm,
  'followUpContact.L1': calm,
  // Not reached: try again the same day.
  'followUpContact.retryRed': urgentClock(
    '7.4',
    wallHours(4),
    'owner',
    at(1, 'holder', 'standIn'),
    after(wallHours(4), 'head'),
  ),
  'followUpContact.retry': clock(
    '7.4',
    schoolHoursSameDay(4),
    'owner',
    at(1, 'holder', 'standIn'),
    after(wallDays(1), 'head'),
  ),
  // A miss is traced by a person: the owner first, then the head, then the county.
  followUpTrace: clock('7.5', wallHours(24), 'owner', at(1, 'head'), after(wallDays(1), 'county')),
  'followUpTrace.head': clock('7.5', wallHours(24), 'head', at(1, 'county'), after(wallDays(1), 'city')),
  'followUpTrace.headRed': urgentClock(
    '7.5',
    wallHours(2),
    'head',
    at(0.5, 'head'),
    at(1, 'county'),
    after(wallHours(4), 'city'),
  ),
  'followUpTrace.county': clock('7.5', wallHours(24), 'county', at(1, 'city')),
};
