import { z } from 'zod';
import type { Unsealed } from '#api/plain-text';
import * as coded from '#domain/referral-codes';
import type { ReferralActName, ReferralCommandOf } from '#domain/referral-commands';
import { acknowledge, body, happenedAt, naming, note, text } from './act-fields.ts';
import { code, instant, uuid } from './common.ts';

type Bodies = { readonly [A in ReferralActName]: z.ZodType<Unsealed<ReferralCommandOf<A>>> };

/** What the hospital said by telephone, entered by duty staff under their own name. */
const phone = { phone: z.strictObject({ spokeWith: text, happenedAt }).optional() };
const byHospital = { ...naming, ...phone };
const cancelling = { reasonCode: z.enum(coded.CANCEL_REASONS), reason: note };
const appointment = { at: instant, place: note };

const outcome = z.strictObject({
  result: z.enum(coded.OUTCOMES),
  assessment: z.enum(coded.OUTCOME_ASSESSMENTS),
  schoolAdvice: z.enum(coded.SCHOOL_ADVICE),
  nextStep: z.enum(coded.HOSPITAL_NEXT_STEPS),
  discharge: z.boolean(),
});

/** The body of each act on a referral. */
export const REFERRAL_BODIES = {
  acknowledge,
  giveConsent: body('giveConsent', {
    ...naming,
    consent: uuid.describe('Id of the consent record, chosen by the client; unique'),
    guardian: uuid,
    form: z.enum(coded.CONSENT_FORMS),
    evidence: text,
    hospitals: z.array(code).min(1).max(20),
  }),
  invokeEmergency: body('invokeEmergency', { ...naming, reason: text }),
  send: body('send', naming),
  withdraw: body('withdraw', { ...naming, ...cancelling }),
  supplyMaterial: body('supplyMaterial', { ...naming, material: text }),
  requestCancellation: body('requestCancellation', { ...naming, ...cancelling }),
  guardianDeclines: body('guardianDeclines', { ...naming, guardian: uuid, note }),
  reviewOutcome: body('reviewOutcome', { ...naming, nextStep: z.enum(coded.SCHOOL_NEXT_STEPS), note }),
  approveEmergency: body('approveEmergency', { ...naming, note }),
  tellGuardianAfterEmergency: body('tellGuardianAfterEmergency', {
    ...naming,
    guardian: uuid,
    channel: z.enum(coded.NOTICE_CHANNELS),
    happenedAt,
    note,
  }),
  recordProtectionReport: body('recordProtectionReport', {
    ...naming,
    to: z.enum(coded.REPORTED_TO),
    receipt: code,
    note,
  }),
  accept: body('accept', byHospital),
  decline: body('decline', { ...byHospital, reasonCode: z.enum(coded.DECLINE_REASONS), reason: text }),
  askForMaterial: body('askForMaterial', {
    ...byHospital,
    items: z.array(z.enum(coded.MATERIAL_ITEMS)).min(1),
    question: text,
  }),
  schedule: body('schedule', { ...byHospital, ...appointment }),
  reschedule: body('reschedule', { ...byHospital, ...appointment }),
  noShow: body('noShow', byHospital),
  cancelAppointment: body('cancelAppointment', { ...byHospital, by: z.enum(coded.APPOINTMENT_CANCELLED_BY) }),
  recordVisit: body('recordVisit', { ...byHospital, visitedAt: instant }),
  addInterimNote: body('addInterimNote', { ...byHospital, visitedAt: instant.nullable().default(null), note: text }),
  giveOutcome: body('giveOutcome', {
    ...byHospital,
    outcome,
    feedback: text,
    visitedAt: instant.nullable().default(null),
  }),
  referOnward: body('referOnward', { ...byHospital, hospital: code.nullable().default(null), reason: text }),
  confirmCancellation: body('confirmCancellation', byHospital),
  answerRefusal: body('answerRefusal', { ...naming, answer: z.enum(coded.REFUSAL_ANSWERS), note }),
} as const satisfies Bodies & { readonly acknowledge: z.ZodType };
