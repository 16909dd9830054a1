import { DAY } from '#domain/instant';
import type { Client } from '@temporalio/client';
import { openProposal } from '#tools/journey/crisis';
import type { Play } from '#tools/journey/play';
import { careUntil } from '#tools/journey/routine';
import { screeningChapter } from '#tools/journey/screening';
import { openStage } from '#tools/journey/stage';
import { warningChapter } from '#tools/journey/warning';
import { migrate } from '#tools/migrate';
import { addressOf } from '#workflows/ids';
import type { Figure } from './figure.ts';
import type { Place } from './place.ts';

const PARTS_OF_A_YEAR = 12;

/** A case at L3 in care for a year under skipped time: every second month one contact is forgotten and chased. What its histories hold. */
export async function yearOfCare({ sql, url }: Place, quick: boolean): Promise<readonly Figure[]> {
  const own = new URL(url);
  own.pathname = '/year';
  await sql`create database year`;
  await migrate(own.href);
  const { play, engine, end } = await openStage({ adminUrl: own.href, say: () => undefined });
  try {
    const id = await toCareAtL3(play);
    const began = await play.time.now();
    const parts = quick ? 1 : PARTS_OF_A_YEAR;
    for (let part = 1; part <= parts; part += 1)
      await careUntil(play, began + (part * 365 * DAY) / PARTS_OF_A_YEAR, part % 2 === 0 ? 'forgetsOne' : 'keepsAll');
    const runs = await runsOf(engine.client, addressOf('case', id).workflowId);
    const what = `a case at L3 in care for ${quick ? 'a month' : 'a year'}`;
    const events = runs.reduce((sum, run) => sum + run, 0);
    return [
      {
        bench: 'P6',
        what: `${what}: history events, ${runs.length} runs`,
        unit: '',
        ours: events,
        bare: null,
        reach: { most: 3_000 },
      },
      {
        bench: 'P6',
        what: `${what}: events of its longest run`,
        unit: '',
        ours: Math.max(...runs),
        bare: null,
        reach: { most: 1_000 },
      },
    ];
  } finally {
    await end();
  }
}

async function toCareAtL3(play: Play): Promise<string> {
  await screeningChapter(play);
  await warningChapter(play);
  const on = play.thing('case');
  const grade = {
    level: 'L3',
    basis: ['interview', 'secondInstrument'],
    reasonCode: 'riskNow',
    reason: '需要每周见面。',
  };
  await play.act(play.cast.head, on, { act: 'grade', ...grade, ...(await play.seen(on)) });
  await play.act(play.cast.expertHealth, on, { act: 'coSign', proposal: await openProposal(play) });
  return on.id;
}

/** Events of each run, from the last one back along "continued from". */
async function runsOf(client: Client, workflowId: string): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let runId: string | undefined = undefined; ; ) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    counts.push(events?.length ?? 0);
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
    if (runId === '') return counts;
  }
}
