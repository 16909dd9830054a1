import { sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { POSTS, type PersonId, type Post, type Posts } from '#domain/role';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { officesOf } from './offices.ts';

/**
 * Who can be called for something at `path`, nearest first: class, school, county with its committee, city with its committee, and the hospital asked.
 * Only appointments in force at `at`, of people whose account is not disabled.
 */
export async function rosterAt(tx: Transaction, path: string, hospital: string | null, at: Instant): Promise<Posts> {
  const rows = await tx.execute<{ post: string; person: string }>(
    sql`select post, person from app.roster(${path}, ${hospital}, ${instantToText(at)})`,
  );
  return postsOf(rows);
}

/** Heads of the schools at which somebody is in office: whom a hand-over that this one does not answer calls. */
export async function headsOver(tx: Transaction, person: PersonId, at: Instant): Promise<readonly PersonId[]> {
  const offices = (await officesOf(tx, person, at)) ?? [];
  const schools = new Set(offices.filter(({ kind }) => kind === 'school').map(({ place }) => place));
  const rosters = await Promise.all([...schools].map((place) => rosterAt(tx, place, null, at)));
  return [...new Set(rosters.flatMap(({ head }) => head ?? []))].filter((head) => head !== person);
}

/** The roster of each of many paths, in one statement. */
export async function rostersAt(
  tx: Transaction,
  paths: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, Posts>> {
  if (paths.length === 0) return new Map();
  const rows = await tx.execute<{ path: string; post: string; person: string }>(sql`
    select asked.path, called.post, called.person
    from jsonb_array_elements_text(${JSON.stringify(paths)}::jsonb) asked(path),
      lateral (select post, person, row_number() over () as n from app.roster(asked.path, null, ${instantToText(at)})) called
    order by asked.path, called.n`);
  const byPath = new Map<string, { post: string; person: string }[]>(paths.map((path) => [path, []]));
  for (const { path, ...row } of rows) byPath.get(path)?.push(row);
  return new Map([...byPath].map(([path, called]) => [path, postsOf(called)]));
}

function isPost(post: string | null): post is Post {
  return (POSTS as readonly (string | null)[]).includes(post);
}

/** A stand-in also stands behind the counselors, and the next expert is whoever of the health side is not the first. */
export function postsOf(rows: readonly { post: string | null; person: string }[]): Posts {
  const posts: Partial<Record<Post, PersonId[]>> = {};
  for (const { post, person } of rows) {
    if (!isPost(post)) continue;
    const line = (posts[post] ??= []);
    if (!line.includes(person)) line.push(person);
  }
  const standIn = [...(posts.standIn ?? []), ...(posts.counselor ?? [])];
  return {
    ...posts,
    ...(standIn.length > 0 ? { standIn } : {}),
    ...(posts.expertHealth ? { nextExpert: posts.expertHealth } : {}),
  };
}
