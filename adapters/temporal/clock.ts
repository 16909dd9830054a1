import type { Clock } from '#domain/clock';

/** The clock of the machine. Sessions and rate limits use it directly; all else has a Clock handed in. */
export const machineClock: Clock = { now: () => Promise.resolve(Date.now()) };

/** What knows the time-skipping server's time, such as `TestWorkflowEnvironment` of `@temporalio/testing`. */
export interface SkippingServer {
  currentTimeMs(): Promise<number>;
}

/** The clock of a time-skipping test server: a year there is a year for the whole engine. */
export function testClock(server: SkippingServer): Clock {
  return { now: () => server.currentTimeMs() };
}
