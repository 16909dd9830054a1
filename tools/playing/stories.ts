import * as cases from './cases.ts';
import type { Cohort } from './cohort.ts';
import { type Call, type Cast, type Child, type Playing, playingOf } from './playing.ts';
import * as referrals from './referrals.ts';
import * as returns from './returns.ts';

/** A story that is played to its end or not, whatever becomes of the others. */
export interface Story {
  readonly name: string;
  readonly play: (call: Call) => Promise<unknown>;
}

const FIRST: Cast = { classTeacher: 'classteacher', counselor: 'counselor', head: 'head' };
const SECOND: Cast = { classTeacher: 'classteacher-2', counselor: 'counselor-2', head: 'head-2' };

/** What is going on at the two demo schools and beyond, as one would find it on a working day; and the story that ends the play. */
export function storiesOf(cohort: Cohort): { readonly stories: readonly Story[]; readonly last: Story } {
  const { own, others, ownSecond, othersSecond, elsewhere } = cohort;
  const [last, ...first] = atFirst(own, others);
  if (last === undefined) throw new Error('a play without stories');
  return { stories: [...first, ...atSecond(ownSecond, othersSecond), ...beyond(elsewhere)], last };
}

/** The child by whose case one sees that a play was played to its end. */
export function lastChild({ others }: Cohort): Child {
  return nth(others, 0);
}

function atFirst(own: readonly Child[], others: readonly Child[]): readonly Story[] {
  const story = storyAt(FIRST, 'first');
  const child = (index: number) => nth(others, index);
  return [
    story('quiet', (play) => cases.quiet(play, child(0))),
    story('warned', (play) => cases.warned(play, nth(own, 0))),
    story('dismissing', (play) => cases.dismissing(play, nth(own, 1), play.classTeacher)),
    story('crisis', async (play) => {
      const crisis = await cases.led(play, await cases.inCrisis(play, child(1)), child(1), 'standin');
      await referrals.sentAtOnce(play, crisis);
    }),
    story('signing', (play) => cases.signing(play, child(2))),
    story('care', (play) => cases.inCare(play, child(3))),
    story('scheduled', async (play) => {
      const asked = await referrals.sent(play, await cases.signed(play, child(4), 'expert-health'), child(4));
      await referrals.scheduled(play, asked, 'hospital');
    }),
    story('asked', async (play) => referrals.sent(play, await cases.gradedYellow(play, child(5)), child(5))),
    story('declined', async (play) => {
      const asked = await referrals.sent(play, await cases.gradedYellow(play, child(6)), child(6));
      await referrals.declined(play, asked, 'hospital');
    }),
    story('leaving', async (play) => returns.leaving(play, await cases.gradedYellow(play, child(7)))),
    story('back', async (play) => returns.comingBack(play, await cases.gradedYellow(play, child(8)), child(8))),
    story('dismissed', (play) => cases.dismissed(play, child(9))),
    story('offered', (play) => cases.offered(play, child(10), 'standin')),
    story('followed', (play) => cases.followed(play, child(11), 'expert-health')),
  ];
}

function atSecond([own]: readonly Child[], others: readonly Child[]): readonly Story[] {
  const story = storyAt(SECOND, 'second');
  const child = (index: number) => nth(others, index);
  return [
    story('warned', (play) => cases.warned(play, nth([own], 0))),
    story('handed', (play) => cases.handedOver(play, child(0), 'county-2')),
    story('signing', (play) => cases.signing(play, child(1))),
    story('care', (play) => cases.inCare(play, child(2))),
    story('dismissing', (play) => cases.dismissing(play, child(3), play.counselor)),
  ];
}

const CALLED = [
  ['bereavement', '家中老人去世，家长来电求助。'],
  ['recentPlan', '热线来电：同学说他写了告别的话。'],
  ['bullying', '家长来电：孩子说被同学排挤。'],
  ['withdrawal', '社区转来：孩子很久不出门。'],
] as const;

/** Somebody called the city about pupils of schools in other counties. */
function beyond(elsewhere: readonly Child[]): readonly Story[] {
  return CALLED.map(([sign, note], index) => ({
    name: `beyond-${index}`,
    play: (call) =>
      call('city', 'POST', '/api/concerns', { student: nth(elsewhere, index).pupil, signs: [sign], note }),
  }));
}

function storyAt(cast: Cast, school: string): (name: string, play: (play: Playing) => Promise<unknown>) => Story {
  return (name, play) => ({ name: `${school}-${name}`, play: (call) => play(playingOf(call, cast)) });
}

function nth(children: readonly (Child | undefined)[], index: number): Child {
  const child = children[index];
  if (child === undefined) throw new RangeError('a story without a child');
  return child;
}
