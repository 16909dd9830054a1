import { DAY, HOUR } from '#domain/instant';
import { oneBelow } from '#domain/level';
import type { Level } from '#domain/level';
import { openProposal } from './crisis.ts';
import type { Play } from './play.ts';
import { careUntil } from './routine.ts';

/** One step at a time, each after its least time and on a fresh assessment, and by people: from red to blue, then closed. */
export async function endingChapter(play: Play): Promise<void> {
  await stepDown(play, 10 * DAY);
  await stepDown(play, 25 * DAY);
  await stepDown(play, 45 * DAY);
  await careUntil(play, (await play.time.now()) + 60 * DAY);
  await close(play);
}

/** Care goes on for so long; then the counselor proposes, and below L3 decides, the next lower level. */
async function stepDown(play: Play, after: number): Promise<void> {
  const { cast, act, thing, time } = play;
  const on = thing('case');
  await careUntil(play, (await time.now()) + after);
  await play.tomorrow('10:30');
  await act(cast.counselor, on, { act: 'recordReview', assessment: 'better', note: null });
  await play.pass(HOUR);
  const level = String((await play.view(on))['level']) as Level;
  const lower = {
    act: 'lower',
    level: oneBelow(level),
    basis: ['contacts', 'review'],
    reasonCode: 'returnedWell',
    reason: null,
  };
  await act(cast.counselor, on, { ...lower, ...(await play.seen(on)) });
  const { proposals } = (await play.view(on)) as unknown as {
    readonly proposals: readonly { readonly slots: readonly string[] }[];
  };
  if (proposals.length === 0) return;
  await play.pass(3 * HOUR);
  const proposal = await openProposal(play);
  // The head who raised the level signs no step down: the other head of the school does.
  await act(cast.secondHead, on, { act: 'coSign', proposal });
  await play.pass(HOUR);
  await act(cast.expertHealth, on, { act: 'coSign', proposal });
}

async function close(play: Play): Promise<void> {
  const { cast, act, thing } = play;
  const on = thing('case');
  await play.tomorrow('10:30');
  await act(cast.counselor, on, { act: 'recordReview', assessment: 'steady', note: null });
  await play.pass(HOUR);
  const plan = '有需要随时来，班主任每月留意一次。';
  await act(cast.counselor, on, {
    act: 'close',
    reasonCode: 'steppedDown',
    reason: null,
    plan,
    ...(await play.seen(on)),
  });
  await play.pass(4 * HOUR);
  await act(cast.secondHead, on, { act: 'coSign', proposal: await openProposal(play) });
}
