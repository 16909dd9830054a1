import { after, at, redClock, urgentClock, wallHours, wallMinutes } from '#domain/limit';
import type { Clock, ClockId } from '#domain/policy';

/** The clocks of a crisis. They never pause, on no holiday and at no hour, and they start at the floor, not at the grade's second signature. */
export const crisisClocks: Readonly<Record<ClockId, Clock>> = {
  crisisAcknowledge: redClock(
    '2.1',
    wallMinutes(5),
    'counselor',
    at(1, 'standIn'),
    after(wallMinutes(5), 'head'),
    after(wallMinutes(10), 'county'),
    after(wallMinutes(15), 'city'),
  ),
  // An entry is as quick as an acknowledgement, so none buys time here.
  crisisWatch: {
    ...redClock('2.2', wallMinutes(30), 'watcher', at(1, 'owner', 'head'), after(wallMinutes(5), 'head')),
    repeatHeard: wallMinutes(5),
  },
  crisisGuardian: redClock('2.3', wallMinutes(30), 'head', at(1, 'county')),
  crisisMeans: redClock('2.4', wallMinutes(30), 'owner', at(1, 'head'), after(wallMinutes(30), 'county')),
  crisisHospital: redClock('2.5', wallHours(2), 'head', at(0.5, 'county'), at(1, 'city', 'healthDuty')),
  // On the way with a guardian: called by the owner, then head, county, city.
  'crisisHospital.escorted': urgentClock(
    '2.5',
    wallHours(2),
    'owner',
    at(0.5, 'owner'),
    at(1, 'head'),
    after(wallHours(1), 'county'),
    after(wallHours(2), 'city', 'healthDuty'),
  ),
  tellCounty: urgentClock('2.6', wallHours(2), 'head', at(1, 'county')),
  tellCity: urgentClock('2.6', wallHours(24), 'county', at(1, 'city')),
  'interview.L4': redClock('3.1', wallHours(2), 'owner', at(0.5, 'owner'), at(1, 'head')),
  'reassess.L4': urgentClock('3.7', wallHours(24), 'owner', at(0.5, 'owner'), at(1, 'head')),
  'protectionReport.L4': redClock('3.5', wallMinutes(30), 'head', at(1, 'county')),
  'referralOffer.L4': redClock('5.1', wallMinutes(10), 'head', at(0.5, 'head'), at(1, 'county')),
  'chooseRoute.L4': redClock('5.2', wallMinutes(10), 'owner', at(1, 'head'), after(wallMinutes(10), 'county')),
  'safetyCheck.L4': redClock('5.3', wallHours(2), 'owner', at(0.5, 'owner'), at(1, 'head')),
  'watch.L4': urgentClock('4.3', wallMinutes(10), 'owner', at(1, 'head'), after(wallMinutes(10), 'county')),
};
