import { readXlsx } from 'hucre';
import { expect, vi } from 'vitest';
import { gbkOf } from '#tools/examples/files';
import type { Caller } from './api-city.ts';

/** What a test reads of an import. */
export interface ImportSeen {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly check: {
    readonly rows: number;
    readonly added: number;
    readonly unchanged: number;
    readonly changed: readonly number[];
    readonly refused: readonly { readonly row: number; readonly faults: readonly { column: string; code: string }[] }[];
    readonly ignored: readonly { readonly row: number; readonly code: string }[];
  };
  readonly release: { readonly outcome: string; readonly written: number } | null;
}

const BOUNDARY = 'xinqiao-boundary';

/** Uploads a file of records as a browser does. */
export function uploadRecords(caller: Caller, kind: string, file: Uint8Array | string) {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="f"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  return caller.post(`/api/records/${kind}/imports`, body, {
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
  });
}

/** Releases a checked file and waits until it has come to rest. */
export async function releaseRecordFile(caller: Caller, id: string, body: object = {}): Promise<ImportSeen> {
  const begun = await caller.post(`/api/records/imports/${id}/release`, body);
  expect(begun.statusCode, begun.body).toBe(202);
  return vi.waitFor(
    async () => {
      const seen = (await caller.get(`/api/records/imports/${id}`)).json<ImportSeen>();
      expect(seen.state).not.toBe('running');
      return seen;
    },
    { timeout: 120_000, interval: 100 },
  );
}

/** Both steps of an import that has nothing refused. */
export async function importRecords(caller: Caller, kind: string, file: Uint8Array | string): Promise<ImportSeen> {
  const checked = await uploadRecords(caller, kind, file);
  expect(checked.statusCode, checked.body).toBe(201);
  const { id, check } = checked.json<ImportSeen>();
  expect(check.refused, kind).toEqual([]);
  const done = await releaseRecordFile(caller, id);
  expect(done.state, kind).toBe('done');
  return done;
}

/** The bytes of a text as Excel saves it in China. */
export const inGbk = gbkOf;

/** The sheets of a workbook that was answered. */
export async function sheetsOf(file: Uint8Array) {
  return (await readXlsx(file)).sheets;
}
