import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from './asker.ts';
import { askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { askingsOf } from '#db/queries/asking';
import { listNotices } from '#db/queries/my-notices';

const HEARTBEAT_MS = 15_000;
const MOST = 50;

/**
 * An open line of server-sent events: every unread notice, and again each time it is sent anew, oldest first, as `notice` events with the notice's id.
 * A heartbeat keeps proxies from cutting it, looks for what an announcement may have missed, and ends it for whoever has lost their appointment or session.
 */
export function liveNotices(parts: Parts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asker = askerOf(request);
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': request.id,
  });
  const look = looker(
    parts,
    asker,
    (text) => raw.write(text),
    () => raw.end(),
  );
  const unsubscribe = parts.feed?.subscribe(asker.person, look) ?? (() => undefined);
  const timer = setInterval(look, HEARTBEAT_MS);
  timer.unref();
  const close = () => raw.end();
  request.server.liveLines.add(close);
  raw.once('close', () => {
    clearInterval(timer);
    unsubscribe();
    request.server.liveLines.delete(close);
  });
  look();
  return reply;
}

/** Looks once at a time; announcements during a look lead to one more. */
function looker(parts: Parts, asker: Asker, write: (text: string) => void, end: () => void): () => void {
  const told = new Map<string, number>();
  let looking = false;
  let again = false;
  const once = async () => {
    const at = await parts.clock.now();
    const { person, context, appointment } = asker;
    const { held, unread } = await parts.db.transaction(context, async (tx) => ({
      held: await askingsOf(tx, person, at),
      unread: await listNotices(tx, person, { unread: true, after: null, limit: MOST }),
    }));
    if (!held.some((each) => each.appointment === appointment)) return end();
    write(': \n\n');
    for (const notice of unread.toReversed()) {
      const before = told.get(notice.id);
      told.set(notice.id, notice.attempts);
      // Told when it was recorded, it is not told once more when the worker first sends it.
      if (before !== undefined && notice.attempts <= Math.max(before, 1)) continue;
      write(`id: ${notice.id}\nevent: notice\ndata: ${JSON.stringify(notice)}\n\n`);
    }
  };
  return function look(): void {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    // A database that is away is no reason to hang up: the next heartbeat looks again.
    void once()
      .catch(() => undefined)
      .finally(() => {
        looking = false;
        if (!again) return;
        again = false;
        look();
      });
  };
}
