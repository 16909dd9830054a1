import type { FastifyRequest } from 'fastify';
import type { Instant } from '#domain/instant';
import { recordReadings, type Reading } from '#db/audit';
import type { Transaction } from '#db/transaction';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import type { READ_REASONS } from './schemas/common.ts';

/** What a read gives back: the value, and the lines that the audit keeps of it. */
export interface Read<T> {
  readonly value: T;
  readonly readings: readonly Reading[];
}

/** The one way to read: under the asker's rights, with its line in the audit in the same transaction. */
export async function read<T>(
  parts: Parts,
  request: FastifyRequest,
  body: (tx: Transaction, asker: Asker, at: Instant) => Promise<Read<T>>,
): Promise<T> {
  const asker = askerOf(request);
  const at = await parts.clock.now();
  const purpose = reasonOf(request);
  const context = { ...asker.context, ...(purpose === undefined ? {} : { purpose }) };
  return parts.db.transaction(context, async (tx) => {
    const { value, readings } = await body(tx, asker, at);
    await recordReadings(
      tx,
      context,
      at,
      readings.map((reading) => ({ reason: purpose ?? null, ...reading })),
    );
    return value;
  });
}

/** The reason the asker chose, already checked against the list by the schema of the headers. */
function reasonOf(request: FastifyRequest): (typeof READ_REASONS)[number] | undefined {
  return request.headers['x-access-reason'] as (typeof READ_REASONS)[number] | undefined;
}
