import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { dataConverter } from '#adapters/temporal/converter';
import { workflowBundle } from '#tools/workflow-bundle';
import { TEST_KEYS } from './test-keys.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'workflows', 'histories');

/**
 * Keeps the history of a story for the present release, if it has none yet: what lives under an older release must replay under every later one.
 * A missing one fails in CI, where nothing is written.
 */
export async function keepHistory(name: string, handle: WorkflowHandle): Promise<void> {
  const release = releaseNow();
  const file = join(FOLDER, release, `${name}.json`);
  if (existsSync(file)) return;
  if (process.env.CI !== undefined) throw new Error(`the history ${name} of ${release} was never recorded`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(plain(await handle.fetchHistory()))}\n`);
}

const BYTES = '$bytes';

/**
 * The history's fields as JSON, bytes in base64. Not the SDK's own form: its converter stands on one copy of protobufjs and its classes on another, and
 * answers "type must be a Type". 64-bit numbers stay { low, high }, which the encoder takes.
 */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BYTES]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]) => (field == null ? [] : [[key, plain(field)]])),
  );
}

function revived(_key: string, value: unknown): unknown {
  const bytes: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, BYTES) : undefined;
  return typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : value;
}

function releaseNow(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** Names of all recorded histories, `<release>/<story>`. */
export function recordedHistories(): readonly string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted();
}

/** Replays a recorded history, as it was or changed, on the workflows as they are now. Rejects when they would act differently. */
export async function replay(name: string, change: (json: string) => string = (json) => json): Promise<void> {
  const history: unknown = JSON.parse(change(readFileSync(join(FOLDER, `${name}.json`), 'utf8')), revived);
  await Worker.runReplayHistory(
    { workflowBundle: await workflowBundle(), dataConverter: dataConverter(TEST_KEYS) },
    history,
  );
}
