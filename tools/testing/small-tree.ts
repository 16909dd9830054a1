import { randomUUID } from 'node:crypto';
import { appointments, organisations, people, studentKeys, students } from '#db/schema/index';
import type { Database, Transaction } from '#db/transaction';

const BEGAN = Date.UTC(2025, 8, 1);

/** Two counties, two schools each, a class in each, two hospitals; ids by name, e.g. `tree.org.schoolA1`. */
export interface SmallTree {
  readonly org: Readonly<Record<SmallTreePlace, { readonly id: string; readonly path: string }>>;
}
const PLACES = {
  city: ['city', '/c/'],
  countyA: ['county', '/c/a/'],
  countyB: ['county', '/c/b/'],
  schoolA1: ['school', '/c/a/1/'],
  schoolA10: ['school', '/c/a/10/'], // its path begins like that of schoolA1 but for the slash
  schoolB1: ['school', '/c/b/1/'],
  classA1: ['class', '/c/a/1/k1/'],
  classA1b: ['class', '/c/a/1/k2/'],
  classB1: ['class', '/c/b/1/k1/'],
  hospital: ['hospital', '/c/h1/'],
  otherHospital: ['hospital', '/c/h2/'],
} as const;
export type SmallTreePlace = keyof typeof PLACES;

/** Writes the tree through a database of role migrator. */
export async function plantTree(database: Database): Promise<SmallTree> {
  const ids = new Map<string, string>(Object.values(PLACES).map(([, path]) => [path, randomUUID()]));
  const entries = Object.entries(PLACES).map(([name, [kind, path]]) => ({ name, kind, path, id: ids.get(path) ?? '' }));
  await database.transaction({}, async (tx) => {
    await tx.insert(organisations).values(
      entries.map(({ name, kind, path, id }) => ({
        id,
        kind,
        path,
        name,
        code: name,
        parentId: ids.get(path.replace(/[^/]+\/$/, '')) ?? null,
        side: kind === 'hospital' ? 'health' : 'education',
        validFrom: BEGAN,
      })),
    );
  });
  // Every place of PLACES is in it by construction.
  return { org: Object.fromEntries(entries.map(({ name, id, path }) => [name, { id, path }])) as SmallTree['org'] };
}

/** A member of staff with one appointment; answers the context of that appointment. */
export async function appoint(tx: Transaction, tree: SmallTree, role: string, place: SmallTreePlace, post?: string) {
  const person = randomUUID();
  const { id: org, path } = tree.org[place];
  await tx
    .insert(people)
    .values({ id: person, displayName: role, side: place.endsWith('ospital') ? 'health' : 'education' });
  await tx
    .insert(appointments)
    .values({ id: randomUUID(), personId: person, role, orgId: org, post: post ?? null, validFrom: BEGAN });
  return { person, role, path, org };
}

let numbered = 0;

/** A student of a class (places classA1, classA1b, classB1) with a key that opens nothing. */
export async function enrol(
  tx: Transaction,
  tree: SmallTree,
  place: 'classA1' | 'classA1b' | 'classB1',
): Promise<string> {
  const id = randomUUID();
  const school = tree.org[place === 'classB1' ? 'schoolB1' : 'schoolA1'];
  numbered += 1;
  await tx.insert(students).values({
    id,
    schoolId: school.id,
    classId: tree.org[place].id,
    path: tree.org[place].path,
    number: String(numbered),
    grade: 8,
    sex: 'female',
    bornOn: '2011-10-01',
  });
  await tx.insert(studentKeys).values({ studentId: id, wrappedKey: Buffer.alloc(8), masterKeyId: 'm1', keyVersion: 1 });
  return id;
}
