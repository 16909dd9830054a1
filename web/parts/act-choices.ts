import { CLOSING_REASONS, DISMISSAL_REASONS } from '#domain/case-commands';
import { followUpSignWords } from '#domain/follow-up-words';
import { basisWords, findingWords, goalWords } from '#domain/finding-words';
import { SIGN_TITLES } from '#domain/sign';
import * as referral from '#domain/referral-words';
import { endingWords, paperWords, recommendationWords, supportNeedWords } from '#domain/return-to-school-words';
import {
  assessmentWords,
  cancelledByWords,
  channelWords,
  consentFormWords,
  contactOutcomeWords,
  materialWords,
  offerWords,
  reasonWords,
  reportedToWords,
  routeWords,
  watchWords,
} from '#domain/timeline/code-words';
import type { Words } from '#domain/words';

/** Codes that may stand in an open field, by act and field or by field alone: what the API takes as any code is a short list for people. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  findings: Object.keys(findingWords),
  view: [
    'withdrawn',
    'irritable',
    'sleepsInClass',
    'absentOften',
    'gradesFell',
    'conflictWithPeers',
    'saysGoodbye',
    'asUsual',
  ],
  basis: Object.keys(basisWords),
  goals: Object.keys(goalWords),
  decisions: ['keepLevel', 'raiseLevel', 'refer', 'moreSessions', 'talkToFamily', 'adjustSchoolLoad'],
  instrument: ['phq-9', 'phq-a', 'gad-7', 'asq'],
  'recordEmergencyCall.outcome': ['onTheWay', 'advised', 'noAnswer'],
  'dismiss.reasonCode': DISMISSAL_REASONS,
  'close.reasonCode': CLOSING_REASONS,
  'grade.reasonCode': ['interviewFindings', 'secondInstrument', 'worse', 'steady', 'better', 'noConcern'],
  'raise.reasonCode': ['interviewFindings', 'secondInstrument', 'riskNow', 'worse'],
  'lower.reasonCode': ['steady', 'better', 'goalsReached', 'returnedWell'],
  'standDown.reasonCode': ['safeNow', 'riskResolved'],
  'recordInterview.reasonCode': DISMISSAL_REASONS,
  'flagProtection.reasonCode': ['violenceAtHome', 'guardianAsDanger'],
  'decideLeave.reasonCode': ['restNeeded', 'careAtSchool', 'papersMissing', 'other'],
  'deferReturn.reasonCode': ['hospitalAdvisesLater', 'notSteadyYet', 'phasedTooHard', 'other'],
  'answerAppeal.reasonCode': ['decisionStands', 'newPapers', 'decisionReversed', 'other'],
  'declineEnding.reasonCode': ['papersMissing', 'receiverUnknown', 'notAgreed', 'other'],
  reasonCode: ['interviewFindings', 'noConcern', 'notAgreed', 'tooEarly', 'other'],
};

const WORDS: readonly Readonly<Record<string, Words>>[] = [reasonWords, SIGN_TITLES];
const BY_FIELD: Readonly<Record<string, readonly Readonly<Record<string, Words>>[]>> = {
  findings: [findingWords],
  basis: [basisWords],
  goals: [goalWords],
  signs: [followUpSignWords],
  papers: [paperWords],
  missing: [paperWords],
  recommendation: [recommendationWords],
  needs: [supportNeedWords],
  'overturned.needs': [supportNeedWords],
  reason: [endingWords],
  channel: [channelWords],
  outcome: [contactOutcomeWords, offerWords],
  state: [watchWords],
  choice: [routeWords],
  assessment: [assessmentWords],
  to: [reportedToWords],
  reasonCode: [referral.declineReasonWords, referral.cancelReasonWords],
  items: [materialWords],
  by: [cancelledByWords],
  form: [consentFormWords],
  answer: [referral.refusalAnswerWords],
  nextStep: [referral.schoolNextStepWords],
  'outcome.result': [referral.outcomeWords],
  'outcome.assessment': [referral.outcomeAssessmentWords],
  'outcome.schoolAdvice': [referral.schoolAdviceWords],
  'outcome.nextStep': [referral.hospitalNextStepWords],
};

/** The codes to choose from in a field that takes any; empty: none are known and the code is typed. */
export function codesFor(act: string, field: string): readonly string[] {
  return CODES[`${act}.${field}`] ?? CODES[field] ?? [];
}

/** What a code is called by the domain; undefined: the console's own texts name it (`acts:choice.<code>`). */
export function wordsFor(field: string, code: string): Words | undefined {
  return [...(BY_FIELD[field] ?? []), ...WORDS].map((table) => table[code]).find((found) => found !== undefined);
}
