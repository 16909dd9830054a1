import { expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign } from '#tools/testing/campaign-city';
import { campaignTime } from '#tools/testing/campaign-time';

const city = await apiCity();
const { clock, database, staff } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const { remindSilent, handOverAbsentees, standing: standingOf } = campaignTime(city);

it('reminds no pupil whose guardian took the consent back, nor one who has left, and gives both to an owner', async () => {
  const stays = await city.student('2014-05-01');
  const takenBack = await city.student('2014-05-01');
  const left = await city.student();
  await admin`insert into consents (id, student_id, kind, given_by, given_at)
    select gen_random_uuid(), student_id, 'screening', id, '2026-01-01' from guardians where student_id = any(${[stays, takenBack]}::uuid[])`;
  const campaign = await playCampaign(city, counselor, 'invited', 9);
  const [consent] = await admin`select id from consents where student_id = ${takenBack}`;
  const asked = `/api/students/${takenBack}/consents/${String(consent?.['id'])}/revoke`;
  expect((await counselor.post(asked, {}, key())).statusCode).toBe(200);
  await admin`update students set enrolled_state = 'left' where id = ${left}`;

  clock.at += 3 * DAY;
  const standing = await standingOf(campaign.id);
  expect(standing.remind?.students).toBe(1);
  expect((await remindSilent(campaign.id, 50)).remind).toBeNull();
  const reminded =
    await admin`select student_id from campaign_invitations where campaign_id = ${campaign.id} and reminded_at is not null`;
  expect(reminded).toEqual([{ student_id: stays }]);

  clock.at += 9 * DAY + HOUR;
  await handOverAbsentees(campaign.id, 50);
  const owned =
    await admin`select student_id from campaign_invitations where campaign_id = ${campaign.id} and state = 'owned'`;
  expect(owned.map((row) => row['student_id'])).toEqual(expect.arrayContaining([stays, takenBack]));
});
