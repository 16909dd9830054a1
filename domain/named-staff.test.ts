import { describe, expect, it } from 'vitest';
import { CASE_ACTS } from './case-acts.ts';
import { NAMED_STAFF, namedStaffRefused, type Office, staffNamedBy } from './named-staff.ts';
import { RETURN_ACTS } from './return-to-school-acts.ts';

const CHILD = { near: '/c/k/s/g/', school: '/c/k/s/' };
const office = (role: Office['role'], kind: string, place: string): Office => ({ role, kind, place });

const command = (act: string, fields: object) => ({ act, ...fields });

describe('a member of staff whom an act names', () => {
  it('is named by acts that exist, in a field of theirs', () => {
    for (const act of Object.keys(NAMED_STAFF))
      expect([...Object.keys(CASE_ACTS), ...Object.keys(RETURN_ACTS)]).toContain(act);
    expect(staffNamedBy(command('assignWatch', { watcher: 'one' }))).toBe('one');
    expect(staffNamedBy(command('proposeEnding', { receivedBy: null }))).toBeNull();
    expect(staffNamedBy({ act: 'logWatch' })).toBeNull();
    expect(staffNamedBy({ act: 'constructor' })).toBeNull();
  });

  it.each([
    ['assignWatch', [office('classTeacher', 'class', '/c/k/s/g/')], undefined],
    ['assignWatch', [office('classTeacher', 'class', '/c/k/s/other/')], undefined],
    ['assignWatch', [office('schoolHead', 'school', '/c/k/s/')], undefined],
    ['assignWatch', [office('expert', 'committee', '/c/k/')], undefined],
    ['assignWatch', [office('counselor', 'school', '/c/k/o/')], 'notInOffice'],
    ['assignWatch', [office('countySupervisor', 'county', '/c/l/')], 'notInOffice'],
    ['assignWatch', [office('auditor', 'city', '/c/')], 'notInOffice'],
    ['assignWatch', [office('clinician', 'hospital', '/c/h1/')], 'notInOffice'],
    ['assignWatch', [], 'notInOffice'],
    ['assignWatch', null, 'unknownPerson'],
    ['offerHandOver', [office('counselor', 'school', '/c/k/s/')], undefined],
    ['offerHandOver', [office('schoolHead', 'school', '/c/l/other/')], undefined],
    ['offerHandOver', [office('classTeacher', 'class', '/c/k/s/g/')], 'notInOffice'],
    ['offerHandOver', [office('expert', 'committee', '/c/k/')], 'notInOffice'],
    [
      'offerHandOver',
      [office('classTeacher', 'class', '/c/k/s/g/'), office('counselor', 'school', '/c/k/s/')],
      undefined,
    ],
    ['offerHandOver', null, 'unknownPerson'],
    ['proposeEnding', [office('counselor', 'school', '/c/l/other/')], undefined],
    ['proposeEnding', [], 'notInOffice'],
    ['logWatch', null, undefined],
  ] as const)('%s: %j -> %s', (act, offices, refused) => {
    expect(namedStaffRefused(act, offices, CHILD)?.refused).toBe(refused);
  });
});
