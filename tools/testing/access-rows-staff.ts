import type { Role } from '#domain/role';
import type { AccessRow } from './access-row.ts';

/** Whoever keeps accounts, and whoever keeps second factors. */
const KEEPERS = ['systemAdministrator', 'securityAdministrator'] as const;
const SEEING = ['schoolHead', 'countySupervisor', 'citySupervisor', ...KEEPERS, 'auditor'] as const;

const kept = (...place: readonly Role[]): AccessRow => ({ who: { place }, at: 'school' });

/** Members of staff, their appointments and their keys. */
export const STAFF_ROWS: Readonly<Record<string, AccessRow>> = {
  'GET /api/people': { ...kept(...SEEING), list: true },
  'GET /api/people/{id}': kept(...SEEING),
  'POST /api/people': { ...kept('systemAdministrator'), list: true },
  // What is appointed to here the security administrator does not give: the act's own table refuses it.
  'POST /api/people/{id}/appointments': kept(...KEEPERS),
  'PUT /api/people/{id}/appointments/{appointment}': kept(...KEEPERS),
  'POST /api/people/{id}/appointments/{appointment}/end/preview': kept(...KEEPERS),
  'POST /api/people/{id}/appointments/{appointment}/end': kept(...KEEPERS),
  'POST /api/people/{id}/passwords': kept('systemAdministrator'),
  'PUT /api/people/{id}/mail': kept('systemAdministrator'),
  'POST /api/people/{id}/second-factor/take': kept('securityAdministrator'),
  'POST /api/people/{id}/close/preview': kept(...KEEPERS),
  'POST /api/people/{id}/close': kept(...KEEPERS),
  'POST /api/people/{id}/open': kept('securityAdministrator'),
};
