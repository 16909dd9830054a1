import { useSyncExternalStore } from 'react';
import type { paths } from '#api/openapi';

/** Who one is here, as GET /api/me says. */
export type Me = paths['/api/me']['get']['responses'][200]['content']['application/json'];

/**
 * loading: not asked yet · out: nobody · locked: somebody was here and the page with what they typed still stands behind ·
 * enrol: signed in, with a password that somebody else gave or without a second factor · in: may work.
 */
export type SessionState =
  | { readonly at: 'loading' }
  | { readonly at: 'out' }
  | { readonly at: 'enrol'; readonly me: Me }
  | { readonly at: 'in'; readonly me: Me }
  | { readonly at: 'locked'; readonly me: Me };

let state: SessionState = { at: 'loading' };
const listeners = new Set<() => void>();
let waiting: (() => void)[] = [];

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The same answer is the same object: screens are built for it, and built anew they would lose what was typed. */
function asBefore(me: Me): Me {
  const known = state.at === 'in' || state.at === 'locked' ? state.me : me;
  return JSON.stringify(known) === JSON.stringify(me) ? known : me;
}

/** The session as the page knows it; the server is asked at every request anew. */
export const session = {
  get: (): SessionState => state,
  /** Somebody signed in. Another person than before gets a page of their own. */
  entered(me: Me): void {
    if (state.at === 'locked' && state.me.person !== me.person) return window.location.assign('/');
    set(me.secondFactor ? { at: 'in', me: asBefore(me) } : { at: 'enrol', me });
    if (!me.secondFactor) return;
    const resumed = waiting;
    waiting = [];
    for (const resume of resumed) resume();
  },
  /** The session is over. What is on the page stays, covered, until the same person comes back. */
  lost(): void {
    if (state.at === 'in') set({ at: 'locked', me: state.me });
    else if (state.at !== 'locked') set({ at: 'out' });
  },
  /** Signed out on purpose: nothing stays. */
  left(): void {
    window.location.assign('/');
  },
  /** Settles when somebody is signed in again. */
  regained: (): Promise<void> => new Promise((resolve) => waiting.push(resolve)),
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, session.get);
}

/** Whoever works here; only below the sign-in. */
export function useMe(): Me {
  const current = useSession();
  if (current.at !== 'in' && current.at !== 'locked') throw new Error('nobody is signed in');
  return current.me;
}
