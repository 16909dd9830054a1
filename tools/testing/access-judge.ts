import type { AccessActor } from './access-actors.ts';
import type { AccessRow, Grant } from './access-row.ts';
import type { Targets } from './access-targets.ts';

/** What was answered, as far as it is judged. */
export interface Answered {
  readonly status: number;
  readonly code: string | null;
  readonly body: string;
}

/** What of the school a list of strangers must not show. Its organisation and forms are everybody's. */
const SECRET = [
  'students',
  'guardian',
  'consent',
  'cases',
  'referrals',
  'follow-ups',
  'returns',
  'imports',
  'files',
  'reports',
] as const;

/** Whoever cannot be named here is nobody: null = as it should be, else what is wrong with it. */
export function faultOf(row: AccessRow, actor: AccessActor, answer: Answered, targets: Targets): string | null {
  const { status, code } = answer;
  if (status >= 500) return `${status}`;
  if (row.who === 'anybody' || row.live === true) return null;
  if (actor.relation === 'revoked') return code === 'noAppointment' ? null : `a revoked appointment: ${status} ${code}`;
  if (typeof row.who === 'string')
    return [401, 403, 404].includes(status) && row.who === 'staff' && code !== 'notFound'
      ? `staff: ${status} ${code}`
      : null;
  const { also } = row;
  const reached = reaches(row.at, row.who, actor) || (also !== undefined && reaches(also.at, also.who, actor));
  // `wrongRole`: past every wall, the act's own table has spoken.
  if (reached)
    return [401, 403, 404].includes(status) && code !== 'wrongRole' ? `may, and was answered ${status} ${code}` : null;
  const leaked = SECRET.filter((name) => answer.body.includes(targets[name] ?? 'nothing'));
  if (leaked.length > 0) return `learns of ${leaked.join(', ')} (${status})`;
  return row.list === true ? listFault(status) : itemFault(row.who, actor, status);
}

function reaches(at: AccessRow['at'], { place, hospital = [] }: Grant, { role, relation }: AccessActor): boolean {
  if (relation === 'hospitalReferred') return hospital.includes(role);
  const above =
    relation === 'own' || relation === 'parent' || (relation === 'child' && at !== undefined && at !== 'school');
  return above && place.includes(role);
}

/** Empty, refused, or hidden where the list was asked for one organisation; what is the whole city's may have moved on. */
function listFault(status: number): string | null {
  return [200, 400, 403, 404, 409, 422].includes(status) ? null : `a list: ${status}`;
}

/** A role that may elsewhere is told that there is nothing; one that may nowhere may also be told so. */
function itemFault({ place, hospital = [] }: Grant, { role, relation }: AccessActor, status: number): string | null {
  const foreign = !['own', 'parent', 'child'].includes(relation);
  const elsewhere = place.includes(role) || hospital.includes(role);
  if (foreign && elsewhere) return status === 404 ? null : `foreign, and was answered ${status}`;
  return status === 404 || status === 403 ? null : `may not, and was answered ${status}`;
}
