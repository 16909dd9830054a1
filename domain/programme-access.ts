import type { Role } from './role.ts';

/** The items of programme administration (A1-A12), each with records of its own. */
export const PROGRAMME_ITEMS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12'] as const;
export type ProgrammeItem = (typeof PROGRAMME_ITEMS)[number];

/** Whose record it is: the school's, the county unit's, the city's. */
export const TIERS = ['school', 'county', 'city'] as const;
export type Tier = (typeof TIERS)[number];

export const PROGRAMME_ACTS = ['record', 'approve', 'read'] as const;
export type ProgrammeAct = (typeof PROGRAMME_ACTS)[number];

export type ProgrammeGrant = Readonly<Record<ProgrammeAct, readonly Role[]>>;

const OFFICE = ['countySupervisor', 'citySupervisor'] as const;
const READERS = [
  'programmeAdministrator',
  'schoolHead',
  'counselor',
  'inspector',
  'reportSigner',
  ...OFFICE,
  'auditor',
] as const;
/** Above the school: people of the school read what is addressed to them, by another way. */
const ABOVE = ['programmeAdministrator', 'inspector', 'reportSigner', ...OFFICE, 'auditor'] as const;

const school = (...record: readonly Role[]): ProgrammeGrant => ({
  record: ['programmeAdministrator', ...record],
  approve: ['schoolHead', ...OFFICE],
  read: READERS,
});
const county = (...record: readonly Role[]): ProgrammeGrant => ({
  record: ['programmeAdministrator', ...OFFICE, ...record],
  approve: [...OFFICE],
  read: ABOVE,
});
const city = (...record: readonly Role[]): ProgrammeGrant => ({
  record: ['programmeAdministrator', 'citySupervisor', ...record],
  approve: ['citySupervisor', 'reportSigner'],
  read: ABOVE,
});
/** Kept by the bureau about a school, not by the school about itself. */
const inspected: ProgrammeGrant = { record: ['inspector', ...OFFICE], approve: [...OFFICE], read: READERS };

/** A report is signed by whoever approves records there, and by the report signer of the office above. */
const signed = (grant: ProgrammeGrant): ProgrammeGrant => ({
  ...grant,
  approve: [...new Set<Role>([...grant.approve, 'reportSigner'])],
});

/**
 * Who records, approves and reads what, by item and by whose record it is; always at or below one's own place. The responsible inspector (责任督学)
 * writes supervision, the report signer signs reports. docs/programme.md shows this table.
 */
const PROGRAMME_ACCESS: Readonly<Record<ProgrammeItem, Readonly<Record<Tier, ProgrammeGrant>>>> = {
  A1: { school: school('schoolHead'), county: county(), city: city('systemAdministrator') },
  A2: { school: school('schoolHead'), county: county(), city: city() },
  A3: { school: school('schoolHead'), county: county(), city: city() },
  A4: { school: school('counselor'), county: county(), city: city() },
  A5: { school: school('counselor'), county: county(), city: city() },
  A6: { school: school('schoolHead', 'counselor'), county: county(), city: city() },
  A7: { school: school('counselor'), county: county(), city: city() },
  A8: { school: school('counselor'), county: county(), city: city() },
  A9: { school: school('counselor'), county: county(), city: city() },
  A10: { school: inspected, county: { ...inspected, read: ABOVE }, city: { ...inspected, read: ABOVE } },
  A11: { school: school('counselor'), county: county(), city: city() },
  A12: {
    school: signed(school('schoolHead')),
    county: signed(county('reportSigner')),
    city: signed(city('reportSigner')),
  },
};

/** Who records, approves and reads records of an item kept for an organisation of a tier. */
export function grantOf(item: ProgrammeItem, tier: Tier): ProgrammeGrant {
  return PROGRAMME_ACCESS[item][tier];
}

/** Whether a role may do this with a record of an organisation at or below its own place. `place`: it lies there. */
export function mayKeep(
  role: Role,
  act: ProgrammeAct,
  record: { readonly item: ProgrammeItem; readonly tier: Tier; readonly place: boolean },
): boolean {
  return record.place && PROGRAMME_ACCESS[record.item][record.tier][act].includes(role);
}
