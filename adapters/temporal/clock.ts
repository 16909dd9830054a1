import type { Instant } from '#domain/instant';

/** The one source of "now" for API, database and relay. Sessions and rate limits use machine time instead. */
export interface Clock {
  /** The current instant, epoch ms. Asynchronous because under time skipping it is read from a server. */
  now(): Promise<Instant>;
}

/** The clock of the machine. */
export const machineClock: Clock = { now: () => Promise.resolve(Date.now()) };

/** What knows the time-skipping server's time, such as `TestWorkflowEnvironment` of `@temporalio/testing`. */
export interface SkippingServer {
  currentTimeMs(): Promise<number>;
}

/** The clock of a time-skipping test server: a year there is a year for the whole engine. */
export function testClock(server: SkippingServer): Clock {
  return { now: () => server.currentTimeMs() };
}
