import type { Role } from '#domain/role';
import { STAFF_ROWS } from './access-rows-staff.ts';
import type { AccessRow } from './access-row.ts';

/* A1: who may ask for what, written down by hand from the roles text of the case. Nothing of it is read from the rules that it judges. */

const SCHOOL = ['counselor', 'schoolHead'] as const;
const OFFICE = ['countySupervisor', 'citySupervisor'] as const;
const HOSPITAL = ['hospitalIntake', 'clinician'] as const;
const CARING = [...SCHOOL, ...OFFICE] as const;
/** Under other names, and without acts: the auditor too. */
const SEEING = [...CARING, 'auditor'] as const;
const PROVING = ['schoolHead', ...OFFICE, 'auditor'] as const;
const TEACHING = ['classTeacher', ...CARING] as const;
const ABOVE = ['programmeAdministrator', 'inspector', 'reportSigner', 'auditor', ...OFFICE] as const;
const PROGRAMME = [...ABOVE, ...SCHOOL] as const;

/** Whoever works with children may declare a crisis, on a case that they may not see too. */
const DECLARING = [
  'classTeacher',
  ...CARING,
  'expert',
  ...HOSPITAL,
  'healthDuty',
  'programmeAdministrator',
  'inspector',
] as const;

const anybody: AccessRow = { who: 'anybody' };
const signedIn: AccessRow = { who: 'signedIn' };
const staff: AccessRow = { who: 'staff' };
const child = (place: readonly Role[], hospital: readonly Role[] = []): AccessRow => ({
  who: { place, hospital },
  at: 'child',
});
const kept = (place: readonly Role[], hospital: readonly Role[] = []): AccessRow => ({
  who: { place, hospital },
  at: 'school',
});
const around = (...place: readonly Role[]): AccessRow => ({ who: { place }, at: 'around' });
const list = (place: readonly Role[], hospital: readonly Role[] = []): AccessRow => ({
  ...kept(place, hospital),
  list: true,
});

/** The same in several forms. */
const forms = (path: string, row: AccessRow, ...ends: readonly string[]) =>
  Object.fromEntries(ends.map((end) => [`GET ${path}${end}`, row]));

/** The five questions that every kind of stream answers. */
function stream(name: string, hospital: readonly Role[] = []): Record<string, AccessRow> {
  const one = kept(SEEING, hospital);
  return {
    [`GET /api/${name}`]: list(SEEING, hospital),
    [`GET /api/${name}/{id}`]: one,
    [`GET /api/${name}/{id}/permitted-acts`]: one,
    [`GET /api/${name}/{id}/timeline`]: one,
    [`POST /api/${name}/{id}/acts`]: kept(CARING, hospital),
  };
}

const RECORDERS = ['programmeAdministrator', 'counselor'] as const;
const APPROVERS = ['schoolHead', ...OFFICE] as const;
/** Of a school's report. */
const DRAFTERS = ['programmeAdministrator', 'schoolHead'] as const;
const SIGNERS = ['schoolHead', 'reportSigner', ...OFFICE] as const;
/** Who keeps the pupils of a place. */
const ROSTERED = [...SCHOOL, 'programmeAdministrator'] as const;
const FILERS = [...CARING, 'programmeAdministrator', 'inspector', 'reportSigner'] as const;

/** What is the whole city's: an appointment at the city alone has it. */
const NOBODY_BELOW_THE_CITY = kept([]);

