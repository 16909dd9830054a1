import { DAY } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { DEFAULT_THRESHOLDS } from '#domain/thresholds';
import { campaignClocks, screening } from './campaign.ts';
import { caseClocks } from './case.ts';
import { crisisClocks } from './crisis.ts';
import { followUpClocks, rhythms } from './follow-up.ts';
import { programmeClocks } from './programme.ts';
import { referralClocks } from './referral.ts';
import { returnClocks, returnToSchool } from './return.ts';

/** The first policy document. Every figure is a default for the city's expert committee to confirm or change; none has other authority. */
export const POLICY_V1: Policy = {
  version: 1,
  thresholds: DEFAULT_THRESHOLDS,
  clocks: {
    ...caseClocks,
    ...crisisClocks,
    ...referralClocks,
    ...followUpClocks,
    ...returnClocks,
    ...campaignClocks,
    ...programmeClocks,
  },
  minimumTime: { L4: 7 * DAY, L3: 14 * DAY, L2: 28 * DAY, L1: DAY, L0: DAY },
  steadyToClose: 2,
  rhythms,
  referral: { order: ['999000-h1', '999000-h2', '999000-h3', '999000-h4', '999000-h5', '999000-h6'], mostAsked: 3 },
  returnToSchool,
  screening,
  helpLines: [
    { name: '全国统一心理援助热线', number: '12356' },
    { name: '青少年服务热线', number: '12355' },
    { name: '医疗急救', number: '120' },
    { name: '报警求助', number: '110' },
  ],
};
