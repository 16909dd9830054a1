import { z } from 'zod';
import type { Unsealed } from '#api/plain-text';
import { ENDINGS, PAPERS, RECOMMENDATIONS, SUPPORT_NEEDS, TALK_OUTCOMES } from '#domain/return-to-school-facts';
import type { ReturnActName, ReturnCommandOf } from '#domain/return-to-school-state';
import { acknowledge, against, answers, body, codes, guardian, naming, note, text } from './act-fields.ts';
import { code, instant, uuid } from './common.ts';

type NotAsked = 'startLeave' | 'rest' | 'changeOwner' | 'deadlinePassed' | 'callNext' | 'recalculate' | 'replaceHolder';
type Bodies = { readonly [A in Exclude<ReturnActName, NotAsked>]: z.ZodType<Unsealed<ReturnCommandOf<A>>> };

const applicant = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('guardian'), guardian: uuid }),
  z.strictObject({ kind: z.literal('protection'), document: code }),
]);
const papers = z.array(z.enum(PAPERS)).max(PAPERS.length);
const needs = z.array(z.enum(SUPPORT_NEEDS)).max(SUPPORT_NEEDS.length);
const weeks = z.int().min(1).max(52);
const phased = { weeks, needs, plan: text };
const advice = { recommendation: z.enum(RECOMMENDATIONS), needs };
const document = code.nullable().default(null);

/** The body of each act on a leave and return. */
export const RETURN_BODIES = {
  acknowledge,
  recordLeaveAssessment: body('recordLeaveAssessment', {
    findings: codes.min(1),
    advised: z.boolean(),
    note,
    ...answers,
  }),
  recordLeaveTalk: body('recordLeaveTalk', { guardian, outcome: z.enum(TALK_OUTCOMES), note, ...answers }),
  recordLeaveApplication: body('recordLeaveApplication', { applicant, papers, until: instant, ...answers }),
  decideLeave: body('decideLeave', { granted: z.boolean(), reasonCode: code, ...answers }),
  recordHomeRest: body('recordHomeRest', { since: instant }),
  recordBackAtSchool: body('recordBackAtSchool', answers),
  requestReturn: body('requestReturn', { applicant, papers, ...against }),
  addReturnPapers: body('addReturnPapers', { papers, ...answers }),
  recordSchoolReview: body('recordSchoolReview', { missing: papers, ...answers }),
  recordHospitalAdvice: body('recordHospitalAdvice', { ...advice, document, ...naming }),
  recordExpertAssessment: body('recordExpertAssessment', { ...advice, ...naming }),
  approveReturn: body('approveReturn', { ...phased, ...answers }),
  deferReturn: body('deferReturn', { reasonCode: code, nextDate: instant, homePlan: text, ...answers }),
  fileAppeal: body('fileAppeal', { applicant, grounds: text, ...against }),
  answerAppeal: body('answerAppeal', {
    reasonCode: code,
    overturned: z.strictObject(phased).nullable().default(null),
    ...answers,
  }),
  recordPhasedWeek: body('recordPhasedWeek', {
    attends: z.enum(['fully', 'partly', 'notAtAll']),
    goes: z.enum(['well', 'unevenly', 'badly']),
    note,
    ...answers,
  }),
  extendPhased: body('extendPhased', { weeks, ...answers }),
  completePhased: body('completePhased', { note, ...answers }),
  recordHomeContact: body('recordHomeContact', { guardian, reached: z.boolean(), note, ...answers }),
  resume: body('resume', answers),
  proposeEnding: body('proposeEnding', {
    reason: z.enum(ENDINGS),
    applicant: applicant.nullable().default(null),
    document,
    receivedBy: uuid.nullable().default(null),
    ...against,
  }),
  signEnding: body('signEnding', answers),
  declineEnding: body('declineEnding', { reasonCode: code, ...answers }),
} as const satisfies Bodies;
