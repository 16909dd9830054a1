/** `npm run web`: builds the console and the student's page into dist/web, when their sources have changed. */
import { buildPages } from './pages.ts';
import { sayOnTerminal as say, secondsSince } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';

const began = Date.now();
try {
  await buildPages(say);
  say(`dist/web is ready (${secondsSince(began)} s)`);
} catch (error) {
  say(`the pages could not be built:\n${reasonOf(error)}`);
  process.exitCode = 1;
}
