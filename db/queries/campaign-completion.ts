import { and, asc, count, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import { type CampaignState, STANDINGS, type Standing } from '#domain/campaign-state';
import type { Instant } from '#domain/instant';
import { campaignInvitations, organisations, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { consentAwaited } from './consents.ts';

/** Pupils by where they stand; `size` is all of them. Numbers only. */
export type Completion = { readonly size: number } & Readonly<Record<Standing, number>>;

interface Line {
  readonly key: string;
  readonly state: Standing;
  readonly n: number;
}

const NONE: Completion = { size: 0, waiting: 0, invited: 0, answered: 0, refused: 0, owned: 0, settled: 0 };

/** Adds up counted rows by their key. */
function added(lines: readonly Line[]): ReadonlyMap<string, Completion> {
  const sums = new Map<string, Completion>();
  for (const { key, state, n } of lines) {
    const sum = sums.get(key) ?? NONE;
    sums.set(key, { ...sum, size: sum.size + n, [state]: sum[state] + n });
  }
  return sums;
}

/** Every class of a campaign within the asker's reach, from the pupils' rows as they stand now. */
export async function completionByClass(tx: Transaction, campaign: string) {
  const lines = await tx
    .select({ key: campaignInvitations.classId, state: campaignInvitations.state, n: count() })
    .from(campaignInvitations)
    .where(eq(campaignInvitations.campaignId, campaign))
    .groupBy(campaignInvitations.classId, campaignInvitations.state);
  const sums = added(lines);
  const classes = await tx
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.id, [...sums.keys()]))
    .orderBy(asc(organisations.code));
  return classes.flatMap(({ id, name }) => {
    const sum = sums.get(id);
    return sum === undefined ? [] : [{ class: id, name, ...sum }];
  });
}

/** Pupils by class who have neither answered nor refused and may not be asked before a guardian consents. */
export async function awaitingConsentByClass(
  tx: Transaction,
  campaign: string,
  at: Instant,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ class: campaignInvitations.classId, n: count() })
    .from(campaignInvitations)
    .where(
      and(
        eq(campaignInvitations.campaignId, campaign),
        inArray(campaignInvitations.state, ['waiting', 'invited', 'owned']),
        consentAwaited(campaign, at),
      ),
    )
    .groupBy(campaignInvitations.classId);
  return new Map(rows.map((row) => [row.class, row.n]));
}

/** Several lines as one. */
export function totalOf(lines: readonly Completion[]): Completion {
  const all = lines.flatMap((line) => STANDINGS.map((state) => ({ key: '', state, n: line[state] })));
  return added(all).get('') ?? NONE;
}

/** Each campaign within the asker's reach with its school: completion school by school, a page at a time. */
export async function completionBySchool(
  tx: Transaction,
  open: boolean,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const campaigns = await tx
    .select({
      id: streams.id,
      school: streams.homeOrg,
      schoolName: organisations.name,
      stage: streams.stage,
      state: streams.state,
    })
    .from(streams)
    .innerJoin(organisations, eq(organisations.id, streams.homeOrg))
    .where(
      and(
        eq(streams.kind, 'campaign'),
        open ? isNull(streams.closedAt) : isNotNull(streams.closedAt),
        page.after === undefined ? undefined : gt(streams.id, page.after),
      ),
    )
    .orderBy(asc(streams.id))
    .limit(page.limit);
  const lines = await tx
    .select({ key: campaignInvitations.campaignId, state: campaignInvitations.state, n: count() })
    .from(campaignInvitations)
    .where(
      inArray(
        campaignInvitations.campaignId,
        campaigns.map(({ id }) => id),
      ),
    )
    .groupBy(campaignInvitations.campaignId, campaignInvitations.state);
  const sums = added(lines);
  return campaigns.map(({ id, state, ...campaign }) => {
    const { instrument, instrumentVersion, window } = state as CampaignState;
    const planned = { instrument, instrumentVersion, window };
    return { campaign: id, ...campaign, stage: campaign.stage ?? '', ...planned, ...(sums.get(id) ?? NONE) };
  });
}
