import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { paths } from '#api/openapi';
import { chosenAppointment } from './appointment.ts';
import { followTabs, MOVED } from './moved.ts';

/** One call to the person, as the line of events sends it. */
export type Notice = paths['/api/notices']['get']['responses'][200]['content']['application/json']['items'][number];

/** Whether the line stands; while it does not, lists ask for themselves. */
export type Line = 'open' | 'broken';

const PAUSE_MS = 150;

/**
 * Keeps the line of server-sent events open while somebody works: a notice draws the lists anew and is told to `onNotice`. The browser opens a broken line
 * again by itself; what happened meanwhile comes with it.
 */
export function useLive(onNotice: (notice: Notice) => void): Line {
  const queries = useQueryClient();
  const [line, setLine] = useState<Line>('open');
  useEffect(() => followTabs(queries), [queries]);
  useEffect(() => {
    // Headers cannot be sent here, so a chosen appointment is left to the server's first one.
    if (chosenAppointment() !== null) return;
    const source = new EventSource('/api/notices/stream');
    let soon: ReturnType<typeof setTimeout> | undefined;
    // Notices come in bunches: one look for all of them.
    const refresh = () => {
      clearTimeout(soon);
      soon = setTimeout(() => {
        for (const name of MOVED) void queries.invalidateQueries({ queryKey: [name] });
      }, PAUSE_MS);
    };
    let broken = false;
    source.onopen = () => {
      setLine('open');
      if (broken) refresh();
      broken = false;
    };
    source.onerror = () => {
      broken = true;
      setLine('broken');
    };
    source.addEventListener('notice', (event: MessageEvent<string>) => {
      refresh();
      onNotice(JSON.parse(event.data) as Notice); // as the API's own schema of a notice
    });
    return () => {
      clearTimeout(soon);
      source.close();
    };
  }, [queries, onNotice]);
  return line;
}
