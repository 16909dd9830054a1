import type { QueryClient } from '@tanstack/react-query';

/** What an act or a notice may have changed on screen. Queries are named by these words first: `['duties', …]`. */
export const MOVED: readonly string[] = ['duties', 'notices', 'streams', 'ledger', 'jobs', 'campaigns', 'recordDuties'];

/** Between the tabs of one person: first words of queries, nothing else. */
const tabs = new BroadcastChannel('xinqiao.moved');

/** Has these queries drawn anew, here and in the other tabs. */
export function move(queries: QueryClient, names: readonly string[]): void {
  for (const name of names) void queries.invalidateQueries({ queryKey: [name] });
  tabs.postMessage(names);
}

/** Draws anew what was moved in another tab; gives back how to stop that. */
export function followTabs(queries: QueryClient): () => void {
  const follow = ({ data }: MessageEvent<readonly string[]>) => {
    for (const name of data) void queries.invalidateQueries({ queryKey: [name] });
  };
  tabs.addEventListener('message', follow);
  return () => tabs.removeEventListener('message', follow);
}
