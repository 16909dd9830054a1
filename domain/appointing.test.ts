import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GUARDING,
  isGuarding,
  mayAppoint,
  officeRefused,
  OFFICES,
  successorOf,
  type WantedOffice,
} from './appointing.ts';
import { POSTS, type Posts, ROLES } from './role.ts';

const keeper = { person: 'keeper', role: 'systemAdministrator', path: '/c/k/' } as const;
const wanted: WantedOffice = {
  person: 'new',
  role: 'counselor',
  post: 'counselor',
  kind: 'school',
  path: '/c/k/s/',
  side: 'education',
};

describe('an office', () => {
  it('is given at or below the own place, where its role is held, under a post that chains look for', () => {
    expect(officeRefused(keeper, wanted)).toBeUndefined();
    const cases: readonly [Partial<WantedOffice>, string][] = [
      [{ person: 'keeper' }, 'ownOffice'],
      [{ path: '/c/k2/s/' }, 'outsidePlace'],
      [{ path: '/c/' }, 'outsidePlace'],
      [{ role: 'auditor', post: null, kind: 'county' }, 'wrongRole'],
      [{ kind: 'class' }, 'fieldInvalid'],
      [{ post: 'head' }, 'fieldInvalid'],
      [{ post: null }, 'fieldInvalid'],
      [{ side: 'health' }, 'wrongSide'],
      [{ role: 'expert', kind: 'committee', post: 'expertHealth' }, 'fieldInvalid'],
    ];
    for (const [change, code] of cases)
      expect(officeRefused(keeper, { ...wanted, ...change })?.refused, JSON.stringify(change)).toBe(code);
  });

  it('is given by two roles alone, and neither gives itself company', () => {
    const givers = ROLES.filter((role) => ROLES.some((other) => mayAppoint(role, other)));
    expect(givers).toEqual(['systemAdministrator', 'securityAdministrator']);
    for (const role of ROLES) {
      expect(mayAppoint('systemAdministrator', role)).toBe(!isGuarding(role));
      expect(mayAppoint('securityAdministrator', role)).toBe(isGuarding(role));
    }
    expect(GUARDING).not.toContain('counselor');
  });

  it('has one of the posts of the list, and each post that a chain starts from has a role', () => {
    const held = new Set(ROLES.flatMap((role) => OFFICES[role].posts));
    const ofTheMoment = ['owner', 'holder', 'watcher', 'receiver', 'receiverHead', 'nextExpert'];
    expect(POSTS.filter((post) => !held.has(post))).toEqual(ofTheMoment);
  });
});

describe('a successor', () => {
  const posts: Posts = { counselor: ['c'], standIn: ['s', 'c'], head: ['h'], county: ['k'], city: ['m'] };

  it('is of the same post, after the last counselor the stand-in, else of the post above', () => {
    expect(successorOf({ ...posts, counselor: ['c', 'd'] }, 'counselor', 'c')).toBe('d');
    expect(successorOf(posts, 'counselor', 'c')).toBe('s');
    expect(successorOf({ ...posts, standIn: ['c'] }, 'counselor', 'c')).toBe('h');
    expect(successorOf(posts, 'head', 'h')).toBe('k');
    expect(successorOf(posts, null, 'x')).toBe('h');
    expect(successorOf({}, 'counselor', 'c')).toBeUndefined();
  });

  it('is never the one who goes, and is there as long as the city is', () => {
    const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 });
    const roster = fc.dictionary(fc.constantFrom(...POSTS), people, { noNullPrototype: true });
    fc.assert(
      fc.property(roster, fc.constantFrom(...ROLES.flatMap((role) => OFFICES[role].posts), null), (some, post) => {
        const to = successorOf({ ...some, city: ['mayor'] }, post, 'a');
        expect(to).toBeDefined();
        expect(to).not.toBe('a');
      }),
    );
  });
});
