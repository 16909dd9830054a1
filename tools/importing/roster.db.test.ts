import { expect, it } from 'vitest';
import { checkFile } from '#db/imports/check';
import { releaseFile } from '#db/imports/release';
import { SheetsMoved } from '#db/imports/sheet-write';
import { blindIndex, openStudentKey } from '#db/vault/keyring';
import { openText } from '#db/vault/text';
import { idNumberOf } from '#tools/seed/names';
import { exampleSchool } from '#tools/testing/example-school';
import { freshDatabase } from '#tools/testing/database';

const database = await freshDatabase();
const school = await exampleSchool(database);
const { intake, head, code } = school;
const { admin } = database;
const CHOICE = { partial: false, confirmCapacity: false };
const TITLES = '学号,姓名,性别,出生日期,证件号,年级,班级,监护人,关系,电话\n';
const ID = idNumberOf('999010', '2013-05-01', 2);
const OTHER_ID = idNumberOf('999010', '2013-05-01', 4);

interface Line {
  readonly number?: string;
  readonly name?: string;
  readonly id?: string;
  readonly group?: string;
  readonly guardian?: string;
  readonly relation?: string;
  readonly phone?: string;
}
const line = ({
  number = '1',
  name = '晴知遥',
  id = ID,
  group = '1班',
  guardian = '晴南',
  relation = '母亲',
  phone = '00011111111',
}: Line) => `${number},${name},女,2013-05-01,${id},七年级,${group},${guardian},${relation},${phone}\n`;
const file = (...lines: Line[]) => Buffer.from(TITLES + lines.map(line).join(''));
const release = (...lines: Line[]) => releaseFile(intake, head, code, file(...lines), CHOICE);
const faults = async (...lines: Line[]) =>
  (await checkFile(intake, head, code, file(...lines))).report.refused.flatMap((row) => row.faults);

/** The guardians of pupil 1 as the vault says now, in order of calling. */
async function guardians() {
  const rows = await admin`select g.id, g.relation, g.priority, v.id as text, v.owner_column, v.ciphertext, k.*
    from guardians g join students s on s.id = g.student_id and s.number = '1' join student_keys k on k.student_id = s.id
    join lateral (select distinct on (owner_column) * from vault where owner_id = g.id order by owner_column, seq desc) v on true
    order by g.priority, g.id, v.owner_column`;
  const known = new Map<string, Record<string, unknown>>();
  for (const row of rows) {
    const wrapped = { wrapped: row['wrapped_key'], masterKeyId: row['master_key_id'], keyVersion: row['key_version'] };
    const key = openStudentKey(intake.ring, row['student_id'], wrapped);
    const said = { relation: row['relation'], [row['owner_column']]: openText(key, row['text'], row['ciphertext']) };
    known.set(row['id'], { ...known.get(row['id']), ...said });
  }
  return [...known.values()];
}
const found = async (phone: string) => {
  const digest = blindIndex(intake.ring, 'guardianPhone', phone);
  return (await admin`select from blind_index where field = 'guardianPhone' and digest = ${digest}`).length;
};

it('adds a pupil whose guardian is found by telephone, and refuses a class that the school has not', async () => {
  expect((await release({})).written).toBe(1);
  expect(await guardians()).toEqual([{ relation: 'mother', name: '晴南', phone: '00011111111' }]);
  expect(await found('00011111111')).toBe(1);
  expect(await faults({ number: '9', id: '', group: '29班' })).toEqual([{ column: '班级', code: 'classUnknown' }]);
});

it('refuses an identity number that another pupil has', async () => {
  expect(await faults({ number: '2' })).toEqual([{ column: '证件号', code: 'idNumberTaken' }]);
  expect(await faults({ number: '2', id: OTHER_ID })).toEqual([]);
  expect(await faults({ number: '1' })).toEqual([]);
});

it('an old telephone finds nobody any more, and an empty cell takes nothing away', async () => {
  await release({ phone: '00022222222' });
  expect([await found('00011111111'), await found('00022222222')]).toEqual([0, 1]);
  expect((await release({ id: '', guardian: '', phone: '' })).report.roster).toMatchObject({ unchanged: 1 });
  expect(await guardians()).toEqual([{ relation: 'mother', name: '晴南', phone: '00022222222' }]);
});

it('a guardian of another name and relation is added and called first, the old one stays', async () => {
  await release({ guardian: '晴川', relation: '父亲', phone: '00033333333' });
  expect(await guardians()).toEqual([
    { relation: 'father', name: '晴川', phone: '00033333333' },
    { relation: 'mother', name: '晴南', phone: '00022222222' },
  ]);
});

it('nobody slips under the flag of a dangerous guardian, nor out of it', async () => {
  await admin`update guardians set flagged_danger = true where relation = 'father'`;
  await release({ guardian: '晴野', relation: '父亲', phone: '00044444444' });
  const flags = await admin`select flagged_danger as flag, count(*)::int as rows from guardians group by 1 order by 1`;
  expect(flags).toEqual([
    { flag: false, rows: 2 },
    { flag: true, rows: 1 },
  ]);
  expect(await guardians()).toContainEqual({ relation: 'father', name: '晴川', phone: '00033333333' });
});

it('writes nothing of a file when another sheet of the same moment came in between', async () => {
  const sheet = '学号,量表,版本,作答时间,1,2,3,4,5,6,7\n1,GAD-7,1,2026-11-20 08:10,0,0,0,0,0,0,0\n';
  let asked = 0;
  const clock = {
    now: async () => {
      asked += 1;
      // After the plan, before the commit.
      if (asked === 2)
        await admin`insert into answers (id, student_id, home_path, instrument, version, status, observed_at, at)
          select gen_random_uuid(), id, '/x/', 'GAD-7', '1', 'complete', '2026-11-20 00:10Z', '2026-11-20 00:11Z' from students where number = '1'`;
      return school.clock.now();
    },
  };
  const moved = releaseFile({ ...intake, clock }, head, code, Buffer.from(sheet), CHOICE);
  await expect(moved).rejects.toThrow(SheetsMoved);
  const [rows] = await admin`select count(*)::int as answers from answers where home_path <> '/x/'`;
  expect(rows?.['answers']).toBe(0);
});
