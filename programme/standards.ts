import { words } from '#domain/words';

/** Least class hours of a school year, by stage of schooling: what the bureau asks of its schools. A new version is a new row with its year. */
export const HOURS_ASKED = {
  version: 1,
  stages: {
    primary: { hours: 12, words: words('小学', 'primary schools') },
    junior: { hours: 14, words: words('初中', 'junior schools') },
    senior: { hours: 14, words: words('高中', 'senior schools') },
    secondary: { hours: 14, words: words('完全中学', 'combined schools') },
    vocational: { hours: 14, words: words('中职', 'vocational schools') },
  },
} as const;

/** Where the stage of a school is not said, its grades say it: up to this one they are primary. */
export const LAST_PRIMARY_GRADE = 6;
