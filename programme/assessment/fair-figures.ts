/**
 * What an assessment may count: records of the programme (A1-A9, A11, supervision), by the first part of a figure's name. Nothing that
 * rises or falls with what pupils answered, or with how many were found, is among them.
 */
const FIELDS: ReadonlySet<string> = new Set([
  'network',
  'documents',
  'curriculum',
  'facilities',
  'staff',
  'trainings',
  'activities',
  'publicity',
  'supervision',
  'partners',
]);

/**
 * Beginnings of words that no figure and no query of an assessment may hold, in whatever field it hides. A school that is judged by its
 * positives learns to hide them (N08); what a pupil answered is never turned against pupil, teacher or head (N09).
 */
const FORBIDDEN = [
  'alert',
  'case',
  'crisis',
  'crises',
  'critical',
  'diagnos',
  'floor',
  'harm',
  'ledger',
  'level',
  'positive',
  'questionnaire',
  'refer',
  'result',
  'risk',
  'score',
  'screen',
  'suicid',
  'warning',
] as const;

const NAME = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/;

/** `curriculum.taughtHours`; a version may follow, `curriculum.taughtHours@2`. False for every other field, and for a forbidden word anywhere. */
export function isFair(name: string): boolean {
  const [plain = ''] = name.split('@');
  const [field = ''] = plain.split('.');
  return NAME.test(plain) && FIELDS.has(field) && !wordsIn(plain).some(isForbidden);
}

function isForbidden(word: string): boolean {
  return FORBIDDEN.some((beginning) => word.startsWith(beginning));
}

/** `staff.openCases` -> staff, open, cases. */
function wordsIn(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1.$2')
    .toLowerCase()
    .split('.');
}
