import { useCallback } from 'react';
import { type Recorded, useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { segmentOf } from '#web/parts/duty-acts.ts';
import type { Line } from './duties.ts';

/** Says to the engine that one has a duty: its reminders stop, the duty stays. `closing`: the page goes away meanwhile. */
export function sendAcknowledge({ stream, streamKind, id }: Line, key: string, closing = false): Promise<Recorded> {
  const kind = segmentOf(streamKind) ?? 'cases';
  return ask(() =>
    api.POST(`/api/${kind}/{id}/acts`, {
      params: { path: { id: stream }, header: { 'idempotency-key': key } },
      body: { act: 'acknowledge', duty: id },
      keepalive: closing,
    }),
  );
}

export function useAcknowledge() {
  const { state, perform } = useWish(useCallback((line: Line, key: string) => sendAcknowledge(line, key), []));
  return { perform, problem: state.at === 'refused' ? state.problem : null };
}
