import { type Refusal, refuse } from './problem.ts';
import { peopleAt, type PersonId, type Post, type Posts, POSTS, type Role, type Side } from './role.ts';

/** Kinds of organisation in which somebody can be appointed. */
type OfficeKind = 'city' | 'centre' | 'county' | 'school' | 'class' | 'hospital' | 'committee';

/** Where a role can be held, and what chains of call can know its holder as. */
export interface OfficeRule {
  readonly kinds: readonly OfficeKind[];
  /** Empty: no chain calls this role. An expert's post follows the side. */
  readonly posts: readonly Post[];
  /** Which half of a double signature its holder gives; null: either. */
  readonly side: Side | null;
}

const office = (kinds: readonly OfficeKind[], posts: readonly Post[], side: Side | null = 'education'): OfficeRule => ({
  kinds,
  posts,
  side,
});

/** The one table of which role is held where. Chains look for a post at these places and nowhere else (roster). */
export const OFFICES: Readonly<Record<Role, OfficeRule>> = {
  classTeacher: office(['class'], ['classTeacher']),
  counselor: office(['school'], ['counselor', 'standIn']),
  schoolHead: office(['school'], ['head']),
  countySupervisor: office(['county'], ['county']),
  citySupervisor: office(['city'], ['city']),
  expert: office(['committee'], ['expertEducation', 'expertHealth'], null),
  hospitalIntake: office(['hospital'], ['intake', 'standInDoctor'], 'health'),
  clinician: office(['hospital'], ['clinician'], 'health'),
  healthDuty: office(['city', 'county'], ['healthDuty'], 'health'),
  programmeAdministrator: office(['city', 'centre', 'county', 'school'], ['programme']),
  inspector: office(['city', 'county'], ['inspector']),
  reportSigner: office(['city', 'county'], ['signer']),
  systemAdministrator: office(['city', 'county', 'school'], [], null),
  securityAdministrator: office(['city', 'county'], [], null),
  auditor: office(['city', 'county'], [], null),
};

/** Roles that keep the system itself or watch over it (三员): none of them gives itself company. */
export const GUARDING = ['systemAdministrator', 'securityAdministrator', 'auditor'] as const satisfies readonly Role[];

export function isGuarding(role: string): boolean {
  return GUARDING.some((one) => one === role);
}

/**
 * Whether a role gives and takes another. Who opens accounts appoints those who work with children; who keeps second factors appoints those who keep the
 * system: a seat of power takes two people.
 */
export function mayAppoint(asker: Role, role: Role): boolean {
  if (asker === 'securityAdministrator') return isGuarding(role);
  return asker === 'systemAdministrator' && !isGuarding(role);
}

/** An appointment as it is asked for. */
export interface WantedOffice {
  readonly role: Role;
  readonly post: Post | null;
  readonly kind: string;
  /** The place of the organisation. */
  readonly path: string;
  readonly side: string;
  readonly person: string;
}

/** Why this asker cannot give this office. Refuses `ownOffice`, `wrongRole`, `outsidePlace`, `wrongSide` and `fieldInvalid`. */
export function officeRefused(
  asker: { readonly person: string; readonly role: Role; readonly path: string },
  wanted: WantedOffice,
): Refusal | undefined {
  const { role, post, kind, path, side, person } = wanted;
  if (person === asker.person) return refuse('ownOffice');
  if (!mayAppoint(asker.role, role)) return refuse('wrongRole', { field: 'role' });
  if (!path.startsWith(asker.path)) return refuse('outsidePlace', { field: 'org' });
  const rule = OFFICES[role];
  if (!rule.kinds.some((one) => one === kind)) return refuse('fieldInvalid', { field: 'org', kinds: rule.kinds });
  if (rule.side !== null && rule.side !== side) return refuse('wrongSide', { field: 'role' });
  return postFits(rule, role, post, side) ? undefined : refuse('fieldInvalid', { field: 'post', posts: rule.posts });
}

function postFits({ posts }: OfficeRule, role: Role, post: Post | null, side: string): boolean {
  if (post === null) return posts.length === 0;
  if (!posts.includes(post)) return false;
  return role !== 'expert' || (post === 'expertHealth') === (side === 'health');
}

/**
 * Who answers for what somebody leaves behind: the first of the same post who is there, after a counselor the stand-in, else the post above. Somebody without a
 * post is followed by the head. Undefined: nobody is left up to the city.
 */
export function successorOf(posts: Posts, post: string | null, from: PersonId): PersonId | undefined {
  const known = POSTS.find((one) => one === post) ?? 'head';
  const beside = known === 'counselor' && (posts.counselor ?? []).every((one) => one === from) ? 'standIn' : known;
  return peopleAt(posts, beside, [from])[0];
}
