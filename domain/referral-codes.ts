/* Coded answers of a referral. None names a disorder: a diagnosis is the hospital's and stays there (精神卫生法 23, 29). */

export const DECLINE_REASONS = [
  'noCapacity',
  'outsideScope',
  'noDoctorForAge',
  'alreadyInCare',
  'materialMissing',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const CANCEL_REASONS = [
  'noLongerNeeded',
  'otherHospital',
  'guardianDeclined',
  'acceptedElsewhere',
  'moved',
  'mistake',
  'other',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** Who could not keep an appointment. */
export const APPOINTMENT_CANCELLED_BY = ['hospital', 'family', 'school'] as const;
export const MATERIAL_ITEMS = ['answers', 'safetyFacts', 'contact', 'consent', 'other'] as const;
export const CONSENT_FORMS = ['signedPaper', 'signedOnline', 'recordedCall'] as const;
export const NOTICE_CHANNELS = ['voice', 'inPerson', 'letter'] as const;
export const REPORTED_TO = ['police', 'civilAffairs', 'educationBureau'] as const;

/** What became of the child at the hospital. */
export const OUTCOMES = ['assessedOnly', 'outpatientCare', 'admitted', 'discharged', 'caredElsewhere'] as const;
/** Compared with the state at referral; what the case's assessments decide by. */
export const OUTCOME_ASSESSMENTS = ['better', 'steady', 'worse', 'notComparable'] as const;
/** 复学建议: an advice on schooling, never a finding. */
export const SCHOOL_ADVICE = ['suitable', 'withConditions', 'notYet', 'notAsked'] as const;
export const HOSPITAL_NEXT_STEPS = ['schoolSupport', 'returnVisit', 'continueTreatment', 'otherHospital'] as const;

/** What the school does with an outcome it has read. */
export const SCHOOL_NEXT_STEPS = [
  'continueCare',
  'regrade',
  'adjustPlan',
  'startLeave',
  'prepareReturn',
  'newReferral',
] as const;

/** What the health side did about a hospital that refused a child at L4 (精神卫生法 28: it may not). */
export const REFUSAL_ANSWERS = ['hospitalInstructed', 'placedElsewhere', 'refusalJustified'] as const;
