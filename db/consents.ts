import { and, eq, inArray } from 'drizzle-orm';
import type { Act } from './act.ts';
import { consents, organisations } from './schema/index.ts';
import type { AnyCommand } from './streams.ts';

interface GiveConsent extends AnyCommand {
  readonly consent: string;
  readonly guardian: string;
  readonly hospitals: readonly string[];
}

function isGiveConsent(command: AnyCommand): command is GiveConsent {
  return command.act === 'giveConsent';
}

/** The row of a consent that stands or falls with the act that records it (个人信息保护法 29). */
export function recordConsent(command: AnyCommand, person: string): Act['beside'] {
  if (!isGiveConsent(command)) return undefined;
  return async (tx, { studentId, at }) => {
    if (studentId === null) return;
    const named = await tx
      .select({ id: organisations.id })
      .from(organisations)
      .where(and(eq(organisations.kind, 'hospital'), inArray(organisations.code, [...command.hospitals])));
    await tx.insert(consents).values({
      id: command.consent,
      studentId,
      kind: 'referral',
      hospitals: named.map(({ id }) => id),
      givenBy: command.guardian,
      recordedBy: person,
      givenAt: at,
    });
  };
}
