/**
 * `npm test`: the static gates and every test; `npm run test:unit` and its like: one kind. What is not the name of a
 * part goes to vitest, such as the name of a file. Ends with `N passed, N failed`; exit code 1 when anything failed.
 */
import { sayOnTerminal as say, secondsSince } from './servers/progress.ts';
import { none, plus, runGates, runTests, TEST_KINDS, type Tally, tallyLine } from './testing/tally.ts';

const began = Date.now();
const asked = process.argv.slice(2);
const kinds = TEST_KINDS.filter((kind) => asked.includes(kind));
const others = asked.filter((word) => !TEST_KINDS.some((kind) => kind === word));
const everything = asked.length === 0;

let tally: Tally = none;
if (everything) {
  say('== 静态检查 · static gates ==');
  tally = plus(tally, await runGates());
}
say(`== 测试 · tests: ${(kinds.length === 0 ? TEST_KINDS : kinds).join(', ')} ==`);
tally = plus(tally, await runTests(kinds, others));
say(`${secondsSince(began)} s`);
console.log(tallyLine(tally));
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
