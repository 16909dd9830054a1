import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '#domain/instant';
import { POSTS, type PersonId, type Post, type Posts } from '#domain/role';
import { instantToText } from '#db/schema/columns';
import { appointments, organisations, people } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** '/city/county/school/class/' and every place above it. */
function placesAbove(path: string): readonly string[] {
  const steps = path.split('/').filter((step) => step !== '');
  return steps.map((_step, index) => `/${steps.slice(0, index + 1).join('/')}/`);
}

/**
 * Who can be called for something at `path`, nearest first: class, school, county with its committee, city with its committee, and the hospital asked.
 * Only appointments in force at `at`, of people whose account is not disabled.
 */
export async function rosterAt(tx: Transaction, path: string, hospital: string | null, at: Instant): Promise<Posts> {
  const above = alias(organisations, 'above');
  const places = [...placesAbove(path)];
  const now = instantToText(at);
  const rows = await tx
    .select({ post: appointments.post, person: appointments.personId })
    .from(appointments)
    .innerJoin(organisations, eq(organisations.id, appointments.orgId))
    .innerJoin(people, eq(people.id, appointments.personId))
    .leftJoin(above, eq(above.id, organisations.parentId))
    .where(
      and(
        isNotNull(appointments.post),
        isNull(people.disabledAt),
        sql`${appointments.validFrom} <= ${now} and (${appointments.validTo} is null or ${appointments.validTo} > ${now})`,
        or(
          inArray(organisations.path, places),
          and(eq(organisations.kind, 'committee'), inArray(above.path, places)),
          hospital === null ? undefined : eq(organisations.id, hospital),
        ),
      ),
    )
    .orderBy(desc(sql`length(${organisations.path})`), asc(appointments.priority), asc(appointments.id));
  return postsOf(rows);
}

function isPost(post: string | null): post is Post {
  return (POSTS as readonly (string | null)[]).includes(post);
}

/** A stand-in also stands behind the counselors, and the next expert is whoever of the health side is not the first. */
function postsOf(rows: readonly { post: string | null; person: string }[]): Posts {
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
