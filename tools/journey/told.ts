import { type Proof, prove } from '#db/proof';
import { caseRecord } from '#db/queries/case-record';
import { eventsOf, factsIn } from '#db/queries/facts';
import { timelineSource } from '#db/queries/timeline';
import type { Transaction } from '#db/transaction';
import type { CampaignFact } from '#domain/campaign-state';
import type { Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { storyPeople, type TimelineEntry, timeline } from '#domain/timeline';
import { personWords } from '#domain/timeline/people';
import { type Words, words } from '#domain/words';
import type { Heard } from './ears.ts';
import type { Play } from './play.ts';
import { counted } from './tell.ts';

/** A line beside the case's own story. */
export interface Aside {
  readonly at: Instant;
  readonly text: Words;
}

/** A page that somebody heard over an open line; who it was in the story's words. */
export interface PageHeard {
  readonly at: Instant;
  readonly who: Words;
  readonly duty: DutyKind;
  readonly step: number;
}

/** Everything there is to tell of a journey. */
export interface Journey {
  readonly caseId: string;
  /** What went before the case: the campaign in which the student answered. */
  readonly screening: readonly Aside[];
  readonly story: readonly TimelineEntry[];
  readonly heard: readonly PageHeard[];
  readonly proof: Proof;
}

/** Reads what happened from the record, and from the open lines what was heard. */
export async function journeyOf(tx: Transaction, play: Play, heard: readonly Heard[]): Promise<Journey> {
  const [campaign, caseId] = [play.thing('campaign').id, play.thing('case').id];
  const source = await timelineSource(tx, { caseId, names: false });
  const record = await caseRecord(tx, caseId);
  if (source === null || record === null) throw new Error('the case is gone');
  const screening = factsIn((await eventsOf(tx, [campaign])).get(campaign) ?? []);
  const people = storyPeople(source);
  const ours = new Set(record.streams.map(({ id }) => id));
  return {
    caseId,
    screening: screening.flatMap(({ at, fact }) => asideOf(at, fact as CampaignFact) ?? []),
    story: timeline(source),
    heard: heard
      .filter(({ stream }) => ours.has(stream))
      .map(({ at, person, duty, step }) => ({ at, who: personWords(people, person), duty, step })),
    proof: prove(record),
  };
}

/** A campaign is told by its figures; what it owed meanwhile is another story. */
const CAMPAIGN: { readonly [T in CampaignFact['type']]?: (fact: Extract<CampaignFact, { type: T }>) => Words } = {
  campaignPlanned: (fact) => {
    const [classes, pupils] = [fact.classes.length, fact.classes.reduce((sum, { size }) => sum + size, 0)];
    return words(
      `心理教师安排了一次测评：${classes} 个班，${pupils} 名学生。`,
      `The counselor planned a screening: ${counted(classes, 'class', 'classes')}, ${counted(pupils, 'student')}.`,
    );
  },
  pageInvited: (fact) => {
    const pupils = fact.pupils.reduce((sum, { count }) => sum + count, 0);
    return words(
      `学校开门，系统向 ${pupils} 名学生发出作答邀请：当天有人能与他们面谈。`,
      `School opens: the engine invites ${counted(pupils, 'student')}, as many as somebody can speak with that day.`,
    );
  },
  campaignEnded: () => words('每名学生都已作答，测评结束。', 'Every student has answered: the screening ends.'),
};

function asideOf(at: Instant, fact: CampaignFact): Aside | null {
  const tell = CAMPAIGN[fact.type] as ((fact: CampaignFact) => Words) | undefined;
  return tell === undefined ? null : { at, text: tell(fact) };
}
