import type { ask } from '#web/phone/ask.ts';
import type { Parcel, Store } from './outbox.ts';
import type { Draft } from './sheet.ts';

/** What the desk works with; a browser's own, or a test's. */
export interface Means {
  readonly drafts: Store<Draft>;
  readonly parcels: Store<Parcel>;
  readonly ask: typeof ask;
  now(): number;
  /** Runs something once, later. */
  later(run: () => void, ms: number): void;
  /** The code of this tab, for a page that is loaded anew; null forgets it. */
  remember(code: string | null): void;
  remembered(): string | null;
}

/** Where the wish to talk with somebody now stands. `counting`: it goes out at `until`, and can be taken back before; `slipped`: it was. */
export type Wish =
  | { readonly is: 'none' | 'slipped' | 'going' | 'told' | 'failed' }
  | { readonly is: 'counting'; readonly until: number };

/** Where each kind of parcel goes. */
export const PATHS: Readonly<Record<Parcel['kind'], string>> = {
  now: '/now',
  soFar: '/so-far',
  sheet: '',
  decline: '/assent',
};
