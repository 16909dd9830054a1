import { HOSPITAL_ROLES, type Role, STAFF_OF_CHILDREN } from './role.ts';

/** How an asker stands to a record: facts that the caller has looked up, never wishes of the asker. */
export interface Relation {
  /** The record lies at or below the asker's own place (class, school, county, city). */
  readonly place: boolean;
  /** It was sent to the asker's hospital, and has left the draft. */
  readonly hospital: boolean;
  /** The asker holds a live duty on it, or was called to one. */
  readonly duty: boolean;
}

export const NO_RELATION: Relation = { place: false, hospital: false, duty: false };

/** What one can ask for. Acts of a stream are guarded once more, by role and stage, by the stream's own table. */
export const ACCESSES = [
  'readStream',
  'readTexts',
  'readAnswers',
  'readIdentity',
  'openIdentity',
  'actOnStream',
  'declareCrisis',
  'raiseConcern',
  'recordConsent',
  'readConsents',
  'readDisclosures',
  'listStudents',
  'listLedger',
  'exportLedger',
  'planCampaign',
  'importFiles',
  'readFile',
  'keepFile',
  'enterCalendar',
  'proveCase',
  'readReadLog',
  'listPeople',
  'keepPeople',
  'keepSecondFactors',
] as const;
export type Access = (typeof ACCESSES)[number];

interface Grant {
  /** Roles that have it by their place in the tree. */
  readonly place: readonly Role[];
  /** Roles that have it as the hospital asked. */
  readonly hospital: readonly Role[];
  /** Roles that have it while they hold a live duty; `all` = whoever holds one. */
  readonly duty: readonly Role[] | 'all';
}

const SCHOOL = ['counselor', 'schoolHead'] as const;
const SUPERVISORS = ['countySupervisor', 'citySupervisor'] as const;
/** Who may read texts with a duty: the same roles as the policy of the vault. */
const READERS = [...SCHOOL, 'expert', ...SUPERVISORS] as const;
/** Who keeps and reads evidence, photos and materials of the programme; never whoever knows a child as a class teacher or a hospital. */
const FILE_KEEPERS = ['programmeAdministrator', 'inspector', 'reportSigner', ...SCHOOL, ...SUPERVISORS] as const;
const TEACHING = ['classTeacher', ...SCHOOL, ...SUPERVISORS] as const;

function grant(place: Grant['place'], hospital: Grant['hospital'] = [], duty: Grant['duty'] = []): Grant {
  return { place, hospital, duty };
}

/** The one table of who may ask for what. Whoever it does not name may not. */
const PERMISSIONS: Readonly<Record<Access, Grant>> = {
  readStream: grant([...SCHOOL, ...SUPERVISORS, 'auditor'], HOSPITAL_ROLES, 'all'),
  readTexts: grant(SCHOOL, HOSPITAL_ROLES, READERS),
  // What was answered is the counselor's; a head and those above read it when a duty asks them to judge.
  readAnswers: grant(['counselor'], [], READERS),
  readIdentity: grant(['classTeacher', ...SCHOOL], HOSPITAL_ROLES, 'all'),
  openIdentity: grant(SCHOOL, HOSPITAL_ROLES, READERS),
  actOnStream: grant([...SCHOOL, ...SUPERVISORS], HOSPITAL_ROLES, 'all'),
  // On a case that may be hidden from whoever declares it: a crisis waits for nobody's right to look.
  declareCrisis: grant(STAFF_OF_CHILDREN, HOSPITAL_ROLES, 'all'),
  raiseConcern: grant([...TEACHING, 'programmeAdministrator'], HOSPITAL_ROLES, 'all'),
  recordConsent: grant(SCHOOL, [], SCHOOL),
  // A hospital learns of the consent that it was asked on, in its packet, and of no other.
  readConsents: grant(SCHOOL, [], READERS),
  readDisclosures: grant(SCHOOL, [], READERS),
  listStudents: grant([...TEACHING, 'programmeAdministrator']),
  listLedger: grant([...SCHOOL, ...SUPERVISORS, 'auditor']),
  exportLedger: grant(['schoolHead', ...SUPERVISORS]),
  planCampaign: grant([...SCHOOL, ...SUPERVISORS]),
  importFiles: grant(SCHOOL),
  readFile: grant(FILE_KEEPERS),
  keepFile: grant(FILE_KEEPERS),
  enterCalendar: grant(['schoolHead', ...SUPERVISORS]),
  proveCase: grant(['schoolHead', ...SUPERVISORS, 'auditor']),
  readReadLog: grant(['auditor']),
  // Staff at or below one's own place with their appointments; accounts themselves are their keepers'.
  listPeople: grant(['schoolHead', ...SUPERVISORS, 'systemAdministrator', 'securityAdministrator', 'auditor']),
  keepPeople: grant(['systemAdministrator']),
  keepSecondFactors: grant(['securityAdministrator']),
};

/** Whether a role in this relation may ask for this. Pure: the API asks it, the console draws by it; row-level security holds behind it. */
export function can(role: Role, access: Access, relation: Relation): boolean {
  const { place, hospital, duty } = PERMISSIONS[access];
  const named = (roles: readonly Role[]) => roles.includes(role);
  if (relation.place && named(place)) return true;
  if (relation.hospital && named(hospital)) return true;
  return relation.duty && (duty === 'all' || named(duty));
}
