import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Parts } from '#api/parts';
import { Problem } from '#api/problem';
import { coverageNow } from '#db/queries/calendar';
import { type Pulse, pulse } from '#db/queries/pulse';
import { calendarEnds, type Coverage, daysCovered } from '#domain/calendar';

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts an act by stream kind, name and outcome (`recorded` or the refusal's code). */
    countAct(kind: string, act: string, outcome: string): void;
  }
}

/** Whether it lives, whether it can work, and figures for Prometheus: for machines, without sign-in and without any person's data. */
export function operation(app: FastifyInstance, parts: Parts): void {
  const config = { access: 'open' } as const;
  const register = new Registry();
  collectDefaultMetrics({ register });
  const acts = new Counter({
    name: 'xinqiao_acts_total',
    help: 'Acts of people by stream, act and outcome',
    labelNames: ['kind', 'act', 'outcome'],
    registers: [register],
  });
  const late = gauge(register, 'xinqiao_oldest_late_clock_seconds', 'Seconds by which the most overdue step is late');
  const unwoken = gauge(register, 'xinqiao_unwoken_streams', 'Streams whose workflow has not heard of their last fact');
  const covers = gauge(
    register,
    'xinqiao_calendar_days_left',
    'Days that the calendar still covers; negative = it has run out',
  );

  app.decorate('countAct', (kind: string, act: string, outcome: string) => acts.inc({ kind, act, outcome }));
  app.get('/healthz', { config, schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { config, schema: { hide: true } }, async () => {
    const now = await parts.clock.now();
    const { covered } = await read(parts);
    // It works all the same; whoever looks after it should have the next year's list entered.
    return { status: 'ready', warnings: calendarEnds(covered, now) ? ['calendarEnds'] : [] };
  });
  app.get('/metrics', { config, schema: { hide: true } }, async (_request, reply) => {
    const now = await parts.clock.now();
    const { oldestDue, unwoken: waiting, covered } = await read(parts);
    late.set(oldestDue === null ? 0 : Math.max(0, now - oldestDue) / 1000);
    unwoken.set(waiting);
    covers.set(daysCovered(covered, now));
    return reply.type(register.contentType).send(await register.metrics());
  });
}

function gauge(register: Registry, name: string, help: string): Gauge {
  return new Gauge({ name, help, registers: [register] });
}

/** Not ready without the database; Temporal may be away, acts count all the same. */
async function read(parts: Parts): Promise<Pulse & { readonly covered: Coverage }> {
  try {
    return await parts.db.transaction({}, async (tx) => ({ ...(await pulse(tx)), covered: await coverageNow(tx) }));
  } catch {
    throw new Problem('recordAway', { retryAfter: 2 });
  }
}
