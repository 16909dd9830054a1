import { playingOf } from '#tools/playing/playing';
import { guardianLink, openedCampaign, reported } from '#tools/playing/programme';
import { sentAtOnce } from '#tools/playing/referrals';
import { leaving } from '#tools/playing/returns';
import type { ServedCity } from './browser-city.ts';
import { type PlayedSchool, playedSchool, SCHOOL } from './played-school.ts';

/** What the pictures show: cases of a week, a leave, a campaign that was opened, a link of a guardian, and a report on some records. */
export interface Stage extends PlayedSchool {
  readonly leave: string;
  readonly report: string;
  readonly campaign: string;
  readonly group: string;
  readonly link: string;
  readonly digits: string;
}

/** Brings it all there over the API; a few seconds. */
export async function staged(served: ServedCity): Promise<Stage> {
  const { call, city } = served;
  const school = await playedSchool(served);
  const play = playingOf(call, SCHOOL);
  await sentAtOnce(play, { kind: 'cases', id: school.crisis });
  const { id: leave } = await leaving(play, { kind: 'cases', id: school.care });
  const [{ code }] = city.schools;
  const report = await reported(call, 'city-programme', code, Date.parse('2026-06-30'));
  const campaign = await openedCampaign(call, 'counselor', code);
  const { classes } = (await call('counselor', 'GET', `/api/campaigns/${campaign}/completion`)) as Classes;
  const { student, id: guardian } = guardianOf(served, school.quiet);
  const made = await guardianLink(call, 'counselor', student, guardian);
  return { ...school, leave, report, campaign, group: classes[0]?.class ?? '', link: made.path, digits: made.code };
}

interface Classes {
  readonly classes: readonly { readonly class: string }[];
}

/** A guardian of this child who may be turned to (N10). */
function guardianOf(served: ServedCity, pupil: string) {
  const found = served.city.guardianships.find(({ student, flagged }) => student === pupil && !flagged);
  if (found === undefined) throw new Error(`pupil ${pupil} has no guardian`);
  return found;
}
