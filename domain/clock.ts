import type { Instant } from './instant.ts';

/** Time as the whole system sees it: the machine's, or the test server's where time is skipped. Injected wherever time is asked for. */
export interface Clock {
  /** The current instant, epoch ms. Asynchronous because under time skipping it is read from a server. */
  now(): Promise<Instant>;
}
