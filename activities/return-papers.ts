import { announce, setChannel } from '#db/notices';
import { streamView } from '#db/queries/stream-view';
import { MINUTE } from '#domain/instant';
import type { ReturnActivities, ReturnStanding } from './contract.ts';
import { AS_CLOCK, type Parts } from './parts.ts';
import { gathering, templateOf } from './return-papers-state.ts';
import { readStanding } from './standing.ts';

export function returnActivities(parts: Parts): ReturnActivities {
  return {
    askForPaper: async (stream, paper) => {
      const now = await parts.clock.now();
      await parts.db.transaction(AS_CLOCK, async (tx) => {
        const view = await streamView(tx, stream);
        const row = view === null ? undefined : gathering(view)?.row;
        if (row === undefined) return;
        // Asked through the owner, who knows which guardian may be turned to; its step is no step of the chain.
        const step = -1 - Math.floor(Math.max(0, now - row.openedAt) / MINUTE);
        const place = { stream, opened: row.openedVersion, step, person: row.holder };
        const sent = { state: 'sent', nextTryAt: null, sentAt: now };
        await setChannel(tx, place, `paper.${paper}`, templateOf(paper), sent, now);
        await announce(tx, [row.holder]);
      });
      return (await readStanding(parts, stream)) as ReturnStanding;
    },
  };
}
