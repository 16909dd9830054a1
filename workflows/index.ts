/** What workers run: each exported function is a workflow type. */
export { notice } from './notice.ts';
export { studentCase } from './student-case.ts';
