/** The example school: every table of examples/ from one seed. */
import { randomOf } from '#tools/seed/random';
import { answerCells, answerTable, ANSWER_COLUMNS } from './answers.ts';
import { type Pupil, pupilsOf, ROSTER_COLUMNS, rosterCells } from './pupils.ts';
import { changedRoster, REFUSED_PUPILS, rosterTable } from './roster.ts';
import { type Sheet, sheetsOf } from './sheets.ts';
import type { Table } from './table.ts';

const NEW_PUPILS = 2;

export interface ExampleSchool {
  readonly pupils: readonly Pupil[];
  readonly sheets: readonly Sheet[];
  readonly roster: Table;
  readonly answers: Table;
  readonly rosterChanged: Table;
  /** The same pupils and sheets without one odd row: a file that goes in as it is. */
  readonly cleanRoster: Table;
  readonly cleanAnswers: Table;
}

export function exampleSchool(seed = 'xinqiao-examples'): ExampleSchool {
  const random = randomOf(seed);
  const { pupils, spares } = pupilsOf(random.fork('pupils'), REFUSED_PUPILS + NEW_PUPILS);
  const sheets = sheetsOf(random.fork('sheets'), pupils);
  // The first spares stand in refused rows: whoever answers under such a number is unknown.
  const stranger = spares[REFUSED_PUPILS - 1] as Pupil;
  return {
    pupils,
    sheets,
    roster: rosterTable(random.fork('roster'), pupils, spares),
    answers: answerTable(random.fork('answers'), sheets, [stranger.number]),
    rosterChanged: changedRoster(pupils, spares),
    cleanRoster: { columns: ROSTER_COLUMNS, rows: pupils.map((pupil) => ({ cells: rosterCells(pupil) })) },
    cleanAnswers: { columns: ANSWER_COLUMNS, rows: sheets.map((sheet) => ({ cells: answerCells(sheet) })) },
  };
}
