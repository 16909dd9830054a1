import type { FollowUpState } from '#domain/follow-up-state';
import type { Instant } from '#domain/instant';
import type { Level } from '#domain/level';
import type { DutyKind } from '#domain/policy';
import type { ReferralState } from '#domain/referral-facts';
import type { ReturnState } from '#domain/return-to-school-state';
import type { RecordState } from '#programme/record-state';
import type { StreamKind } from '#domain/stream';
import { markWoken } from '#db/waking';
import { type DutyView, type StreamView, streamView } from '#db/queries/stream-view';
import { campaignStanding } from './campaign-standing.ts';
import type { FollowUpStanding, Page, RecordStanding, ReferralStanding, ReturnStanding, Standing } from './contract.ts';
import { AS_CLOCK, type Parts, TEMPLATES } from './parts.ts';
import { missingPapers } from './return-papers-state.ts';
import { deliveryOf, remindedAt } from './referral-delivery-state.ts';

/** At most so many pages go out for one stream in one turn, longest waiting first: an alarm flood is answered by nobody. */
const MOST_PAGES = 12;

/** Reads where a stream stands. A stream that the record does not know is closed: its workflow has nothing to keep. */
export async function readStanding({ db, clock }: Pick<Parts, 'db' | 'clock'>, id: string): Promise<Standing> {
  // Before BEGIN: under time skipping the clock is another server.
  const readAt = await clock.now();
  return db.transaction(AS_CLOCK, async (tx) => {
    const view = await streamView(tx, id);
    if (view === null) return gone(id, readAt);
    // Whoever reads has heard: the relay need not say it once more.
    if (view.row.woken < view.row.version) await markWoken(tx, [view.row]);
    const standing = standingOf(view, readAt);
    return standing.kind === 'campaign' ? campaignStanding(tx, standing) : standing;
  });
}

function gone(id: string, readAt: Instant): Standing {
  return {
    id,
    kind: 'case',
    open: false,
    stage: 'closed',
    level: null,
    version: 0,
    readAt,
    dueAt: null,
    duties: [],
    pages: [],
  };
}

/** What the record says, in the words of the contract. */
function standingOf(
  view: StreamView,
  readAt: Instant,
): Standing | ReferralStanding | FollowUpStanding | ReturnStanding | RecordStanding {
  const { row, duties } = view;
  const kind = row.kind as StreamKind;
  const standing: Standing = {
    id: row.id,
    kind,
    open: row.closedAt === null,
    stage: row.stage ?? '',
    level: row.level as Level | null,
    version: row.version,
    readAt,
    dueAt: row.nextDueAt,
    duties: duties.map(inView),
    pages: duties
      .flatMap(pagesOf)
      .toSorted((a, b) => a.at - b.at)
      .slice(0, MOST_PAGES),
  };
  if (kind === 'referral') {
    const { appointment, stage } = row.state as ReferralState;
    return {
      ...standing,
      kind,
      stage,
      delivery: deliveryOf(view, readAt),
      appointmentAt: appointment?.at ?? null,
      remindedAt: remindedAt(view),
    };
  }
  if (kind === 'followUp') {
    const { window, stage } = row.state as FollowUpState;
    return { ...standing, kind, stage, window: window && { opensAt: window.opensAt, closesAt: window.closesAt } };
  }
  if (kind === 'record') {
    const { life } = row.state as RecordState;
    return { ...standing, kind, life };
  }
  if (kind === 'return') {
    const { appealUntil, nextDate, stage } = row.state as ReturnState;
    return { ...standing, kind, stage, missing: missingPapers(view), appealUntil, nextDate };
  }
  return standing;
}

function inView({ row, notices }: DutyView): Standing['duties'][number] {
  const prompts = notices.flatMap(({ template, sentAt }) =>
    template === TEMPLATES.prompt && sentAt !== null ? [sentAt] : [],
  );
  return {
    id: String(row.openedVersion),
    kind: row.kind as DutyKind,
    subject: row.subject,
    openedAt: row.openedAt,
    limitAt: row.limitAt ?? row.dueAt,
    promptedAt: prompts.length === 0 ? null : Math.max(...prompts),
  };
}

/** Whom the step reached calls: who was not told yet, and at red clocks again and again until somebody acknowledges. */
function pagesOf({ row, notices, clock: { pageEvery } }: DutyView): readonly Page[] {
  if (row.acknowledgedStep !== null && row.acknowledgedStep >= row.step) return [];
  return notices.flatMap(({ audience, channel, step, person, state, createdAt, sentAt }) => {
    if (audience !== 'staff' || channel !== 'inApp' || step !== row.step) return [];
    const page = { duty: String(row.openedVersion), step, person };
    if (sentAt === null) return state === 'waiting' ? [{ ...page, at: createdAt }] : [];
    return pageEvery === null ? [] : [{ ...page, at: sentAt + pageEvery }];
  });
}
