import { expect, it } from 'vitest';
import { schoolV1 } from '#programme/assessment/sets/school-v1';
import { key } from '#tools/testing/campaign-city';
import { indicator, newSetOf } from '#tools/testing/indicators';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock } = await programmeCity();
const city = await as('city');
const county = await as('county');
const programme = await as('programme');
const schoolProgramme = await as('school-programme');
clock.at = Date.parse('2026-06-30T09:00:00+08:00');
const SCHOOL = '999001001';
const PERIOD = { from: '2025-09-01', to: '2026-06-30' };
const newSet = newSetOf(city);

it('says that a formula divides by nothing, and gives no points for it', async () => {
  const led = { duty: 'inCharge', name: '乙', since: '2024-09-01' };
  expect((await programme.post('/api/records/lead', { org: SCHOOL, values: led }, key())).statusCode).toBe(200);
  expect(
    (
      await newSet(
        'divided',
        indicator('led', 50, 'network.leads'),
        indicator('share', 50, 'supervision.findings / publicity.published'),
      )
    ).statusCode,
  ).toBe(200);
  const seen = await county.post('/api/assessments/preview', {
    assesses: 'school',
    org: SCHOOL,
    ...PERIOD,
    set: 'divided',
  });
  expect(seen.json().lines[1]).toMatchObject({
    state: 'notAssessable',
    obstacle: { because: 'formulaFault', fault: { fault: 'divisionByZero' } },
  });
  expect(seen.json()).toMatchObject({ outOf: 50 });
});

it.each([
  ['[1, 2].map(i, i * i)', 'notAllowed'],
  [`${'-'.repeat(600)}1`, 'tooLong'],
  ['('.repeat(200), 'tooComplex'],
  ['network.leads / ', 'unreadable'],
  ['network.ghosts', 'figureUnknown'],
  ['1 + 1', 'noFigure'],
])('refuses a formula that could not end well: %s is %s', async (formula, code) => {
  const refused = await newSet('broken', indicator('only', 100, formula));
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'indicatorsInvalid']);
  expect(refused.json().pointers).toContainEqual({ pointer: '/indicators/0/formula', code });
  expect(refused.body).not.toContain('---');
});

it.each([
  'screening.positives',
  'network.openCases',
  'staff.riskLevel',
  'activities.referrals',
  'curriculum.pupilsResults',
])('N09: lets no indicator name what pupils answered or how many were found: %s', async (figure) => {
  const refused = await newSet('unfair', indicator('only', 100, figure));
  expect(refused.statusCode).toBe(422);
  expect(refused.json().pointers).toContainEqual({ pointer: '/indicators/0/formula', code: 'figureForbidden' });
});

it('lets the city alone publish indicators, one version after the other', async () => {
  const { indicators } = schoolV1;
  const next = { against: 1, code: 'school', assesses: 'school', indicators };
  expect((await county.post('/api/indicator-sets', next, key())).statusCode).toBe(403);
  const kept2 = await city.post('/api/indicator-sets', next, key());
  expect([kept2.statusCode, kept2.json().version]).toEqual([200, 2]);
  const stale = await city.post('/api/indicator-sets', next, key());
  expect([stale.statusCode, stale.json().facts]).toEqual([409, { version: 2 }]);
  const { items } = (await schoolProgramme.get('/api/indicator-sets')).json();
  expect(
    items.filter(({ code }: { code: string }) => code === 'school').map(({ version }: { version: number }) => version),
  ).toEqual([1, 2]);
});
