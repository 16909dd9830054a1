import type { Query, QueryClient } from '@tanstack/react-query';
import type { StreamKind } from '#domain/stream';
import { MOVED } from './moved.ts';
import { gapAfter } from './spacing.ts';

/** What the line says of moves: streams in the reader's sight, and whether duties of their own are among what moved. */
export interface Told {
  readonly streams: readonly { readonly id: string; readonly kind: StreamKind; readonly case: string | null }[];
  readonly own: boolean;
}

/** Lists that show a kind, by the first words of their queries. */
const CHILD = ['duties', 'ledger', 'streams'];
const LISTS: Readonly<Record<StreamKind, readonly string[]>> = {
  case: CHILD,
  referral: CHILD,
  followUp: CHILD,
  return: CHILD,
  campaign: ['duties', 'streams', 'campaigns'],
  record: ['duties', 'recordDuties', 'records', 'reports', 'assessments', 'gaps'],
};
const OWN = ['duties', 'recordDuties', 'notices'];

const PAUSE_MS = 150;
/** How far apart screens look again that were all told so at once. */
const SPREAD_MS = 5_000;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Draws anew what others moved: the page of such a thing at once, lists with a pause that grows while things keep moving. Hidden tabs wait until they are looked at. */
export function followOthers(queries: QueryClient) {
  const things = new Set<string>();
  const lists = new Set<string>();
  const timers = new Map<'things' | 'lists' | 'all', ReturnType<typeof setTimeout>>();
  let drawn = -Infinity;
  let gap = 0;

  const later = (what: 'things' | 'lists' | 'all', afterMs: number, draw: () => void) => {
    if (timers.has(what)) return;
    timers.set(
      what,
      setTimeout(() => {
        timers.delete(what);
        draw();
      }, afterMs),
    );
  };
  const drawThings = () => {
    const wanted = new Set(things);
    things.clear();
    drawAnew(queries, ({ queryKey }) => queryKey.some((part) => typeof part === 'string' && wanted.has(part)));
  };
  const drawLists = () => {
    const wanted = new Set(lists);
    lists.clear();
    gap = gapAfter(gap, performance.now() - drawn);
    drawn = performance.now();
    drawAnew(queries, ({ queryKey }) => wanted.has(String(queryKey[0])) && !isOneLife(queryKey));
  };
  return {
    told({ streams, own }: Told): void {
      for (const stream of streams) {
        things.add(stream.id);
        if (stream.case !== null) things.add(stream.case);
        for (const name of LISTS[stream.kind]) lists.add(name);
      }
      if (own) for (const name of OWN) lists.add(name);
      later('things', PAUSE_MS, drawThings);
      later('lists', Math.max(PAUSE_MS, drawn + gap - performance.now()), drawLists);
    },
    /** The line is new: whatever was read before it stood may be old. */
    begun: () => later('all', PAUSE_MS, () => drawAnew(queries, isMoved)),
    /** The same for everybody at once. */
    missed: () => later('all', Math.random() * SPREAD_MS, () => drawAnew(queries, isMoved)),
    stop(): void {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** The page of one stream, which is drawn by its own id. Records and reports have ids of their own: they are drawn with their lists. */
const isOneLife = ([name, ...rest]: readonly unknown[]): boolean =>
  name === 'streams' && rest.some((part) => typeof part === 'string' && ID.test(part));
const isMoved = ({ queryKey }: Query): boolean => MOVED.includes(String(queryKey[0]));

function drawAnew(queries: QueryClient, predicate: (query: Query) => boolean): void {
  const refetchType = document.hidden ? 'none' : 'active';
  // What is read for the first time is not asked a second time by this, and may have been read before the move.
  const reading = queries
    .getQueryCache()
    .findAll({ type: 'active', predicate: (query) => query.state.data === undefined && predicate(query) });
  void queries.invalidateQueries({ predicate, refetchType }).then(() => {
    for (const { queryKey } of reading) void queries.invalidateQueries({ queryKey, exact: true, refetchType });
  });
}
