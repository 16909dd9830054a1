import { describe, expect, it } from 'vitest';
import { ACCESSES, can, NO_RELATION, type Relation } from './permission.ts';
import { type Role, ROLES } from './role.ts';

const place: Relation = { ...NO_RELATION, place: true };
const hospital: Relation = { ...NO_RELATION, hospital: true };
const duty: Relation = { ...NO_RELATION, duty: true };

describe('can()', () => {
  it('gives nobody anything without a relation', () => {
    for (const role of ROLES) for (const access of ACCESSES) expect(can(role, access, NO_RELATION)).toBe(false);
  });

  it('N16: lets no class teacher read texts, in any relation', () => {
    for (const relation of [place, hospital, duty]) expect(can('classTeacher', 'readTexts', relation)).toBe(false);
  });

  it('opens level, task and identity of a case to whoever holds a live duty on it', () => {
    for (const role of ROLES) {
      expect(can(role, 'readStream', duty)).toBe(true);
      expect(can(role, 'readIdentity', duty)).toBe(true);
    }
  });

  it('lets county and city read no text and no name by their place alone', () => {
    for (const role of ['countySupervisor', 'citySupervisor'] as const) {
      expect(can(role, 'readStream', place)).toBe(true);
      for (const access of ['readTexts', 'readIdentity', 'openIdentity'] as const) {
        expect(can(role, access, place)).toBe(false);
        expect(can(role, access, duty)).toBe(true);
      }
    }
  });

  it('lets a hospital read by what was sent to it and never by a place', () => {
    expect(can('hospitalIntake', 'readStream', hospital)).toBe(true);
    expect(can('hospitalIntake', 'readStream', place)).toBe(false);
  });

  it('gives those who keep accounts and keys no case content', () => {
    const open = (role: Role) => ACCESSES.filter((access) => can(role, access, place));
    expect(open('systemAdministrator')).toEqual(['listPeople', 'keepPeople']);
    expect(open('securityAdministrator')).toEqual(['listPeople', 'keepSecondFactors']);
  });

  it('lets the auditor look at everything, under other names, and do nothing', () => {
    const open = ACCESSES.filter((access) => can('auditor', access, place));
    expect(open).toEqual(['readStream', 'listLedger', 'proveCase', 'readReadLog', 'listPeople']);
  });
});
