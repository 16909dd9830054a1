import { customType } from 'drizzle-orm/pg-core';

/**
 * An instant as the domain knows it: whole milliseconds since 1970-01-01T00:00Z, kept as timestamptz(3).
 * Sessions run in UTC (see openDatabase), so the driver always answers `YYYY-MM-DD hh:mm:ss.mmm+00`.
 */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => instantToText(value),
  fromDriver: (value) => textToInstant(value),
});

/** Epoch ms -> the text Postgres reads. Throws RangeError on anything but a finite number. */
export function instantToText(at: number): string {
  return new Date(at).toISOString();
}

/** What Postgres answers for a timestamptz in a UTC session -> epoch ms. Throws RangeError on another shape. */
export function textToInstant(text: string): number {
  const at = Date.parse(`${text.slice(0, 10)}T${text.slice(11).replace(/\+00(:?00)?$/, '')}Z`);
  if (Number.isNaN(at)) throw new RangeError('not a UTC timestamp');
  return at;
}

/** Raw bytes: hashes, ciphertexts, digests. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/**
 * A place in the organisation tree, '/city/county/school/class/': short ids between slashes, slash at both ends.
 * Migrations give every such column the collation "C", so that "below this path" is a range that an index answers.
 */
export const treePath = customType<{ data: string; driverData: string }>({ dataType: () => 'text' });
