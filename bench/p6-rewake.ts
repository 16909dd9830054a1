import { randomUUID } from 'node:crypto';
import { newMemory, round } from '#activities/relay';
import { machineClock } from '#adapters/temporal/clock';
import { openClient } from '#adapters/temporal/connection';
import { newWaker } from '#adapters/temporal/waker';
import { addressOf, TASK_QUEUES } from '#workflows/ids';
import { Client, Connection } from '@temporalio/client';
import type { Figure } from './figure.ts';
import type { Place } from './place.ts';
import { startTemporal } from '#tools/servers/temporal';

const NAMESPACE = 'default';
const AT_ONCE = 16;
/** Clocks of one turn of each side. */
const TURN = 500;

/** Every clock is late and Temporal has forgotten everything: the relay fills it again, in turns with as many bare signal-with-starts. */
export async function rewaking(place: Place, clocks: number): Promise<readonly Figure[]> {
  await plantLate(place, clocks);
  const temporal = await startTemporal({
    home: `${place.home}`,
    keep: false,
    namespace: NAMESPACE,
    ui: false,
    say: () => undefined,
  });
  const keys = { current: '1', keys: { '1': new Uint8Array(32).fill(1) } };
  const client = openClient({ address: temporal.address, namespace: NAMESPACE, identity: 'bench', keys });
  const connection = await Connection.connect({ address: temporal.address });
  const bare = new Client({ connection, namespace: NAMESPACE });
  const log = { info: () => undefined, error: () => undefined };
  const waker = newWaker(client, addressOf, TASK_QUEUES.streams);
  const parts = { db: place.open('clock', 4), clock: machineClock, waker, log };
  const memory = newMemory();
  const spent = { ours: 0, bare: 0 };
  let pushed = 0;
  try {
    while (pushed < clocks) {
      const from = performance.now();
      const before = pushed;
      while (pushed < Math.min(clocks, before + TURN)) {
        await round(parts, memory);
        pushed = await pushedIn(place);
      }
      const between = performance.now();
      await started(bare, pushed - before);
      spent.ours += between - from;
      spent.bare += performance.now() - between;
    }
  } finally {
    await Promise.all([client.connection.close(), connection.close()]);
    await temporal.stop();
  }
  const perSecond = (ms: number) => clocks / (ms / 1_000);
  return [
    {
      bench: 'P6',
      what: `${clocks.toLocaleString('en-US')} late clocks woken again in an empty Temporal`,
      unit: '/s',
      ours: perSecond(spent.ours),
      bare: perSecond(spent.bare),
      reach: { least: 0.7 },
    },
  ];
}

/** An open case with one late duty for each of so many pupils, as if its workflow had been there. */
async function plantLate({ sql, city }: Place, clocks: number): Promise<void> {
  const holder = city.holder(city.schools[0].code, 'counselor').person;
  const at = new Date(Date.now() - 60_000).toISOString();
  await sql.begin(async (tx) => {
    await tx`update streams set closed_at = now(), next_due_at = null, woken = version where closed_at is null`;
    await tx`update duties set done_at = now() where done_at is null`;
    await tx`insert into streams (id, kind, student_id, home_org, home_path, version, head_hash, state, policy_version, last_at, next_due_at, woken)
      select gen_random_uuid(), 'case', p.id, o.id, o.path, 1, '', '{}', 1, ${at}, ${at}, 1
        from students p join organisations o on o.id = p.school_id order by p.id limit ${clocks}`;
    await tx`insert into duties (stream_id, opened_version, kind, clock, holder, opened_at, limit_at, due_at)
      select id, 1, 'interview', 'interview.L2', ${holder}, ${at}, ${at}, ${at} from streams where closed_at is null`;
  });
  await sql`analyze`;
}

async function pushedIn({ sql }: Place): Promise<number> {
  const [row] = await sql<
    { n: number }[]
  >`select count(*)::int as n from streams where closed_at is null and rewoken_at is not null`;
  return row?.n ?? 0;
}

async function started(client: Client, count: number): Promise<void> {
  let left = count;
  const loop = async () => {
    for (; left > 0; ) {
      left -= 1;
      const id = randomUUID();
      const life = { workflowId: `bare/${id}`, taskQueue: 'nobody', args: [id] };
      await client.workflow.signalWithStart('bareLife', { ...life, signal: 'heard', signalArgs: [{ version: 1 }] });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
}
