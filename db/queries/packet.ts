import { and, desc, eq, sql } from 'drizzle-orm';
import { parseAnswers } from '#domain/answers';
import { groundOf } from '#domain/consent';
import type { Instant } from '#domain/instant';
import type { PacketFact, PacketSheet } from '#domain/packet';
import type { ReferralOwnFact, ReferralState } from '#domain/referral-facts';
import { findScale } from '#domain/scales/index';
import { unlink } from '#db/chain';
import { instantToText, textToInstant } from '#db/schema/columns';
import { events, organisations, people, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { DataKey } from '#db/vault/keyring';
import { unseal } from '#db/vault/seal';
import { schoolLine } from './school-line.ts';

type Sent = Extract<ReferralOwnFact, { readonly type: 'referralSent' }>;

/** The sending of a referral: with which fact, when, on which ground, and what went with it; null while it is a draft. */
export async function sendingOf(tx: Transaction, referral: string) {
  const [row] = await tx
    .select({ version: events.version, at: events.at, bytes: events.bytes, state: streams.state })
    .from(events)
    .innerJoin(streams, eq(streams.id, events.streamId))
    .where(and(eq(events.streamId, referral), eq(events.type, 'referralSent')))
    .orderBy(desc(events.version))
    .limit(1);
  if (row === undefined) return null;
  // Both were made by the rules of referrals.
  const { packet, basis } = unlink(row.bytes).fact as Sent;
  const state = row.state as ReferralState;
  return { version: row.version, at: row.at, packet, basis, ground: groundOf(state.basis) };
}

interface Source {
  readonly facts: readonly (Omit<PacketFact, 'at'> & { readonly at: string })[];
  readonly sheets: readonly (Omit<PacketSheet, 'observedAt' | 'criticals'> & {
    readonly id: string;
    readonly observedAt: string;
    readonly criticals: readonly { readonly item: number; readonly state: string }[];
    readonly raw: string | null;
    readonly keyVersion: number;
  })[];
}

/** Codes of the case and its scored sheets up to an instant (the function app.packet_source); null where the asker has no window into them. */
export async function packetSource(
  tx: Transaction,
  referral: string,
  until: Instant,
  key: DataKey | undefined,
): Promise<{ readonly facts: readonly PacketFact[]; readonly sheets: readonly PacketSheet[] } | null> {
  const [row] = await tx.execute<{ source: Source | null }>(
    sql`select app.packet_source(${referral}, ${instantToText(until)}) as source`,
  );
  const source = row?.source ?? null;
  if (source === null) return null;
  return {
    facts: source.facts.map((fact) => ({ ...fact, at: textToInstant(fact.at) })),
    sheets: source.sheets.map((sheet) => opened(sheet, key)),
  };
}

/** A sheet with the answers to its critical items, and to no other. */
function opened({ id, raw, keyVersion, observedAt, criticals, ...sheet }: Source['sheets'][number], key?: DataKey) {
  const found = findScale(sheet.instrument, sheet.version);
  const place = { table: 'answers', column: 'raw', row: id, keyVersion };
  const plain = raw === null || key === undefined ? null : unseal(key.key, place, Buffer.from(raw, 'hex'));
  const parsed =
    plain === null || !('scale' in found) ? null : parseAnswers(found.scale, JSON.parse(plain.toString('utf8')));
  const answers = parsed !== null && 'answers' in parsed ? parsed.answers : {};
  return {
    ...sheet,
    observedAt: textToInstant(observedAt),
    criticals: criticals.map(({ item, state }) => ({ item, state, answer: answers[item] ?? null })),
  };
}

/** Who answers for the child at the school, for a hospital to call. */
export async function schoolContact(tx: Transaction, owner: string, school: string, at: Instant) {
  const [person] = await tx.select({ name: people.displayName }).from(people).where(eq(people.id, owner));
  const [place] = await tx.select({ name: organisations.name }).from(organisations).where(eq(organisations.id, school));
  return { name: person?.name ?? null, school: place?.name ?? null, phone: await schoolLine(tx, school, at) };
}
