import { z } from 'zod';

export const signInBody = z.strictObject({
  username: z.string().min(2).max(64),
  password: z.string().min(1).max(128),
});
export const codeBody = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
export const backupCodeBody = z.strictObject({ code: z.string().min(6).max(32) });
export const enrolBody = z.strictObject({ password: z.string().min(1).max(128) });
export const passwordBody = z.strictObject({
  currentPassword: z.string().min(1).max(128),
  newPassword: z.string().min(12).max(128),
});

/** Where a sign-in stands. The session itself is in the cookie. */
export const signInAnswer = z.object({ next: z.enum(['secondFactor', 'enrolSecondFactor', 'none']) });
/** For the authenticator app, shown once. */
export const enrolAnswer = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
export const doneAnswer = z.object({ done: z.literal(true) });

export const meAnswer = z.object({
  person: z.uuid(),
  displayName: z.string(),
  secondFactor: z.boolean(),
  firstPassword: z.boolean().describe('The password is the one that an administrator gave: it is to be changed first'),
  acting: z.object({
    appointment: z.uuid(),
    role: z.string(),
    org: z.uuid(),
    orgName: z.string(),
    orgKind: z.string(),
  }),
  appointments: z.array(
    z.object({ appointment: z.uuid(), role: z.string(), org: z.uuid(), orgName: z.string(), orgKind: z.string() }),
  ),
  permitted: z.array(z.string()).describe('What this role may ask for within its own place'),
});
