import { administration, administrationBeside } from '#web/features/administration/feature.tsx';
import { assessments } from '#web/features/assessments/feature.tsx';
import { audit } from '#web/features/audit/feature.tsx';
import { campaigns } from '#web/features/campaigns/feature.tsx';
import { caseFeature } from '#web/features/case/feature.tsx';
import { concern } from '#web/features/concern/feature.tsx';
import { crisis } from '#web/features/crisis/feature.tsx';
import { figures } from '#web/features/figures/feature.tsx';
import { followUp } from '#web/features/follow-up/feature.tsx';
import { imports } from '#web/features/imports/feature.tsx';
import { jobs } from '#web/features/jobs/feature.tsx';
import { ledger } from '#web/features/ledger/feature.tsx';
import { oversight } from '#web/features/oversight/feature.tsx';
import { papers } from '#web/features/papers/feature.tsx';
import { pictures } from '#web/features/pictures/feature.tsx';
import { programme, programmeBeside } from '#web/features/programme/feature.tsx';
import { records } from '#web/features/records/feature.tsx';
import { inbox, referral } from '#web/features/referral/feature.tsx';
import { reports } from '#web/features/reports/feature.tsx';
import { returnToSchool } from '#web/features/return/feature.tsx';
import { rollOver } from '#web/features/roll-over/feature.tsx';
import { today } from '#web/features/today/feature.tsx';
import type { Feature } from '#web/frame/feature.ts';

/** Every part of the console: one line each. Order matters to nobody but the reader. */
export const FEATURES: readonly Feature[] = [
  today,
  caseFeature,
  crisis,
  concern,
  campaigns,
  ledger,
  inbox,
  referral,
  papers,
  followUp,
  returnToSchool,
  oversight,
  audit,
  administration,
  administrationBeside,
  programme,
  programmeBeside,
  records,
  imports,
  figures,
  reports,
  assessments,
  pictures,
  jobs,
  rollOver,
];
