/** `npm run check`: every static gate over this tree, one line each, then what failed. Exit code 1 when any failed. */
import { runStaticGates } from './gates/static-gates.ts';

const verdicts = await runStaticGates(process.cwd(), ({ name, ok, seconds }) =>
  console.log(`${name.padEnd(10)} ${ok ? 'ok    ' : 'failed'} ${seconds.toFixed(1).padStart(5)} s`),
);
const failed = verdicts.filter((verdict) => !verdict.ok);
for (const { name, details } of failed) console.log(`\n--- ${name} ---\n${details}`);
console.log(`\n${verdicts.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
