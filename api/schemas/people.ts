import { z } from 'zod';
import { POSTS, ROLES } from '#domain/role';
import { code, day, instant, pageQuery, uuid } from './common.ts';

const name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  // Control characters and invisible direction marks make one name look like another.
  .regex(/^[^\p{C}<>]*$/u);

export const peopleQuery = z.strictObject({
  ...pageQuery,
  after: uuid.optional().describe('The last one of the page before'),
  under: code.optional().describe('At or below this place instead of the whole own one'),
  like: name.optional().describe('What the name holds'),
  role: z.enum(ROLES).optional().describe('In office in this role'),
  endsWithin: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional()
    .describe('In an office that ends within so many days'),
  closed: z.enum(['true', 'false']).optional().describe('Accounts that were closed, or that were not'),
});

const office = z.object({
  id: uuid,
  role: z.string(),
  post: z.string().nullable().describe('What chains call its holder as; null = no chain does'),
  priority: z.int().describe('Lower is called first among equals'),
  org: uuid,
  orgCode: z.string(),
  orgName: z.string(),
  orgKind: z.string(),
  from: instant,
  until: instant.nullable().describe('From this instant on it is over'),
  mayChange: z.boolean().describe('The asker may end it and change its post'),
});

export const personLine = z.object({
  person: uuid,
  displayName: z.string(),
  side: z.string(),
  closedAt: instant.nullable(),
  account: z
    .object({ username: z.string(), secondFactor: z.boolean(), firstPassword: z.boolean() })
    .nullable()
    .describe('null: there is none, or it is not shown to this asker'),
  offices: z.array(office).describe('Those that are over too, the latest first'),
});
export const peoplePage = z.object({ items: z.array(personLine), next: uuid.nullable() });

export const officeBody = z.strictObject({
  role: z.enum(ROLES),
  org: code.describe('Public code of the organisation'),
  post: z.enum(POSTS).nullable(),
  priority: z.int().min(0).max(999).default(0),
  from: day.nullable().default(null).describe('First day; null = from now on'),
  until: day.nullable().default(null).describe('Last day; null = without an end'),
});
const usernameField = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[A-Za-z0-9][\w.-]*$/);
const mailField = z.email().max(200);
export const mailBody = z.strictObject({
  mail: mailField.nullable().describe('Sealed, and shown to nobody; null = nobody is mailed'),
});
export const personBody = z.strictObject({
  displayName: name,
  side: z.enum(['education', 'health']),
  username: usernameField,
  mail: mailField.optional().describe('Where notices go when nobody looks in; sealed'),
  office: officeBody.optional(),
});
export const endBody = z.strictObject({ until: day.nullable().default(null).describe('Last day; null = it ends now') });
export const postBody = z.strictObject({ post: z.enum(POSTS).nullable(), priority: z.int().min(0).max(999) });
export const passwordGivenBody = z.strictObject({
  username: usernameField.optional().describe('For somebody who has no account yet'),
});
export const nothing = z.strictObject({});

export const officeParams = z.strictObject({ id: uuid, appointment: uuid });

export const keyGiven = z.object({
  person: uuid,
  username: z.string(),
  password: z.string().describe('Opens nothing but its own change; the same key is answered with the same one'),
  expiresAt: instant.describe('Until then it has to be used; machine time'),
  at: instant,
});
export const keptAnswer = z.object({ id: uuid, at: instant });

/** What passes to whom when an office ends or an account is closed. */
export const leaving = z.object({
  passes: z.array(
    z.object({
      to: uuid,
      displayName: z.string(),
      owned: z.int().describe('Cases and other streams that this one answers for from then on'),
      owed: z.int().describe('Duties that this one holds from then on'),
    }),
  ),
  vacant: z
    .array(
      z.object({
        post: z.string(),
        orgName: z.string(),
        called: uuid.nullable().describe('Who is called in its place'),
        displayName: z.string().nullable(),
      }),
    )
    .describe('Posts at which nobody is left'),
});
