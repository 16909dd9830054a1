import type { DemoCity } from '#tools/seed/types';
import { DEMO_SCHOOL_CODE } from '#tools/seed/city';
import type { Say } from '#tools/servers/progress';
import { reasonOf } from '#tools/servers/reason';
import { type Cohort, cohortOf, SECOND_SCHOOL_CODE } from './cohort.ts';
import { guardianLink, openedCampaign, plannedVisit, reported } from './programme.ts';
import { callAs, type SignedIn, signedInOnce } from './sessions.ts';
import { lastChild, storiesOf, type Story } from './stories.ts';
import type { Child } from './playing.ts';

/** Stories that are played at the same time. */
const AT_ONCE = 4;

export interface CityToPlay {
  readonly url: string;
  readonly city: DemoCity;
  /** Signs a demo account in; rejects where the city is not the demo city. */
  readonly signIn: SignedIn;
  readonly say: Say;
}

/** What came of a play: how many stories there were, and those that stopped half-way with why. */
export interface Played {
  readonly stories: number;
  readonly stopped: readonly string[];
}

/** The cases with which the demo city is found at its first start; null when they are there. A play that was killed in the middle goes on where it was. */
export async function playFirst(wanted: CityToPlay): Promise<Played | null> {
  const signIn = signedInOnce(wanted.signIn);
  const cohort = cohortOf(wanted.city, 0);
  if (cohort === undefined) throw new Error('the demo city has too few pupils');
  return (await isPlayed(wanted.url, signIn, cohort)) ? null : playOne({ ...wanted, signIn }, cohort, 0);
}

/** The same cases once more, on pupils who were in no play before. */
export async function playAgain(wanted: CityToPlay): Promise<Played> {
  const signIn = signedInOnce(wanted.signIn);
  for (let play = 0; ; play += 1) {
    const cohort = cohortOf(wanted.city, play);
    if (cohort === undefined) throw new Error('no class of the demo has pupils left who were in no case');
    if (!(await isPlayed(wanted.url, signIn, cohort))) return playOne({ ...wanted, signIn }, cohort, play);
  }
}

async function isPlayed(url: string, signIn: SignedIn, cohort: Cohort): Promise<boolean> {
  const { pupil } = lastChild(cohort);
  const call = callAs(url, signIn, 'looking');
  for (const open of [true, false]) {
    const { items } = (await call('counselor', 'GET', `/api/cases?student=${pupil}&open=${open}`)) as Listed;
    if (items.length > 0) return true;
  }
  return false;
}

interface Listed {
  readonly items: readonly unknown[];
}

async function playOne({ url, signIn, say }: CityToPlay, cohort: Cohort, play: number): Promise<Played> {
  const { stories, last } = storiesOf(cohort);
  const stopped: string[] = [];
  const waiting = [...stories, ...(play === 0 ? beside(cohort.own[1], say, url) : [])];
  const all = waiting.length + 1;
  const tell = async ({ name, play: tells }: Story) => {
    try {
      await tells(callAs(url, signIn, `demo-${play}-${name}`));
    } catch (error) {
      stopped.push(`${name}: ${reasonOf(error)}`);
    }
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) await tell(story);
    }),
  );
  // By this case one sees that the play is over: it comes after all others.
  await tell(last);
  return { stories: all, stopped };
}

/** What there is once in a demo city: screenings, a guardian's link, a visit that is planned, a report that is being written. */
function beside(child: Child | undefined, say: Say, url: string): readonly Story[] {
  return [
    { name: 'campaign', play: (call) => openedCampaign(call, 'counselor', DEMO_SCHOOL_CODE) },
    { name: 'campaign-second', play: (call) => openedCampaign(call, 'counselor-2', SECOND_SCHOOL_CODE) },
    { name: 'visit', play: (call) => plannedVisit(call, 'inspector', DEMO_SCHOOL_CODE) },
    { name: 'report', play: (call) => reported(call, 'city-programme', DEMO_SCHOOL_CODE, Date.now()) },
    {
      name: 'guardian',
      play: async (call) => {
        const { pupil = '', guardian = '' } = child ?? {};
        const made = await guardianLink(call, 'counselor', pupil, guardian);
        if (made !== undefined) say(`  监护人页 · guardian's page ${url}${made.path} · 六位数字 code ${made.code}`);
      },
    },
  ];
}
