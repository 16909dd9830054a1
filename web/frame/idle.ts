import type { Screen } from './feature.ts';
import { fileOf } from './screen-files.ts';

/** What a first press on the menu would otherwise wait for, done while nobody waits: the screens of the menu, one after the other. Answers with a way to call it off. */
export function prepare(screens: readonly Screen[]): () => void {
  const acts = savesData() ? [] : screens.map((screen) => () => fileOf(screen));
  let off: () => void = () => undefined;
  const next = async () => {
    try {
      await acts.shift()?.();
    } catch {
      // A screen that does not come now comes when it is opened, and says there what is wrong.
    }
    if (acts.length > 0) off = whenIdle(() => void next());
  };
  off = whenIdle(() => void next());
  return () => {
    acts.length = 0;
    off();
  };
}

/** The reader has asked their browser to fetch as little as it can. */
function savesData(): boolean {
  return (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true; // not in every browser
}

/** Not every browser tells when it is idle; where it does not, a second is waited. */
function whenIdle(act: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 1_000);
    return () => clearTimeout(timer);
  }
  const asked = window.requestIdleCallback(act);
  return () => window.cancelIdleCallback(asked);
}
