import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OfficialDocument } from '#programme/document';
import type { Form, Said, Work } from './document-maker.ts';

/** .ts when run from source, .js when built. */
const KIND = extname(import.meta.filename);
const MAKER = fileURLToPath(new URL(`./document-maker${KIND}`, import.meta.url));
const EXEC_ARGV = KIND === '.ts' ? ['--import', 'tsx'] : [];
const LONGEST_MS = 5 * 60_000;
/** A county's report takes seconds, a minute on a busy machine. A process that is not done by then may hang (seen once, idle): another one tries. */
const FIRST_TRY_MS = 90_000;

/** It was ended because it took too long. */
class TookTooLong extends Error {}

/**
 * The bytes of a document in each form, made by a process of their own: a county's report with two hundred schools took the thread that answers people
 * for three seconds. A process and not a thread, because Node 20 gives the loader of sources to the main thread alone. At most one at a time, the next
 * waits. `done` is told how many forms are made. Rejects when one cannot be made.
 */
export function madeApart(
  document: OfficialDocument,
  forms: readonly Form[],
  done: (count: number) => void = () => undefined,
  firstTryMs = FIRST_TRY_MS,
): Promise<readonly Buffer[]> {
  const work = { document, forms };
  const made = waiting.then(() =>
    make(work, done, firstTryMs).catch((error: unknown) => {
      if (error instanceof TookTooLong) return make(work, done, LONGEST_MS);
      throw error;
    }),
  );
  waiting = made.catch(() => undefined);
  return made;
}

let waiting: Promise<unknown> = Promise.resolve();

function make(work: Work, done: (count: number) => void, timeout: number): Promise<readonly Buffer[]> {
  return new Promise((resolve, reject) => {
    const made: Buffer[] = [];
    const maker = fork(MAKER, {
      execArgv: EXEC_ARGV,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      timeout,
      killSignal: 'SIGKILL',
    });
    maker.on('message', (said: Said) => {
      if (said === 'ready') return void maker.send(work);
      if ('fault' in said) return reject(new Error(said.fault));
      done(made.push(Buffer.from(said.bytes)));
    });
    maker.once('error', reject);
    maker.once('exit', (code, signal) => {
      if (made.length === work.forms.length) resolve(made);
      else if (signal === 'SIGKILL') reject(new TookTooLong('the maker took too long'));
      else reject(new Error(`the maker ended with ${code}, ${made.length} of ${work.forms.length} made`));
    });
  });
}
