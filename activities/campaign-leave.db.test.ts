import { expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { playCampaign } from '#tools/testing/campaign-city';
import { campaignTime } from '#tools/testing/campaign-time';
import { returnedChild } from '#tools/testing/returned-child';

const city = await apiCity();
const { clock, database, staff } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const { remindSilent, handOverAbsentees, standing: standingOf } = campaignTime(city);
const stays = await city.student();
const home = await returnedChild(city, 'none');
const back = await returnedChild(city, 'approved');
const goes = back.student;
const campaign = await playCampaign(city, counselor, 'invited', 9);
const placesOf = async () =>
  new Map(
    (
      await admin`select student_id, state, reminded_at from campaign_invitations where campaign_id = ${campaign.id}`
    ).map(({ student_id: student, ...row }) => [student, row]),
  );
const group = await admin`select class_id from students where id = ${goes}`;
const slips = async () =>
  (await counselor.post(`/api/campaigns/${campaign.id}/codes?class=${group[0]?.['class_id']}`, {}))
    .json()
    .items.map(({ student }: { student: string }) => student);

it('has no place for a child who is at home on a leave, and one for whoever is back in class by phases', async () => {
  const places = await placesOf();
  expect(places.has(home.student)).toBe(false);
  expect(places.get(back.student)).toMatchObject({ state: 'invited' });
  expect(
    (await admin`select closed_at from streams where student_id = ${home.student} and kind = 'return'`)[0],
  ).toEqual({
    closed_at: null,
  });
});

it('neither reminds nor hands a slip to a child who went on leave since, and gives it to an owner when the window closes', async () => {
  expect(await slips()).toContain(goes);
  await admin`update streams set stage = 'resting' where student_id = ${goes} and kind = 'return'`;
  expect(await slips()).not.toContain(goes);
  expect(await slips()).toContain(stays);
  const { items } = (await counselor.get(`/api/campaigns/${campaign.id}/responses`)).json();
  expect(
    items.filter(({ away }: { away: boolean }) => away).map(({ student }: { student: string }) => student),
  ).toEqual([goes]);

  clock.at += 3 * DAY;
  const standing = await standingOf(campaign.id);
  await remindSilent(campaign.id, 50);
  const places = await placesOf();
  expect(places.get(stays)?.['reminded_at']).not.toBeNull();
  expect(places.get(goes)?.['reminded_at']).toBeNull();
  expect(standing.remind?.students).toBe([...places.values()].filter((place) => place['reminded_at'] !== null).length);

  clock.at += 9 * DAY + HOUR;
  await handOverAbsentees(campaign.id, 50);
  expect((await placesOf()).get(goes)).toMatchObject({ state: 'owned' });
});
