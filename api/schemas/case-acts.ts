import { z } from 'zod';
import type { Unsealed } from '#api/plain-text';
import {
  type CaseActName,
  CHANNELS,
  type CommandOf,
  CONTACT_OUTCOMES,
  INTERVIEW_OUTCOMES,
  OFFER_OUTCOMES,
  ROUTES,
  WATCH_STATES,
} from '#domain/case-commands';
import { ASSESSMENTS } from '#domain/case-state';
import { SIGNS } from '#domain/sign';
import {
  acknowledge,
  against,
  answers,
  basis,
  body,
  codes,
  guardian,
  happenedAt,
  mayAnswer,
  note,
  text,
} from './act-fields.ts';
import { code, instant, level, uuid } from './common.ts';

/** Acts that no person asks for by this way: of time, of other streams, and warnings, which come as concerns or answers. */
type NotAsked =
  | 'open'
  | 'addWarning'
  | 'reflect'
  | 'deadlinePassed'
  | 'callNext'
  | 'recalculate'
  | 'markLeaver'
  | 'replaceHolder';
type Bodies = { readonly [A in Exclude<CaseActName, NotAsked>]: z.ZodType<Unsealed<CommandOf<A>>> };

const decision = { reasonCode: code, reason: note };
const graded = { level, basis: codes.min(1), ...decision };
const hospital = code.nullable().default(null);

/** The body of each act on a case. */
export const CASE_BODIES = {
  acknowledge,
  recordContact: body('recordContact', {
    with: z.enum(['student', 'guardian']),
    guardian,
    channel: z.enum(CHANNELS),
    outcome: z.enum(CONTACT_OUTCOMES),
    note,
    ...mayAnswer,
  }),
  recordSecondSource: body('recordSecondSource', { view: codes.min(1), note, ...mayAnswer }),
  recordInterview: body('recordInterview', {
    findings: codes.min(1),
    outcome: z.enum(INTERVIEW_OUTCOMES),
    reasonCode: code.nullable().default(null),
    note,
    ...answers,
  }),
  recordReassessment: body('recordReassessment', {
    instrument: code.nullable().default(null),
    findings: codes.min(1),
    assessment: z.enum(ASSESSMENTS),
    note,
    ...answers,
  }),
  grade: body('grade', { ...graded, ...against }),
  raise: body('raise', graded),
  lower: body('lower', { ...graded, ...against }),
  standDown: body('standDown', { seenInPerson: z.boolean(), findings: codes.min(1), ...decision, ...against }),
  dismiss: body('dismiss', { ...decision, ...against }),
  close: body('close', { ...decision, plan: text, ...against }),
  coSign: body('coSign', { proposal: code }),
  declineProposal: body('declineProposal', { proposal: code, ...decision }),
  recordSession: body('recordSession', { goals: codes, note, ...mayAnswer }),
  revisePlan: body('revisePlan', { goals: codes, plan: text }),
  recordReview: body('recordReview', { assessment: z.enum(ASSESSMENTS), note, ...mayAnswer }),
  recordPanel: body('recordPanel', { attendees: z.int().min(1).max(200), decisions: codes, note, ...answers }),
  recordOffer: body('recordOffer', { outcome: z.enum(OFFER_OUTCOMES), note, ...answers }),
  requestReferral: body('requestReferral', {
    hospital,
    basis,
    reason: text,
    relapse: z.boolean().default(false).describe('Worse again: a return to school rests until it is taken up'),
    ...mayAnswer,
  }),
  chooseRoute: body('chooseRoute', {
    choice: z.enum(ROUTES),
    hospital,
    basis: basis.nullable().default(null),
    reason: text,
    ...answers,
  }),
  startLeave: body('startLeave', { homeRestSince: instant.nullable().default(null) }),
  flagProtection: body('flagProtection', { reasonCode: code }),
  recordProtectionReport: body('recordProtectionReport', {
    to: z.enum(['police', 'civilAffairs', 'educationBureau']),
    receipt: code,
    note,
    ...answers,
  }),
  declareCrisis: body('declareCrisis', { signs: z.array(z.enum(SIGNS)).min(1).max(SIGNS.length), note }),
  assignWatch: body('assignWatch', { watcher: uuid }),
  logWatch: body('logWatch', { state: z.enum(WATCH_STATES), note }),
  recordGuardianVoice: body('recordGuardianVoice', {
    guardian: uuid,
    outcome: z.enum(CONTACT_OUTCOMES),
    happenedAt,
    note,
    ...mayAnswer,
  }),
  recordEmergencyCall: body('recordEmergencyCall', { line: z.enum(['120', '110']), outcome: code, happenedAt, note }),
  recordMeansRemoved: body('recordMeansRemoved', { happenedAt, note, ...mayAnswer }),
  recordArrival: body('recordArrival', { happenedAt, note, ...mayAnswer }),
  recordTold: body('recordTold', { whom: z.enum(['county', 'city']), ...mayAnswer }),
  acceptCrisisHandOver: body('acceptCrisisHandOver', {
    to: z.enum(['hospital', 'guardian']),
    guardian,
    receiver: text,
    happenedAt,
  }),
  offerHandOver: body('offerHandOver', { to: uuid, summary: text }),
  acceptHandOver: body('acceptHandOver', answers),
  declineHandOver: body('declineHandOver', decision),
  reopen: body('reopen', { reason: text }),
} as const satisfies Bodies;
