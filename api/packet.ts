import type { FastifyRequest } from 'fastify';
import { NotFound } from '#db/commit';
import { heldKey } from '#db/data-key';
import { recordOpened } from '#db/opened';
import type { Reached } from '#db/queries/reach';
import { knownStudent } from '#db/queries/known-student';
import { packetSource, schoolContact, sendingOf } from '#db/queries/packet';
import * as students from '#db/queries/students';
import { wordsOf } from '#db/queries/texts';
import type { Transaction } from '#db/transaction';
import type { DataKey } from '#db/vault/keyring';
import type { Instant } from '#domain/instant';
import { can } from '#domain/permission';
import * as packet from '#domain/packet';
import type { ReferralState } from '#domain/referral-facts';
import { packetFields, type PacketFieldName, withheldFields } from '#domain/referral-packet';
import { isOfHospital } from '#domain/role';
import type { Language } from '#domain/scale';
import type { Words } from '#domain/words';
import type { Asker } from './asker.ts';
import type { Parts } from './parts.ts';
import { languageOf, Problem } from './problem.ts';
import { read } from './reading.ts';
import { sighted } from './stream-resource.ts';

/**
 * The packet of a referral: what the hospital asked reads before the child comes, as the record stood when it was sent, and what was left out of it and
 * why. The school reads the same, a draft as it would go now. The hospital's first look stands in the ledger.
 */
export function readPacket(parts: Parts, request: FastifyRequest, id: string) {
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker, at) => {
    const { row, sent, packet } = await openedPacket(tx, parts, asker, { id, at, language });
    const value = { referral: id, sentAt: sent?.at ?? null, ...packet };
    return { value, readings: [{ action: 'readPacket', student: row.studentId, stream: id }] };
  });
}

interface Wanted {
  readonly id: string;
  readonly at: Instant;
  readonly language: Language;
}

/** The packet in words, as this asker may open it now, and the sending behind it. */
export async function openedPacket(tx: Transaction, parts: Parts, asker: Asker, { id, at, language }: Wanted) {
  const { reached } = await sighted(tx, 'referral', id, asker);
  const { row, relation } = reached;
  if (!can(asker.role, 'readTexts', relation) || row.studentId === null) throw new Problem('notPermitted');
  // Written by commit() with the rules of referrals.
  const state = row.state as ReferralState;
  const sent = await sendingOf(tx, id);
  if (isOfHospital(asker.role) && (row.closedAt !== null || sent === null)) throw new Problem('notOpen');
  const packed = await packedOf(tx, parts, asker, reached, { state, sent, at });
  if (isOfHospital(asker.role) && sent !== null)
    await recordOpened(tx, at, {
      student: row.studentId,
      referral: id,
      version: sent.version,
      what: 'packetOpened',
      fields: [...packed.fields],
      ground: sent.ground,
      hospital: asker.org,
      person: asker.person,
    });
  return { row, sent, packet: told(packed, language) };
}

interface Sending {
  readonly state: ReferralState;
  readonly sent: Awaited<ReturnType<typeof sendingOf>>;
  readonly at: Instant;
}

type Packed = Awaited<ReturnType<typeof packedOf>>;

async function packedOf(
  tx: Transaction,
  { keyring }: Parts,
  asker: Asker,
  { row }: Reached,
  { state, sent, at }: Sending,
) {
  const student = row.studentId ?? '';
  const known = await knownStudent(tx, student, asker);
  if (known === null) throw new NotFound();
  const key = await heldKey(tx, keyring, student);
  const guardian = (await students.guardiansOf(tx, student)).find(({ danger }) => !danger);
  const basis = sent?.basis ?? (state.basis.kind === 'emergency' ? 'emergency' : 'consent');
  const names = sent?.packet ?? packetFields(basis, guardian !== undefined);
  const source = await packetSource(tx, row.id, sent?.at ?? at, key);
  if (source === null) throw new NotFound();
  const words = key === undefined ? new Map<string, string>() : await wordsOf(tx, key, [state.reason]);
  return {
    fields: packet.shownFields(names, guardian !== undefined),
    withheld: withheldFields(basis, guardian !== undefined),
    child: { name: await fieldOf(tx, key, student, student, 'name'), sex: known.row.sex, bornOn: known.row.bornOn },
    reason: words.get(state.reason.text) ?? null,
    level: state.level,
    source,
    contact: await schoolContact(tx, state.owner, row.homeOrg, at),
    guardian: guardian === undefined ? null : { ...guardian, ...(await reachable(tx, key, student, guardian.id)) },
  };
}

async function reachable(tx: Transaction, key: DataKey | undefined, student: string, guardian: string) {
  return {
    name: await fieldOf(tx, key, student, guardian, 'name'),
    phone: await fieldOf(tx, key, student, guardian, 'phone'),
  };
}

async function fieldOf(tx: Transaction, key: DataKey | undefined, student: string, owner: string, column: string) {
  if (key === undefined) return null;
  const fields = await students.sealedFields(tx, [student], [column]);
  const found = fields.find((each) => each.owner === owner);
  return found === undefined ? null : students.openField(key, found);
}

/** Only what is among the fields; everything else is null and says so under `withheld`. */
function told({ fields, withheld, child, source, level, ...packed }: Packed, language: Language) {
  const when = <T>(field: PacketFieldName, value: T): T | null => (fields.has(field) ? value : null);
  const coded = <T extends { readonly title: Words }>({ title, ...one }: T) => ({ ...one, title: title[language] });
  return {
    name: when('name', child.name),
    sex: when('sex', child.sex),
    birthDate: when('birthDate', child.bornOn),
    reason: when('reason', packed.reason),
    urgency: when('urgency', { level, title: packet.urgencyOf(level)[language] }),
    criticalAnswers: when('criticalAnswers', [...packet.criticalAnswers(source.sheets)]),
    safetyFacts: when('safetyFacts', packet.safetyFacts(source.facts).map(coded)),
    stepsTaken: when('stepsTaken', packet.stepsTaken(source.facts).map(coded)),
    answersSummary: when(
      'answersSummary',
      source.sheets.map(({ criticals: _criticals, ...sheet }) => sheet),
    ),
    interviewFindings: when('interviewFindings', packet.interviewFindings(source.facts)),
    schoolContact: when('schoolContact', packed.contact),
    guardianContact: when('guardianContact', contactOf(packed.guardian)),
    withheld: withheld.map((one) => {
      const { field, because } = packet.withheldWords(one);
      return { ...one, title: field[language], why: because[language] };
    }),
  };
}

function contactOf(guardian: Packed['guardian']) {
  if (guardian === null) return null;
  const { relation, name, phone } = guardian;
  return { relation, name, phone };
}
