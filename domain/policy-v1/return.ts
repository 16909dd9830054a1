import { after, at, clock, days, wallDays } from '#domain/limit';
import type { Clock, ClockId, Policy } from '#domain/policy';

/** Figures of leave and return. Defaults of the city's expert committee. */
export const returnToSchool: Policy['returnToSchool'] = {
  homeRestWithoutPapersDays: 10,
  leaveAtMostDays: 366,
  nextDateWithinDays: 30,
  appealWithinDays: 15,
  phasedWeeks: { least: 2, most: 4 },
};

export const returnClocks: Readonly<Record<ClockId, Clock>> = {
  leaveAssessment: clock('8.1', days(5), 'owner', at(0.8, 'holder'), at(1, 'head')),
  leaveTalk: clock('8.2', days(3), 'owner', at(0.8, 'holder'), at(1, 'head')),
  leaveApplication: clock('8.3', days(5), 'owner', at(0.8, 'holder'), at(1, 'head')),
  'leaveApplication.decide': clock('8.3', days(3), 'head', at(1, 'county')),
  // A child at home whom no paper covers: the county is called on the tenth day (未成年人保护法 28).
  leavePapers: clock('8.4', wallDays(10), 'owner', at(0.5, 'holder'), at(0.8, 'head'), at(1, 'county')),
  homeContact: clock('8.5', wallDays(14), 'owner', at(1, 'holder', 'standIn'), after(wallDays(7), 'head')),
  returnApplication: clock(
    '8.6',
    wallDays(30),
    'owner',
    at(0.8, 'holder'),
    at(1, 'head'),
    after(wallDays(7), 'county'),
  ),
  returnPapers: clock('8.7', days(10), 'owner', at(0.5, 'holder'), at(1, 'head')),
  returnSchoolReview: clock('8.8', days(5), 'head', at(0.8, 'holder'), at(1, 'county')),
  'returnJoint.hospital': clock('8.9', days(10), 'owner', at(0.5, 'holder'), at(1, 'county')),
  'returnJoint.expert': clock('8.9', days(10), 'expertEducation', at(0.5, 'holder'), at(1, 'county')),
  returnDecision: clock('8.10', days(3), 'head', at(1, 'county')),
  returnPhased: clock('8.11', wallDays(28), 'owner', at(0.5, 'holder'), at(1, 'head'), after(wallDays(7), 'county')),
  returnAppeal: clock('8.12', days(10), 'expertEducation', at(0.5, 'holder'), at(1, 'city')),
  returnResume: clock('8.13', wallDays(14), 'owner', at(1, 'head'), after(wallDays(7), 'county')),
  'coSign.returnEnding': clock('8.14', days(2), 'head', at(0.5, 'holder'), at(1, 'county')),
  'coSign.returnEndingCounty': clock('8.14', days(2), 'county', at(0.5, 'holder'), at(1, 'city')),
};
