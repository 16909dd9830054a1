/**
 * Every way an act can be refused by the rules. Codes are stable: the API maps them to statuses and texts, clients may rely on them.
 * A refusal says what is missing and never carries personal data.
 */
export const REFUSAL_CODES = [
  'wrongStage',
  'wrongRole',
  'wrongSide',
  'stale',
  'unknownDuty',
  'notDutyHolder',
  'notReceiver',
  'noSuchProposal',
  'proposalPending',
  'signerIsProposer',
  'signerRaisedIt',
  'signerLoweredIt',
  'alreadySigned',
  'reasonMissing',
  'fieldMissing',
  'fieldInvalid',
  'unknownPerson',
  'notInOffice',
  'levelNotHigher',
  'levelNotLower',
  'levelNotOneStep',
  'tooSoon',
  'noFreshAssessment',
  'notSteady',
  'dutiesOpen',
  'referralOpen',
  'returnOpen',
  'handOverOpen',
  'guardianFlagged',
  'consentMissing',
  'hospitalNotInConsent',
  'acceptedElsewhere',
  'feedbackMissing',
  'noHospitalLeft',
  'returnAlreadyOpen',
  'notOnLeave',
  'outsideWindow',
  'appealTooLate',
  'appealOpen',
  'tookPart',
  'recommendedNotYet',
  'decisionFinal',
  'pupilsLeft',
  'caseAlreadyOpen',
  'notOpen',
  'nobodyToHold',
  'countsNotAsContact',
  'capacityExceeded',
  'badStartTime',
  'wordingUnverified',
  'overCapacity',
  'alreadyRecorded',
  'reportExists',
  'reportIncomplete',
  'figuresMoved',
  'ownOffice',
  'outsidePlace',
  'lastInOffice',
  'alreadyInOffice',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly refused: RefusalCode;
  /** Codes and numbers only: the field, the stage, the open duties, the earliest instant. */
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Shorthand used by every decide(). */
export function refuse(refused: RefusalCode, detail?: Refusal['detail']): Refusal {
  return detail === undefined ? { refused } : { refused, detail };
}
