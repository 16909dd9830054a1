import { describe, expect, it, vi } from 'vitest';
import { type Part, supervised } from './supervised.ts';

/** A part that ends when told to, and knows whether it was stopped. */
function standIn() {
  const { promise, resolve } = deferred();
  const stop = vi.fn<() => Promise<void>>(async () => resolve('stopped'));
  return { ended: promise, stop, end: resolve } satisfies Part & { end: (how: string) => void };
}

function deferred() {
  let resolve: (how: string) => void = () => undefined;
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('a supervised part', () => {
  it('is started again, with a message, when it ends by itself, and again when that start fails', async () => {
    const [first, second] = [standIn(), standIn()];
    const said: string[] = [];
    const start = vi
      .fn<() => Promise<Part>>()
      .mockRejectedValueOnce(new Error('port taken'))
      .mockResolvedValueOnce(second);
    const part = supervised('worker', first, start, (line) => said.push(line));
    first.end('killed by SIGKILL');
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(2), 3_000);
    expect(said[0]).toMatch(/^worker: killed by SIGKILL; .*starting it again$/);
    expect(said[1]).toBe('worker: port taken');
    await part.stop();
    expect(second.stop).toHaveBeenCalledOnce();
  });

  it('is stopped and not started again when it is asked to stop', async () => {
    const [first, start] = [standIn(), vi.fn<() => Promise<Part>>()];
    await supervised('server', first, start, () => undefined).stop();
    expect(first.stop).toHaveBeenCalledOnce();
    expect(start).not.toHaveBeenCalled();
  });

  it('stops what was being started when it is asked to stop', async () => {
    const [first, second] = [standIn(), standIn()];
    const { promise, resolve } = deferred();
    const start = vi.fn<() => Promise<Part>>(() => promise.then(() => second));
    const part = supervised('server', first, start, () => undefined);
    first.end('exit code 1');
    await vi.waitFor(() => expect(start).toHaveBeenCalledOnce(), 3_000);
    const stopped = part.stop();
    resolve('started');
    await stopped;
    expect(second.stop).toHaveBeenCalledOnce();
  });
});
