/** Says one line of progress to whoever waits at the terminal. */
export type Say = (line: string) => void;

/** Progress on standard error, so that standard output stays for results. */
export const sayOnTerminal: Say = (line) => {
  process.stderr.write(`${line}\n`);
};

/** Whole seconds since `from` (epoch ms), for a progress line. */
export function secondsSince(from: number): number {
  return Math.round((Date.now() - from) / 1000);
}

/**
 * Says how long something has been going on, every `everyMs`, until it settles; a long silent step looks like a hang.
 * @param line makes the line from the seconds gone by
 */
export async function sayingSo<T>(say: Say, everyMs: number, line: (seconds: number) => string, work: Promise<T>) {
  const began = Date.now();
  const timer = setInterval(() => say(line(secondsSince(began))), everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
