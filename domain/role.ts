/** The closed list of roles a person can be appointed to, and the side each belongs to. */
export const ROLES = [
  'classTeacher',
  'counselor',
  'schoolHead',
  'countySupervisor',
  'citySupervisor',
  'expert',
  'hospitalIntake',
  'clinician',
  'healthDuty',
  'programmeAdministrator',
  'inspector',
  'reportSigner',
  'systemAdministrator',
  'securityAdministrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that a hospital appoints: they know what was sent to their hospital, and nothing by a place. */
export const HOSPITAL_ROLES = ['hospitalIntake', 'clinician'] as const satisfies readonly Role[];

export function isOfHospital(role: string): boolean {
  return HOSPITAL_ROLES.some((one) => one === role);
}

/** Everyone who works with children or answers for those who do may call a crisis. */
export const STAFF_OF_CHILDREN = [
  'classTeacher',
  'counselor',
  'schoolHead',
  'countySupervisor',
  'citySupervisor',
  'expert',
  'hospitalIntake',
  'clinician',
  'healthDuty',
  'programmeAdministrator',
  'inspector',
] as const satisfies readonly Role[];

/** Education and health sign together; an expert's side is part of the appointment, every other role has one side. */
export type Side = 'education' | 'health';

/** Who stands behind an act. `clock` is time itself, `system` a reaction to another stream or a scored sheet. */
export type ActorRole = Role | 'clock' | 'system' | 'student' | 'guardian';

/** Opaque id (UUID) of a person; never a name. */
export type PersonId = string;

export interface Actor {
  /** null for clock and system. */
  readonly person: PersonId | null;
  readonly role: ActorRole;
  readonly side: Side | null;
}

export const CLOCK: Actor = { person: null, role: 'clock', side: null };
export const SYSTEM: Actor = { person: null, role: 'system', side: null };

/**
 * A function somebody fills for one student at one moment; chains call posts, facts record the persons who held them.
 * `owner` is the case owner, `holder` the duty's own holder, `watcher` the adult on watch, `receiver` whoever was offered a hand-over and `receiverHead` the head
 * of that one's school.
 */
export const POSTS = [
  'owner',
  'holder',
  'counselor',
  'standIn',
  'classTeacher',
  'watcher',
  'receiver',
  'receiverHead',
  'head',
  'county',
  'city',
  'expertEducation',
  'expertHealth',
  'nextExpert',
  'intake',
  'standInDoctor',
  'clinician',
  'healthDuty',
  'programme',
  'inspector',
  'signer',
] as const;
export type Post = (typeof POSTS)[number];

/** The people who can be called for one student, most senior in line first; read in the same transaction as the act. */
export type Posts = { readonly [P in Post]?: readonly PersonId[] };

/** Where a post is vacant the next one up answers: a gap in the roster is never a reason for nobody to be called. */
const NEXT_UP: { readonly [P in Post]?: Post } = {
  owner: 'counselor',
  counselor: 'head',
  standIn: 'head',
  classTeacher: 'counselor',
  watcher: 'counselor',
  receiver: 'head',
  receiverHead: 'head',
  head: 'county',
  county: 'city',
  expertEducation: 'county',
  expertHealth: 'city',
  nextExpert: 'city',
  intake: 'clinician',
  standInDoctor: 'healthDuty',
  clinician: 'healthDuty',
  healthDuty: 'city',
  programme: 'head',
  inspector: 'county',
  signer: 'city',
};

/** Everyone a post can reach, climbing while a post is vacant or holds only people in `except`. Empty only if the city itself is vacant. */
export function peopleAt(posts: Posts, post: Post, except: readonly PersonId[] = []): readonly PersonId[] {
  let rung: Post | undefined = post;
  while (rung !== undefined) {
    const present = (posts[rung] ?? []).filter((person) => !except.includes(person));
    if (present.length > 0) return present;
    rung = NEXT_UP[rung];
  }
  return [];
}
