import type { RecordStanding } from '#activities/contract';
import { DAY } from '#domain/instant';
import type { LifeCode } from '#programme/lives';
import { keepTime, type Time } from './clock.ts';
import { pageWhoMustKnow, prompting, streamRecord } from './paging.ts';
import { before, eachMorning, halfway, onTheDay } from './prompts.ts';
import { record as kept } from './proxies.ts';

type Story = (at: RecordStanding, time: Time<RecordStanding>) => Promise<RecordStanding>;

/** A record whose next date lies further ahead needs nobody to sit beside it: the relay starts it again when the date comes near. */
const NEAR = 90 * DAY;

/** A record of the programme until nothing is owed because of it any more: what is due is said before its day, and rung on it. Nobody is woken for paper. */
export async function record(id: string): Promise<void> {
  const time = keepTime<RecordStanding>(id, streamRecord(id, 'record'));
  let at = await time.begin();
  while (at.open) {
    if (at.dueAt !== null && at.dueAt - at.readAt > NEAR) {
      await kept.rest(id, at.version);
      break;
    }
    at = await stories[at.life](at, time);
  }
  await time.end();
}

const paging = (at: RecordStanding) => pageWhoMustKnow(at, 'byDay');

/** Read by a day, answered by another: each addressee hears it on the morning before and on the day. */
const document: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(
      at,
      onTheDay(at, 'documentRead'),
      before(at, 'documentAnswer', 2 * DAY),
      onTheDay(at, 'documentAnswer'),
    ),
  );

/** Two months, one month, one week before it ends. */
const certificate: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(at, before(at, 'certificateRenewal', 30 * DAY), before(at, 'certificateRenewal', 7 * DAY)),
  );

const body: Story = (at, time) => time.next(at, ...paging(at), ...prompting(at, before(at, 'bodyRenewal', 14 * DAY)));

const agreement: Story = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, before(at, 'agreementRenewal', 30 * DAY)));

/** The box that is to be emptied is named on its morning; what was found at fault each morning until it is mended. */
const facility: Story = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, onTheDay(at, 'facilityCheck'), eachMorning(at, 'facilityMend')));

/** From review to reach: each hand that it waits for hears so half-way, and on the day it is to come out. */
const publication: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(
      at,
      halfway(at, 'publicationReview'),
      halfway(at, 'publicationSignOff'),
      onTheDay(at, 'publicationPublish'),
      onTheDay(at, 'publicationReach'),
    ),
  );

const visit: Story = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, before(at, 'visitHold', 3 * DAY), onTheDay(at, 'visitHold')));

const finding: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(at, before(at, 'findingMend', 7 * DAY), onTheDay(at, 'findingMend'), onTheDay(at, 'findingRecheck')),
  );

const meeting: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(at, before(at, 'meetingDecision', 3 * DAY), onTheDay(at, 'meetingDecision')),
  );

/** A report is drafted towards its day; handed in and signed by nobody it does not go out: the next signer hears it each morning. */
const report: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(
      at,
      before(at, 'reportDraft', 7 * DAY),
      onTheDay(at, 'reportDraft'),
      eachMorning(at, 'reportFirstSign'),
      eachMorning(at, 'reportSecondSign'),
    ),
  );

/** Whoever is to answer an appeal hears it half-way; what may be frozen is said on its day. */
const assessment: Story = (at, time) =>
  time.next(
    at,
    ...paging(at),
    ...prompting(
      at,
      halfway(at, 'assessmentAppeal'),
      onTheDay(at, 'assessmentAppeal'),
      onTheDay(at, 'assessmentFreeze'),
    ),
  );

const stories: Record<LifeCode, Story> = {
  document,
  certificate,
  body,
  agreement,
  facility,
  publication,
  visit,
  finding,
  meeting,
  report,
  assessment,
};
