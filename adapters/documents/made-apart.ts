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

/**
 * The bytes of a document in each form, made by a process of their own: a county's report with two hundred schools took the thread that answers people
 * for three seconds. A process and not a thread, because Node 20 gives the loader of sources to the main thread alone. At most one at a time, the next
 * waits. `done` is told how many forms are made. Rejects when one cannot be made.
 */
export function madeApart(
  document: OfficialDocument,
  forms: readonly Form[],
  done: (count: number) => void = () => undefined,
): Promise<readonly Buffer[]> {
  const made = waiting.then(() => make({ document, forms }, done));
  waiting = made.catch(() => undefined);
  return made;
}

let waiting: Promise<unknown> = Promise.resolve();

function make(work: Work, done: (count: number) => void): Promise<readonly Buffer[]> {
  return new Promise((resolve, reject) => {
    const made: Buffer[] = [];
    const maker = fork(MAKER, {
      execArgv: EXEC_ARGV,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      timeout: LONGEST_MS,
    });
    maker.on('message', (said: Said) => {
      if (said === 'ready') return void maker.send(work);
      if ('fault' in said) return reject(new Error(said.fault));
      done(made.push(Buffer.from(said.bytes)));
    });
    maker.once('error', reject);
    maker.once('exit', (code) => {
      if (made.length === work.forms.length) resolve(made);
      else reject(new Error(`the maker ended with ${code}, ${made.length} of ${work.forms.length} made`));
    });
  });
}
