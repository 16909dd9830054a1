import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from './api.ts';
import { chosenAppointment } from './appointment.ts';
import { followTabs, MOVED } from './moved.ts';
import { followOthers, type Told } from './moved-elsewhere.ts';

/** One call to the person, as the line of events sends it. */
export type Notice = paths['/api/notices']['get']['responses'][200]['content']['application/json']['items'][number];

/** Whether the line stands; while it does not, lists ask for themselves. */
export type Line = 'open' | 'broken';

const PAUSE_MS = 150;
const AGAIN_AFTER_MS = 2_000;
const SPREAD_MS = 3_000;

/**
 * Keeps the line of server-sent events open while somebody works: a notice draws the lists anew and is told to `onNotice`, what others move is drawn anew where it
 * is shown. What happened while the line was broken is looked for when it stands again.
 */
export function useLive(onNotice: (notice: Notice) => void): Line {
  const queries = useQueryClient();
  const [line, setLine] = useState<Line>('open');
  useEffect(() => followTabs(queries), [queries]);
  useEffect(() => openLine(queries, onNotice, setLine), [queries, onNotice]);
  return line;
}

/** Gives back how to hang up. */
function openLine(queries: QueryClient, onNotice: (notice: Notice) => void, setLine: (line: Line) => void) {
  const others = followOthers(queries);
  let source: EventSource | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  // Notices come in bunches: one look for all of them.
  const refresh = () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      for (const name of MOVED) void queries.invalidateQueries({ queryKey: [name] });
    }, PAUSE_MS);
  };
  const open = () => {
    if (ended) return;
    const opened = new EventSource(address());
    source = opened;
    opened.onopen = () => {
      setLine('open');
      others.begun();
    };
    opened.onerror = () => {
      setLine('broken');
      // A broken connection is opened again by the browser; an answer that was no line is left to us.
      if (opened.readyState === EventSource.CLOSED) again = setTimeout(() => void reopen(), pause());
    };
    opened.addEventListener('notice', (event: MessageEvent<string>) => {
      refresh();
      onNotice(JSON.parse(event.data) as Notice); // as the API's own schema of a notice
    });
    opened.addEventListener('moved', (event: MessageEvent<string>) => {
      others.told(JSON.parse(event.data) as Told); // as api/live-moves.ts tells it
    });
    opened.addEventListener('missed', others.missed);
  };
  // A session that is over covers the page; the line comes back with its owner.
  const reopen = () =>
    ask(() => api.GET('/api/me')).then(open, () => {
      if (!ended) again = setTimeout(() => void reopen(), pause());
    });
  open();
  return () => {
    ended = true;
    clearTimeout(soon);
    clearTimeout(again);
    others.stop();
    source?.close();
  };
}

const pause = () => AGAIN_AFTER_MS + Math.random() * SPREAD_MS;

/** Headers cannot be sent here, so a chosen appointment stands in the address. */
function address(): string {
  const appointment = chosenAppointment();
  return `/api/notices/stream${appointment === null ? '' : `?appointment=${appointment}`}`;
}
