import { campaignRules } from '#domain/campaign';
import type { CampaignCommand, CampaignFact, CampaignState } from '#domain/campaign-state';
import { DAY } from '#domain/instant';
import { COUNSELOR, MONDAY, type PureStream, pureStream } from './pure-stream.ts';

export type CampaignStory = PureStream<CampaignState, CampaignCommand, CampaignFact>;
export const WINDOW = { opensAt: MONDAY + DAY, closesAt: MONDAY + 14 * DAY };
export const plan: CampaignCommand = {
  act: 'plan',
  instrument: 'phq-a',
  instrumentVersion: '1',
  window: WINDOW,
  interviewers: 1,
  classes: [
    { class: 'class-1', size: 40 },
    { class: 'class-2', size: 30 },
  ],
};
export const owed = (story: CampaignStory, kind: string, subject: string | null = null) =>
  story.state.duties.find((duty) => duty.kind === kind && duty.subject === subject)?.id ?? 'none';
export const invite = (count: number, id = 'class-1'): CampaignCommand => ({
  act: 'invitePage',
  pupils: [{ class: id, from: 'waiting', count }],
});
export const answered = (
  count: number,
  from: 'invited' | 'owned' | 'waiting' = 'invited',
  id = 'class-1',
): CampaignCommand => ({ act: 'countAnswers', pupils: [{ class: id, from, count }] });
export const hand = (waiting: number, invited: number, id = 'class-1'): CampaignCommand => ({
  act: 'handAbsentees',
  class: id,
  waiting,
  invited,
  owner: 'teacher-1',
});

/** Opened on a Tuesday of term, 10:00. */
export function opened(): CampaignStory {
  const story = pureStream(campaignRules, { act: 'deadlinePassed' });
  story.act(COUNSELOR, plan);
  story.goTo(WINDOW.opensAt);
  story.act(COUNSELOR, { act: 'open', answers: owed(story, 'campaignOpen'), wordingVerified: true });
  return story;
}
