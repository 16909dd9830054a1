import type { ActTable } from './act-table.ts';
import { CAMPAIGN_ACTS } from './campaign-acts.ts';
import { CASE_ACTS } from './case-acts.ts';
import { FOLLOW_UP_ACTS } from './follow-up-acts.ts';
import { ACCESSES, type Access, can, NO_RELATION, type Relation } from './permission.ts';
import { PARTIES, type Party, REFERRAL_TABLE, type ReferralRow } from './referral-states.ts';
import { RETURN_ACTS } from './return-to-school-acts.ts';
import { type ActorRole, isOfHospital, type Role, ROLES, type Side } from './role.ts';
import type { StreamKind } from './stream.ts';

/** Kinds of lives whose acts somebody may do, in the order in which they are told. */
export const SEEN_KINDS = [
  'case',
  'referral',
  'followUp',
  'return',
  'campaign',
] as const satisfies readonly StreamKind[];
export type SeenKind = (typeof SEEN_KINDS)[number];

/**
 * How a role does an act. own: by its place, or as the hospital asked · called: while it holds a live duty or was called to one · byPhone: enters what a
 * hospital said by telephone · never.
 */
export type How = 'own' | 'called' | 'byPhone' | 'never';

export interface SeenAct {
  readonly act: string;
  readonly how: How;
  /** In which stages the act can be done at all; `none`: before the life has begun. */
  readonly stages: readonly string[];
  /** Roles that do it by their place or hospital; told to whoever may not. */
  readonly others: readonly Role[];
}

/** What somebody in this role may ask for at the own place; a hospital, of what was sent to it. */
export function ownAccesses(role: Role, side: Side | null): readonly Access[] {
  return ACCESSES.filter((access) => can(role, access, { ...NO_RELATION, place: true, hospital: side === 'health' }));
}

/** The roles that may ask for this in any way at all. */
export function rolesWith(access: Access): readonly Role[] {
  const every: Relation = { place: true, hospital: true, duty: false };
  return ROLES.filter((role) => can(role, access, every));
}

/** Every act of a kind that people do, with how this role does it. The same tables decide it: nothing of one child is looked at. */
export function actsSeen(kind: SeenKind, role: Role): readonly SeenAct[] {
  return actsOf(kind).map(({ act, stages, how }) => ({
    act,
    stages,
    how: how(role),
    others: ROLES.filter((each) => how(each) === 'own'),
  }));
}

interface KnownAct {
  readonly act: string;
  readonly stages: readonly string[];
  readonly how: (role: Role) => How;
}

const TABLES: Readonly<Record<Exclude<SeenKind, 'referral'>, ActTable>> = {
  case: CASE_ACTS,
  followUp: FOLLOW_UP_ACTS,
  return: RETURN_ACTS,
  campaign: CAMPAIGN_ACTS,
};
const MACHINES: readonly ActorRole[] = ['clock', 'system'];

function actsOf(kind: SeenKind): readonly KnownAct[] {
  if (kind === 'referral') return referralActs();
  return Object.entries(TABLES[kind]).flatMap(([act, { by, stages, dutyHolder }]) => {
    if (by === 'case' || (!dutyHolder && by.every((role) => MACHINES.includes(role)))) return [];
    const how = (role: Role): How => {
      if (by.includes(role) && reaches(kind, act, role)) return 'own';
      return (by.includes(role) || dutyHolder) && can(role, 'actOnStream', CALLED) ? 'called' : 'never';
    };
    return [{ act, stages, how }];
  });
}

const CALLED: Relation = { ...NO_RELATION, duty: true };

/** Whether the API lets this role act on such a life without a duty; a hospital knows what was sent to it, and nothing by a place. */
function reaches(kind: SeenKind, act: string, role: Role): boolean {
  // A crisis waits for nobody's right to look.
  if (kind === 'case' && act === 'declareCrisis')
    return can(role, 'declareCrisis', { ...NO_RELATION, place: true, hospital: true });
  const own = isOfHospital(role) ? { ...NO_RELATION, hospital: kind === 'referral' } : { ...NO_RELATION, place: true };
  return can(role, 'actOnStream', own);
}

function referralActs(): readonly KnownAct[] {
  const found = new Map<string, { stages: string[]; party: Party }>();
  for (const [stage, rows] of Object.entries(REFERRAL_TABLE))
    for (const [act, { by }] of Object.entries(rows as Readonly<Record<string, ReferralRow>>)) {
      const known = found.get(act) ?? { stages: [], party: PARTIES[by] };
      known.stages.push(stage);
      found.set(act, known);
    }
  return [...found].map(([act, { stages, party }]) => ({
    act,
    stages,
    how: (role) => howInReferral(party, act, role),
  }));
}

function howInReferral({ roles, whenCalled, byPhone }: Party, act: string, role: Role): How {
  const listed = roles.includes(role);
  if (listed && reaches('referral', act, role)) return 'own';
  if (!can(role, 'actOnStream', CALLED)) return 'never';
  // Whoever has no referral by a place finds it by the duty that they were called to.
  if (listed || whenCalled.includes(role)) return 'called';
  return byPhone.includes(role) ? 'byPhone' : 'never';
}
