import { addDays, DAY, dayOf, MINUTE, onDay } from '#domain/instant';
import type { Play } from './play.ts';
import type { Thing } from './transport.ts';

/** PHQ-9 as a student fills it in on a phone: a middling total, and one answer that a person must ask about. */
const ANSWERS: Answers = { 1: 2, 2: 1, 3: 2, 4: 1, 5: 1, 6: 2, 7: 1, 8: 0, 9: 2, 10: 1 };
const WELL: Answers = { 1: 0, 2: 0, 3: 1, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0, 10: 0 };
const PHQ_9 = { instrument: 'PHQ-9', version: '1' } as const;

type Answers = Readonly<Record<number, number>>;

interface Place {
  readonly student: string;
  readonly code: string;
}

/** A class is asked: planned on the Friday, invited by the engine when school opens on the Monday, answered on phones at ten. Ends with the page heard. */
export async function screeningChapter(play: Play): Promise<void> {
  const { api, cast, world, things, time } = play;
  const counselor = cast.counselor.person;
  const friday = await time.now();
  const monday = addDays(dayOf(friday), 3);
  const window = { opensAt: onDay(monday, '07:30'), closesAt: onDay(monday, '18:00') + 11 * DAY };
  const planned = await api.ask<{ stream: string }>('/campaigns', {
    method: 'POST',
    as: counselor,
    body: { org: world.school, ...PHQ_9, window, interviewers: 2, classes: [world.student.org] },
  });
  const campaign: Thing = { kind: 'campaign', id: planned.stream };
  things.set('campaign', campaign);
  await play.act(cast.counselor, campaign, { act: 'open', ...(await play.answering(campaign, 'campaignOpen')) });
  const slips = await api.ask<{ items: readonly Place[] }>(
    `/campaigns/${campaign.id}/codes?class=${world.student.org}`,
    {
      method: 'POST',
      as: counselor,
    },
  );
  await time.until(onDay(monday, '10:05'));
  const isOwn = ({ student }: Place) => student === world.student.id;
  for (const slip of slips.items.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))) {
    const own = isOwn(slip);
    if (!own) await play.pass(12 * MINUTE);
    await answerOnPhone(play, slip.code, own ? ANSWERS : WELL);
    // Who is paged hears of it on an open line, and by that of the case.
    if (own) things.set('case', { kind: 'case', id: (await play.pageFor(cast.counselor, 'interview')).stream });
  }
}

interface Form {
  readonly state: string;
  readonly version: string;
  readonly items: readonly { readonly n: number }[];
}

/** Opens the form by its code, agrees to be asked, and hands it in. The engine has invited: before that a code shows no item. */
async function answerOnPhone({ api, time }: Play, code: string, answers: Answers): Promise<void> {
  const before = await api.ask<Form>(`/answering/${code}`);
  if (before.items.length > 0) throw new Error('questions are shown to a student who has not agreed');
  const form = await api.ask<Form>(`/answering/${code}/assent`, { method: 'POST', body: { agrees: true } });
  if (form.state !== 'open' || form.items.length !== Object.keys(answers).length)
    throw new Error(`the form is ${form.state} with ${form.items.length} items`);
  const body = { version: form.version, answers, answeredAt: await time.now() };
  const { helpLines } = await api.ask<{ helpLines: readonly unknown[] }>(`/answering/${code}`, {
    method: 'POST',
    body,
  });
  if (helpLines.length === 0) throw new Error('no help line stands under the thanks');
}
