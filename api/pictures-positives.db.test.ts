import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';

const PUPILS = 12;
const POSITIVE = 3;
const city = await apiCity();
const { staff, clock } = city;
const counselor = await city.as(staff.counselor.person);
for (let n = 0; n < PUPILS; n += 1) await city.student();
const campaign = await playCampaign(city, counselor, 'invited', PUPILS);
const codes = await campaign.codes();
for (const [at, { code }] of codes.entries()) {
  await campaign.phone('POST', `${code}/assent`, { agrees: true }, key());
  await campaign.answer(code, at < POSITIVE ? sheetWith(9, 2) : sheetWith(1, 1));
}

interface Shown {
  readonly rows: readonly { readonly code: string; readonly org: string | null; readonly values: (number | null)[] }[];
}
async function picture(who: typeof counselor, code: string): Promise<Shown['rows']> {
  const year = new Date(clock.at).getUTCFullYear();
  const answer = await who.get(`/api/pictures/${code}?from=${year}-01-01&to=${year}-12-31`);
  expect(answer.statusCode, answer.body).toBe(200);
  return (answer.json() as Shown).rows;
}
const SHARE = Math.round((100 * POSITIVE) / PUPILS);

it('tells a school how many of each grade answered, and of how many the answers gave a warning', async () => {
  const grades = await picture(counselor, 'positivesByGrade');
  expect(grades.map(({ values }) => values)).toEqual([[PUPILS, POSITIVE, SHARE]]);
  expect((await picture(counselor, 'positivesByPlace')).map(({ values }) => values)).toEqual([
    [PUPILS, POSITIVE, SHARE],
  ]);
});

it('looks back upon five school years, a year without a screening being nought', async () => {
  const years = await picture(counselor, 'positivesOverTime');
  expect(years).toHaveLength(5);
  expect(years.at(-1)?.values).toEqual([PUPILS, POSITIVE, SHARE]);
  expect(years[0]?.values).toEqual([0, 0, 0]);
});

it('N08: keeps few positives and their share back above the school, and ranks no school', async () => {
  const [county, above] = [await city.as(staff.county.person), await city.as(staff.city.person)];
  for (const who of [county, above])
    for (const code of ['positivesByGrade', 'positivesByPlace', 'positivesOverTime']) {
      const rows = await picture(who, code);
      const told = rows.find(({ values }) => values[0] === PUPILS);
      expect(told?.values, code).toEqual([PUPILS, null, null]);
      expect(rows.every(({ org }) => org === null)).toBe(true);
    }
  const places = (await picture(county, 'positivesByPlace')).map(({ code }) => code);
  expect(places).toEqual(['o', 's']);
});
