import { findLines, type Gate } from './gate.ts';

const CLOCKS =
  /(?<![\w.])now\s*\(\s*\)|\b(current_timestamp|current_date|current_time|localtimestamp|localtime|(clock|statement|transaction)_timestamp|timeofday)\b|\.defaultNow\(/i;
const COMMENT = /^\s*(\*|\/\*|\/\/|--)/;
const DATABASE = /^db\/.*\.(ts|sql)$/;
const SPARED = /\.test\.ts$|^db\/(schema|migrations)\/[\w-]*auth[\w-]*\.(ts|sql)$/;

/**
 * One clock for the whole system: instants reach the database as arguments, never from the clock of its server, so that
 * a year can pass in a test. Spared: tests, and the tables of sessions (files named `auth`), which use machine time.
 */
export const sqlClock: Gate = {
  name: 'sql-clock',
  find: (files) =>
    files
      .filter((file) => DATABASE.test(file.path) && !SPARED.test(file.path))
      .flatMap((file) =>
        findLines(file, (line) => {
          const clock = COMMENT.test(line) ? undefined : CLOCKS.exec(line.replace(/\s(\/\/|--)\s.*$/, ''))?.[0];
          return clock === undefined ? undefined : `'${clock}' reads the clock of the database; pass the instant in`;
        }),
      ),
};