/** One row for each operation of the description. */
export const ACCESS_ROWS: Readonly<Record<string, AccessRow>> = {
  'POST /api/auth/sign-in/username': anybody,
  'POST /api/auth/sign-out': anybody,
  'POST /api/auth/two-factor/verify-totp': anybody,
  'POST /api/auth/two-factor/verify-backup-code': anybody,
  'POST /api/auth/change-password': signedIn,
  'POST /api/auth/two-factor/enable': signedIn,
  'GET /api/answering': anybody,
  'GET /api/answering/{code}': anybody,
  'POST /api/answering/{code}': anybody,
  'POST /api/answering/{code}/assent': anybody,
  'POST /api/answering/{code}/now': anybody,
  'POST /api/answering/{code}/so-far': anybody,
  'POST /api/guardian/{token}/open': anybody,
  'POST /api/guardian/{token}/agree': anybody,
  'POST /api/guardian/{token}/withdraw': anybody,

  'GET /api/me': signedIn,
  'GET /api/organisations': staff,
  'GET /api/organisations/{id}': staff,
  'GET /api/organisations/{id}/changes': staff,
  'POST /api/organisations/{id}/moves': NOBODY_BELOW_THE_CITY,
  'POST /api/organisations/{id}/mergers': NOBODY_BELOW_THE_CITY,
  'POST /api/organisations/{id}/roll-overs': kept(DRAFTERS),
  'GET /api/roll-overs/{id}': kept(ROSTERED),
  'POST /api/roll-overs/{id}/release': kept(DRAFTERS),
  'GET /api/roll-overs/{id}/schools': kept([...ROSTERED, ...OFFICE]),
  'GET /api/roll-overs/{id}/leavers': kept(SCHOOL),
  'GET /api/instruments': staff,
  'GET /api/instruments/{id}': staff,
  'POST /api/instruments/{id}/score': staff,
  'GET /api/policies': staff,
  'GET /api/policies/{version}': staff,
  'GET /api/calendar': staff,
  'GET /api/calendar/years/{year}': staff,
  'GET /api/imports/templates/{kind}': staff,
  'GET /api/records/kinds': staff,
  'GET /api/records/duties': staff,
  'GET /api/records/approvals': staff,
  'GET /api/jobs': staff,
  'GET /api/duties': staff,
  'GET /api/duties/counts': staff,
  'GET /api/colleagues': staff,
  'GET /api/notices': staff,
  'GET /api/office-notices': staff,
  'GET /api/notices/stream': { ...staff, live: true },

  'GET /api/students': { ...child([...TEACHING, 'programmeAdministrator']), list: true },
  'GET /api/students/{id}/places': child([...TEACHING, 'programmeAdministrator']),
  'POST /api/students/{id}/identity': child(SCHOOL, HOSPITAL),
  'GET /api/students/{id}/consents': child(SCHOOL),
  'POST /api/students/{id}/consents': child(SCHOOL),
  'POST /api/students/{id}/consents/{consent}/revoke': child(SCHOOL),
  'GET /api/students/{id}/guardian-links': child(SCHOOL),
  'POST /api/students/{id}/guardian-links': child(SCHOOL),
  'POST /api/students/{id}/guardian-links/{link}/revoke': child(SCHOOL),
  'GET /api/students/{id}/disclosures': child(SCHOOL),
  'GET /api/students/{id}/sheets': child(['counselor']),
  'POST /api/concerns': child([...TEACHING, 'programmeAdministrator'], HOSPITAL),

  ...stream('cases'),
  'GET /api/cases/{id}/permitted-acts': {
    ...kept([...SEEING, ...DECLARING]),
    also: { who: { place: [...TEACHING, 'programmeAdministrator'] }, at: 'child' },
  },
  ...stream('referrals', HOSPITAL),
  ...stream('follow-ups'),
  ...stream('returns'),
  'GET /api/referrals/{id}/packet': kept(SCHOOL, HOSPITAL),
  ...forms('/api/referrals/{id}/letter', kept(SCHOOL, HOSPITAL), '', '.docx'),
  ...forms('/api/returns/{id}/letter', kept(SCHOOL), '', '.docx'),
  ...forms('/api/cases/{id}/summary', kept(SEEING), '', '.docx'),
  ...forms('/api/cases/{id}/', kept(PROVING), 'proof', 'export'),
  'GET /api/oversight': list(PROVING),
  'GET /api/read-log': list(['auditor']),
  'GET /api/read-log/unusual': list(['auditor']),
  'GET /api/read-log/export.csv': list(['auditor']),
  'POST /api/read-log/verify': list(PROVING),
  'GET /api/ledger': list(SEEING),
  'GET /api/ledger/export.csv': list(['schoolHead', ...OFFICE]),
  'POST /api/notices/{id}/read': kept([]),
  'POST /api/office-notices/{id}/read': kept([]),

  'GET /api/campaigns': list(CARING),
  'GET /api/campaigns/completion': list([...TEACHING, 'programmeAdministrator']),
  'POST /api/campaigns': kept(CARING),
  'GET /api/campaigns/{id}': kept(CARING),
  'GET /api/campaigns/{id}/permitted-acts': kept(CARING),
  'POST /api/campaigns/{id}/acts': kept(CARING),
  'GET /api/campaigns/{id}/completion': around(...TEACHING, 'programmeAdministrator'),
  'GET /api/campaigns/{id}/responses': kept(CARING),
  'POST /api/campaigns/{id}/codes': around('classTeacher', ...SCHOOL),
  'POST /api/campaigns/{id}/responses': child(SCHOOL),
  'POST /api/campaigns/{id}/refusals': around(...TEACHING),

  'POST /api/imports/': kept(SCHOOL),
  'GET /api/imports/{id}': kept(SCHOOL),
  'GET /api/imports/{id}/refused.csv': kept(SCHOOL),
  'POST /api/imports/{id}/release': kept(SCHOOL),
  'POST /api/imports/{id}/give-up': kept(SCHOOL),

  'POST /api/files': kept(FILERS),
  'GET /api/files/{id}': kept(FILERS),
  'POST /api/files/{id}/link': kept(FILERS),
  // Opened by a link that was made for this person, which nobody here has.
  'GET /api/files/{id}/content': kept([]),
  'POST /api/files/{id}/withdraw': kept(FILERS),

  'GET /api/records/{kind}': list(PROGRAMME),
  // The record around which everybody asks is no training: nobody finds one.
  'GET /api/records/training/{id}/attendance-code': kept([]),
  'POST /api/records/training/{id}/attendance': kept([]),
  'GET /api/records/{kind}/{id}': kept(PROGRAMME),
  'GET /api/records/{kind}/{id}/versions': kept(PROGRAMME),
  'POST /api/records/{kind}': kept(RECORDERS),
  'PUT /api/records/{kind}/{id}': kept(RECORDERS),
  'POST /api/records/{kind}/{id}/approve': kept(APPROVERS),
  'POST /api/records/{kind}/{id}/withdraw': kept(RECORDERS),
  // The record looked at owes nothing, so there is nothing to act on.
  'POST /api/records/{kind}/{id}/acts': kept([]),
  'GET /api/records/{kind}/template.xlsx': staff,
  // At the county the people of a school export nothing.
  ...forms('/api/records/{kind}/export', list(ABOVE), '.csv', '.xlsx'),
  'POST /api/records/{kind}/imports': list([...RECORDERS, ...OFFICE]),
  'GET /api/records/imports/{id}': kept([]),
  'GET /api/records/imports/{id}/refused.csv': kept([]),
  'POST /api/records/imports/{id}/release': kept([]),
  'POST /api/records/imports/{id}/give-up': kept([]),
  'GET /api/figures': list(PROGRAMME),
  'GET /api/figures/{code}/rows': kept(PROGRAMME),
  'GET /api/figures/{code}/differences': kept(PROGRAMME),

  'GET /api/reports': list(PROGRAMME),
  'GET /api/reports/topics': staff,
  'GET /api/reports/{id}': kept(PROGRAMME),
  ...forms('/api/reports/{id}/', kept(PROGRAMME), 'versions', 'moved', 'word', 'workbook', 'document.json'),
  'POST /api/reports': kept(DRAFTERS),
  'PUT /api/reports/{id}/blocks/{block}': kept(DRAFTERS),
  'POST /api/reports/{id}/blocks': kept(DRAFTERS),
  'POST /api/reports/{id}/blocks/{block}/drop': kept(DRAFTERS),
  'PUT /api/reports/{id}/form': kept(DRAFTERS),
  'PUT /api/reports/{id}/plan': kept(DRAFTERS),
  'POST /api/reports/{id}/refresh': kept(DRAFTERS),
  'POST /api/reports/{id}/submit': kept(DRAFTERS),
  'POST /api/reports/{id}/sign': kept(SIGNERS),
  'POST /api/reports/{id}/return': kept(SIGNERS),
  'POST /api/reports/{id}/withdraw': kept(DRAFTERS),
  'POST /api/reports/{id}/corrections': kept(DRAFTERS),

  'GET /api/programme/gaps': list(PROGRAMME),
  'GET /api/programme/gaps/counts': list(PROGRAMME),
  'GET /api/programme/hours': kept(PROGRAMME),
  'GET /api/programme/coverage': kept(PROGRAMME),
  'GET /api/pictures': staff,
  'GET /api/pictures/{picture}': kept(PROGRAMME),
  'GET /api/pictures/{picture}/export.csv': kept(PROGRAMME),
  'GET /api/indicator-sets': staff,
  'POST /api/indicator-sets': list(['citySupervisor']),
  'GET /api/assessments': list(PROGRAMME),
  'POST /api/assessments/preview': kept(['inspector', ...OFFICE]),
  'POST /api/assessments': kept(OFFICE),
  // None is there: api/assessments.db.test.ts looks at who reads and does what.
  'GET /api/assessments/{id}': kept([]),
  'GET /api/assessments/{id}/versions': kept([]),
  'GET /api/assessments/{id}/rows': kept([]),
  'POST /api/assessments/{id}/acts': kept([]),

  ...STAFF_ROWS,
  'PUT /api/calendar/years/{year}': list(['schoolHead', ...OFFICE]),
};
