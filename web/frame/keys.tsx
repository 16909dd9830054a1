import { Modal } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useOpenedOnce } from './opened-once.ts';
import { session } from './session.ts';
import { useTexts } from './words.ts';

/** One key and what it does; `label` is a text in the reader's language. */
export interface Key {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
}

let registered: readonly (readonly Key[])[] = [];
const listeners = new Set<() => void>();

function change(next: readonly (readonly Key[])[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Keys that work while the component is on screen; never while somebody types. Later ones win. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  const shape = keys.map(({ key, label }) => `${key} ${label}`).join('\n');
  useEffect(() => {
    const standing = latest.current.map(({ key, label }) => ({
      key,
      label,
      act: () => latest.current.find((each) => each.key === key)?.act(),
    }));
    change([...registered, standing]);
    return () => change(registered.filter((each) => each !== standing));
  }, [shape]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Enter and space press what has the focus: a button, a link, a summary. */
function presses(key: string, target: EventTarget | null): boolean {
  if (key !== 'Enter' && key !== ' ') return false;
  return (
    target instanceof Element && target.closest('button, a[href], summary, [role="button"], [role="menuitem"]') !== null
  );
}

/** Listens for all of them, and lists them for `?`. Belongs into the shell once. */
export function Keyboard() {
  const t = useTexts('frame');
  const [open, setOpen] = useState(false);
  const drawn = useOpenedOnce(open);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // The page is covered: what its keys do would be done unseen.
      if (session.get().at !== 'in') return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      if (presses(event.key, event.target)) return;
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null) return;
      if (event.key === '?') return setOpen(true);
      const found = registered.flat().findLast(({ key }) => key === event.key);
      if (found === undefined) return;
      event.preventDefault();
      found.act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  if (!drawn) return null;
  return (
    <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('keys.title')}>
      <KeyList />
    </Modal>
  );
}

/** Hears of keys that come and go, which every screen's do; whoever only listens for them needs not be drawn anew. */
function KeyList() {
  const t = useTexts('frame');
  const all = useSyncExternalStore(subscribe, () => registered);
  return (
    <dl className="keys">
      {[{ key: '?', label: t('keys.list') }, ...all.flat()].map(({ key, label }) => (
        <div key={key}>
          <dt>
            <kbd>{key === ' ' ? t('keys.space') : key}</kbd>
          </dt>
          <dd>{label}</dd>
        </div>
      ))}
    </dl>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
