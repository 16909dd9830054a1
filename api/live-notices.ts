import type { FastifyReply, FastifyRequest } from 'fastify';
import { askerOf } from './asker.ts';
import { sessionHash } from './auth/session.ts';
import { standingSessions } from './auth/standing.ts';
import { type LiveLine, type Moves, stands } from './live-moves.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { listNotices } from '#db/queries/my-notices';

const HEARTBEAT_MS = 15_000;
const MOST = 50;
/** A browser opens a broken line again after this long, each a little later than the last: a server that comes back is not run down. */
const AGAIN_AFTER_MS = 1_000;
const SPREAD_MS = 4_000;
/** Whoever does not read is hung up on, and looks again when back. */
const MOST_UNREAD_BYTES = 256 * 1024;

/**
 * An open line of server-sent events. `notice`: every unread notice, and again each time it is sent anew, oldest first, with the notice's id. `moved`: streams in
 * the asker's sight that somebody moved (kinds and ids alone). `missed`: look again at everything. A heartbeat keeps proxies from cutting it, looks for what an
 * announcement may have missed, and ends it for whoever has lost their appointment or session.
 */
export function liveNotices(parts: Parts, moves: Moves, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asker = askerOf(request);
  const session = sessionHash(parts, request.headers.cookie ?? '');
  if (session === null) throw new Problem('notSignedIn');
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': request.id,
  });
  const close = () => raw.end();
  const write = (text: string) => {
    if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy();
    else if (!raw.writableEnded) raw.write(text);
  };
  write(`retry: ${AGAIN_AFTER_MS + Math.floor(Math.random() * SPREAD_MS)}\n\n`);
  const line: LiveLine = {
    asker,
    session,
    moved: (told) => write(`event: moved\ndata: ${JSON.stringify(told)}\n\n`),
    missed: () => write('event: missed\ndata: {}\n\n'),
    end: close,
  };
  const look = looker(parts, line, write);
  const unsubscribe = parts.feed?.subscribe(asker.person, look) ?? (() => undefined);
  const leave = moves.join(line);
  const timer = setInterval(look, HEARTBEAT_MS);
  timer.unref();
  request.server.liveLines.add(close);
  raw.once('close', () => {
    clearInterval(timer);
    unsubscribe();
    leave();
    request.server.liveLines.delete(close);
  });
  look();
  return reply;
}

/** Looks once at a time; announcements during a look lead to one more. */
function looker(parts: Parts, line: LiveLine, write: (text: string) => void): () => void {
  const told = new Map<string, number>();
  let looking = false;
  let again = false;
  const once = async () => {
    const at = await parts.clock.now();
    const { person, context } = line.asker;
    if (!stands(line, await standingSessions(parts, [line.session], at))) return line.end();
    const wanted = { unread: true, after: null, limit: MOST };
    const unread = await parts.db.transaction(context, (tx) => listNotices(tx, person, wanted));
    write(': \n\n');
    // Whom it is about is read where it is opened, never told along.
    for (const { student: _student, ...notice } of unread.toReversed()) {
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
