import { type Expectation, expectationOf, figuresOf } from './expected.ts';
import { csvOf, gbkOf, utf8WithMark, xlsxOf } from './files.ts';
import { programmeExpected, programmeFiles } from './programme/files.ts';
import { readmeOf } from './readme.ts';
import { exampleSchool } from './school.ts';

/** Every file of examples/ by its path there; the same bytes for the same seed. */
export async function exampleFiles(): Promise<Readonly<Record<string, Uint8Array>>> {
  const school = exampleSchool();
  const expected: Readonly<Record<string, Expectation>> = {
    'roster.xlsx': expectationOf(school.roster),
    'answers.csv': expectationOf(school.answers),
    'answers-gbk.csv': expectationOf(school.answers),
    'roster-changed.csv': expectationOf(school.rosterChanged),
    'clean/roster.xlsx': expectationOf(school.cleanRoster),
    'clean/answers.csv': expectationOf(school.cleanAnswers),
  };
  const answers = csvOf(school.answers);
  const text = new TextEncoder();
  const json = (value: object) => text.encode(`${JSON.stringify(value, null, 2)}\n`);
  const programme = programmeFiles();
  return {
    'roster.xlsx': await xlsxOf('名册', school.roster),
    'answers.csv': utf8WithMark(answers),
    'answers-gbk.csv': gbkOf(answers),
    'roster-changed.csv': gbkOf(csvOf(school.rosterChanged)),
    'clean/roster.xlsx': await xlsxOf('名册', school.cleanRoster),
    'clean/answers.csv': utf8WithMark(csvOf(school.cleanAnswers)),
    'expected.json': json(expected),
    ...Object.fromEntries(programme.map(({ kind, content }) => [`programme/${kind}.csv`, content])),
    'programme/expected.json': json(programmeExpected(programme)),
    'README.md': text.encode(readmeOf(expected, figuresOf(school))),
  };
}
