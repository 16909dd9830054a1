import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '#web/frame/act.ts';
import { now } from '#web/frame/clock.ts';
import { sendAcknowledge, useAcknowledge } from './acknowledge.ts';
import { keyOf, type Line } from './duties.ts';
import { mayWait } from './may-wait.ts';

/** How long it can be taken back (docs/decisions/0082): long enough to see a slip, short enough that nobody waits for it. */
const HELD_MS = 7_000;

interface Held {
  readonly line: Line;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Acknowledging with a way back: what can wait is held some seconds and then sent; what cannot goes out at once. Whoever leaves the screen or the page
 * sends what is held.
 */
export function useHeldAcknowledge() {
  const { perform, problem } = useAcknowledge();
  const [keys, setKeys] = useState<readonly string[]>([]);
  const held = useRef(new Map<string, Held>());
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const show = () => setKeys([...held.current.keys()]);
  const send = useCallback(
    (line: Line) => {
      // One after the other: a wish on its way takes no second one.
      queue.current = queue.current.then(() => perform(line));
    },
    [perform],
  );
  const take = (key: string): Line | undefined => {
    const found = held.current.get(key);
    clearTimeout(found?.timer);
    held.current.delete(key);
    show();
    return found?.line;
  };
  useLeaving(held.current, send);
  return {
    problem,
    isHeld: (line: Line) => keys.includes(keyOf(line)),
    acknowledge: (line: Line) => {
      const key = keyOf(line);
      if (!mayWait(line, now(), HELD_MS)) return send(line);
      if (held.current.has(key)) return;
      const timer = setTimeout(() => {
        if (take(key) !== undefined) send(line);
      }, HELD_MS);
      held.current.set(key, { line, timer });
      show();
    },
    /** Takes back this one, or what was done last. */
    undo: (line?: Line) => take(line === undefined ? ([...held.current.keys()].at(-1) ?? '') : keyOf(line)),
  };
}

/** Nothing held is lost: another screen sends it as usual, a page that closes sends it on its way out. */
function useLeaving(held: Map<string, Held>, send: (line: Line) => void): void {
  useEffect(() => {
    const emptied = (): readonly Line[] => {
      const lines = [...held.values()].map(({ line, timer }) => {
        clearTimeout(timer);
        return line;
      });
      held.clear();
      return lines;
    };
    const closing = () => {
      for (const line of emptied()) void sendAcknowledge(line, newKey(), true).catch(() => undefined);
    };
    window.addEventListener('pagehide', closing);
    return () => {
      window.removeEventListener('pagehide', closing);
      for (const line of emptied()) send(line);
    };
  }, [held, send]);
}
