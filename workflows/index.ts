/** What workers run: each exported function is a workflow type. */
export { followUp } from './follow-up.ts';
export { notice } from './notice.ts';
export { record } from './record.ts';
export { referral } from './referral.ts';
export { returnToSchool } from './return-to-school.ts';
export { screening } from './screening.ts';
export { studentCase } from './student-case.ts';
