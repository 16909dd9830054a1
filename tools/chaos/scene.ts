import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { Post } from '#domain/role';
import type { StreamState } from '#domain/stream';
import type { CityActor, SmallCity } from '#tools/testing/city';

/** A stream of the pupil as it stands, read past every wall: what the next act will name. */
export interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly state: StreamState & Readonly<Record<string, unknown>>;
}

/** One pupil with everybody who acts for it. */
export interface Scene {
  readonly student: string;
  readonly guardian: string;
  readonly counselor: CityActor;
  /** To whom the case is handed over. */
  readonly receiver: CityActor;
  readonly head: CityActor;
  readonly classTeacher: CityActor;
  readonly expert: CityActor;
  readonly county: CityActor;
  intake(hospital: string): CityActor;
  /** Reads the pupil's streams; waits while the database is away. */
  look(): Promise<readonly Seen[]>;
}

/** The scene of the n-th pupil of a small city. */
export function sceneOf(city: SmallCity, sql: Sql, n: number): Scene {
  const pupil = city.students[n];
  const school = city.schools.find(({ id }) => id === pupil?.school);
  const guardian = city.guardianships.find(({ student, flagged }) => student === pupil?.id && !flagged);
  if (pupil === undefined || school === undefined) throw new RangeError(`the city has no pupil ${n}`);
  const counselor = city.holder(school.code, 'counselor');
  const head = city.holder(school.code, 'head');
  return {
    student: pupil.id,
    guardian: guardian?.id ?? '',
    counselor,
    head,
    receiver: holderOr(city, school.code, 'standIn', head),
    classTeacher: city.holder(classCode(city, school.code, pupil), 'classTeacher'),
    expert: city.staff('expert-health'),
    county: city.holder(city.county.code, 'county'),
    intake: (hospital) => city.holder(hospital, 'intake'),
    look: () => patiently(() => streamsOf(sql, pupil.id)),
  };
}

/** Classes are numbered from 1 within their grade. */
function classCode(city: SmallCity, school: string, { org, grade }: { org: string; grade: number }): string {
  for (let n = 1; ; n += 1) {
    const code = `${school}-${String(grade).padStart(2, '0')}${String(n).padStart(2, '0')}`;
    if (city.place(code).id === org) return code;
  }
}

/** The second school has no stand-in: there the head takes over. */
function holderOr(city: SmallCity, code: string, post: Post, other: CityActor): CityActor {
  try {
    return city.holder(code, post);
  } catch {
    return other;
  }
}

async function streamsOf(sql: Sql, student: string): Promise<readonly Seen[]> {
  return sql<Seen[]>`select id, kind, version, state from streams where student_id = ${student} order by kind, id`;
}

/** Tries until the database answers. */
export async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    const found = await read().then(
      (value) => ({ value }),
      () => undefined,
    );
    if (found !== undefined) return found.value;
    await pause(100);
  }
}
