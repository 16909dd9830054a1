import { type ReactNode, type UIEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterPaint } from '#web/frame/after-paint.ts';
import { useKeys } from '#web/frame/keys.tsx';
import { useTexts } from '#web/frame/words.ts';

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** One row; all rows are `rowHeight` px high. */
  readonly row: (item: T, chosen: boolean) => ReactNode;
  readonly rowHeight: number;
  readonly chosen: string | null;
  readonly onChoose: (key: string, item: T) => void;
  /** Enter or a second tap. */
  readonly onOpen: (item: T) => void;
  /** There is more behind the last row, and `onMore` fetches it. */
  readonly more: boolean;
  readonly onMore: () => void;
}

/** What stands above any list: the bar, a heading, a line of filters. */
const ABOVE_PX = 150;

/** Rows drawn above and below what is seen, so that a fast thumb finds no gaps. */
const BEYOND = 8;

/** Rows on paper, some thirty pages: whoever wants more exports them. */
const MOST_PRINTED = 500;

/** A list of any length of which only the rows in sight exist; `j` and `k` go down and up, Enter opens. */
export function Worklist<T>(props: Props<T>) {
  const { label, items, keyOf, row, rowHeight, chosen, onChoose, onOpen, more, onMore } = props;
  const t = useTexts('frame');
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ from: 0, to: Math.ceil((window.innerHeight - ABOVE_PX) / rowHeight) });
  const look = ({ scrollTop, clientHeight }: HTMLElement) => {
    const from = Math.max(0, Math.floor(scrollTop / rowHeight) - BEYOND);
    const to = Math.ceil((scrollTop + clientHeight) / rowHeight) + BEYOND;
    setSeen((before) => (before.from === from && before.to === to ? before : { from, to }));
  };
  // First what is in sight, then what lies beyond it.
  useEffect(() => afterPaint(() => box.current !== null && look(box.current)), []);
  useEffect(() => {
    if (more && seen.to >= items.length) onMore();
  }, [more, seen.to, items.length, onMore]);
  usePrinted(setSeen, () => box.current !== null && look(box.current));
  useArrows(props, box);
  return (
    <div
      ref={box}
      className="worklist"
      role="region"
      tabIndex={0}
      aria-label={label}
      onScroll={(event: UIEvent<HTMLDivElement>) => look(event.currentTarget)}
    >
      <div className="worklist-space" role="list" style={{ height: items.length * rowHeight }}>
        {items.slice(seen.from, seen.to).map((item, offset) => {
          const index = seen.from + offset;
          const key = keyOf(item);
          return (
            // Keys are those of the list; what can be done with a row are buttons of its own.
            <div
              key={key}
              role="listitem"
              aria-current={key === chosen}
              aria-setsize={more ? -1 : items.length}
              aria-posinset={index + 1}
              className={key === chosen ? 'row row-chosen' : 'row'}
              style={{ top: index * rowHeight, height: rowHeight }}
              onClick={() => onChoose(key, item)}
              onDoubleClick={() => onOpen(item)}
            >
              {row(item, key === chosen)}
            </div>
          );
        })}
      </div>
      {more ? <p className="quiet worklist-more">{t('waiting')}</p> : null}
    </div>
  );
}

/** Paper has every row that came, not only those in sight. */
function usePrinted(draw: (rows: { from: number; to: number }) => void, lookAgain: () => void) {
  const after = useRef(lookAgain);
  after.current = lookAgain;
  useEffect(() => {
    // The browser takes the page as it stands when the event returns.
    const all = () => flushSync(() => draw({ from: 0, to: MOST_PRINTED }));
    const again = () => after.current();
    window.addEventListener('beforeprint', all);
    window.addEventListener('afterprint', again);
    return () => {
      window.removeEventListener('beforeprint', all);
      window.removeEventListener('afterprint', again);
    };
  }, [draw]);
}

function useArrows<T>(
  { items, keyOf, rowHeight, chosen, onChoose, onOpen }: Props<T>,
  box: { current: HTMLElement | null },
) {
  const t = useTexts('frame');
  const at = items.findIndex((item) => keyOf(item) === chosen);
  const go = (index: number) => {
    const item = items[Math.min(Math.max(index, 0), items.length - 1)];
    if (item === undefined) return;
    onChoose(keyOf(item), item);
    const place = box.current;
    if (place === null) return;
    // Enter is then the list's: a link of the menu that was clicked keeps the focus otherwise.
    place.focus({ preventScroll: true });
    const top = index * rowHeight;
    if (top < place.scrollTop) place.scrollTop = top;
    if (top + rowHeight > place.scrollTop + place.clientHeight) place.scrollTop = top + rowHeight - place.clientHeight;
  };
  const open = () => {
    const item = items[at];
    if (item !== undefined) onOpen(item);
  };
  useKeys([
    { key: 'j', label: t('keys.down'), act: () => go(at + 1) },
    { key: 'k', label: t('keys.up'), act: () => go(at - 1) },
    { key: 'ArrowDown', label: t('keys.down'), act: () => go(at + 1) },
    { key: 'ArrowUp', label: t('keys.up'), act: () => go(at - 1) },
    { key: 'Enter', label: t('keys.enter'), act: open },
  ]);
}
