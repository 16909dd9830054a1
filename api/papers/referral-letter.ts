import type { FastifyRequest } from 'fastify';
import { openedPacket } from '#api/packet';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { read } from '#api/reading';
import { namesOf } from '#db/queries/guardian-link';
import { referralLetter } from '#domain/papers/referral-letter';
import { type Made, makingOf } from './making.ts';

/**
 * The letter that goes with the child: the packet that was sent, on paper. A draft has none, for nothing leaves before a consent or an emergency lets it
 * go. Opening it is opening the packet: the hospital's first look stands in the ledger.
 */
export function makeReferralLetter(parts: Parts, request: FastifyRequest, id: string): Promise<Made> {
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker, at) => {
    const { row, sent, packet } = await openedPacket(tx, parts, asker, { id, at, language });
    if (sent === null) throw new Problem('paperTooEarly');
    const names = await namesOf(tx, row.otherOrg === null ? [] : [row.otherOrg]);
    const paper = referralLetter(
      {
        packet,
        sentAt: sent.at,
        basis: sent.basis,
        hospital: names.get(row.otherOrg ?? '') ?? '',
        number: id.slice(0, 8),
      },
      await makingOf(tx, asker, at, language),
    );
    const reading = { student: row.studentId, stream: id };
    return {
      value: { paper, at },
      readings: [
        { action: 'export:referralLetter', ...reading },
        { action: 'readPacket', ...reading },
      ],
    };
  });
}
