import { useSyncExternalStore } from 'react';

/** Milliseconds by which the server's clock is ahead of this machine's: deadlines are the server's. */
let ahead = 0;

/** Learns the server's time from an answer; the header has whole seconds, so less than two is no difference. */
export function learnTime(date: string | null): void {
  const server = date === null ? Number.NaN : Date.parse(date);
  const difference = server - Date.now();
  if (Number.isFinite(difference)) ahead = Math.abs(difference) < 2_000 ? 0 : difference;
}

export function now(): number {
  return Date.now() + ahead;
}

const BEAT_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, BEAT_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time in steps of `stepMs`: a component is drawn anew when the step changes. */
export function useNow(stepMs: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now() / stepMs) * stepMs);
}
