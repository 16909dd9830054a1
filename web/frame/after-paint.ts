import { useEffect, useState } from 'react';

/** Calls `act` once what was drawn by now is on screen; not while the page is hidden. Answers with a way to call it off. */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A frame's own callbacks run before its picture; what they ask for runs behind it.
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Whether what was drawn once `there` held is on screen by now: what can wait until then does not hold it up. */
export function useOnScreen(there: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => (there ? afterPaint(() => setShown(true)) : undefined), [there]);
  return shown;
}

const waiting = new Set<() => void>();
let going = false;

/** Heavy drawings, one a frame: nine charts at once hold the page for as long as all of them take. Answers with a way to call it off. */
export function inTurn(draw: () => void): () => void {
  waiting.add(draw);
  if (!going) {
    going = true;
    afterPaint(next);
  }
  return () => waiting.delete(draw);
}

function next(): void {
  const [draw] = waiting;
  going = draw !== undefined;
  if (draw === undefined) return;
  waiting.delete(draw);
  afterPaint(next);
  draw();
}
