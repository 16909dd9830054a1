import { type Refusal, refuse } from './problem.ts';
import type { PersonId, Role } from './role.ts';

/** An appointment in force: the role, and the place in the tree at which it counts (a committee's or centre's is that of what it stands beside). */
export interface Office {
  readonly role: Role;
  readonly kind: string;
  readonly place: string;
}

interface NamedStaff {
  /** The field of the act's body. */
  readonly field: string;
  readonly roles: readonly Role[];
  /** near: the child's own school, its classes, or above it · school: any school, for children change schools. */
  readonly where: 'near' | 'school';
}

/** Who can stand beside a child: whoever works at the school or comes to its help. */
const WATCHERS = [
  'classTeacher',
  'counselor',
  'schoolHead',
  'programmeAdministrator',
  'countySupervisor',
  'citySupervisor',
  'expert',
  'inspector',
] as const satisfies readonly Role[];
/** Who can answer for a case. */
const OWNERS = ['counselor', 'schoolHead'] as const satisfies readonly Role[];

/** Every act that names a member of staff besides the one who asks. An emergency is invoked in one's own name, which its own rule holds. */
export const NAMED_STAFF: Readonly<Record<string, NamedStaff>> = {
  assignWatch: { field: 'watcher', roles: WATCHERS, where: 'near' },
  offerHandOver: { field: 'to', roles: OWNERS, where: 'school' },
  proposeEnding: { field: 'receivedBy', roles: OWNERS, where: 'school' },
};

/** The person whom a command names; null: none. */
export function staffNamedBy(command: { readonly act: string }): PersonId | null {
  const named = Object.hasOwn(NAMED_STAFF, command.act) ? NAMED_STAFF[command.act] : undefined;
  const value: unknown = named === undefined ? undefined : Reflect.get(command, named.field);
  return typeof value === 'string' ? value : null;
}

/** Where the child is, and the school's own place around it. */
interface Child {
  readonly near: string;
  readonly school: string;
}

/**
 * Whether whoever is named can do what the act makes theirs. `offices`: their appointments in force, null for nobody we know. Refuses `unknownPerson` and
 * `notInOffice`: a duty is never given to somebody whom no chain could reach.
 */
export function namedStaffRefused(
  act: string,
  offices: readonly Office[] | null,
  { near, school }: Child,
): Refusal | undefined {
  const named = NAMED_STAFF[act];
  if (named === undefined) return undefined;
  const { field, roles, where } = named;
  if (offices === null) return refuse('unknownPerson', { field });
  const fits = offices.some(({ role, kind, place }) => {
    if (!roles.includes(role)) return false;
    return where === 'school' ? kind === 'school' : near.startsWith(place) || place.startsWith(school);
  });
  return fits ? undefined : refuse('notInOffice', { field, roles });
}
