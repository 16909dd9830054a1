import { inCare, inCrisis, quiet, signing, warned } from '#tools/playing/cases';
import { type Cast, playingOf } from '#tools/playing/playing';
import type { ServedCity } from './browser-city.ts';

/** The staff of the first school of a served city. */
export const SCHOOL: Cast = { classTeacher: 'classteacher', counselor: 'counselor', head: 'head' };

/** Cases at the first school of a served city as a week of work leaves them, all made over the API by those who would. */
export interface PlayedSchool {
  /** In triage: an interview is owed. */
  readonly warned: string;
  /** In care at L2, with a session and a plan. */
  readonly care: string;
  /** Graded L3 by the head: the second signature, of the health side, is missing. */
  readonly signing: string;
  /** In crisis, with somebody on watch. */
  readonly crisis: string;
  /** A pupil of the class teacher's about whom nobody has said anything. */
  readonly quiet: string;
}

/** Plays it; a few seconds. */
export async function playedSchool(served: ServedCity): Promise<PlayedSchool> {
  const { own, others } = await pupilsOf(served);
  const play = playingOf(served.call, SCHOOL);
  const warning = await warned(play, { pupil: own[0] ?? '' });
  const [care, unsigned, crisis] = [
    await inCare(play, { pupil: others[0] ?? '' }),
    await signing(play, { pupil: others[1] ?? '' }),
    await inCrisis(play, { pupil: others[2] ?? '' }),
  ];
  await quiet(play, { pupil: others[3] ?? '' });
  return { warned: warning.id, care: care.id, signing: unsigned.id, crisis: crisis.id, quiet: own[1] ?? '' };
}

/** The class teacher's own pupils, and the others of the school. */
async function pupilsOf(
  served: ServedCity,
): Promise<{ readonly own: readonly string[]; readonly others: readonly string[] }> {
  const ids = async (who: string) => {
    const page = (await served.call(who, 'GET', '/api/students')) as {
      readonly items: readonly { readonly id: string }[];
    };
    return page.items.map(({ id }) => id);
  };
  const own = await ids('classteacher');
  return { own, others: (await ids('counselor')).filter((id) => !own.includes(id)) };
}
