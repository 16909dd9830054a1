import { EllipsisOutlined } from '@ant-design/icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useEffect, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { groupsOf, menuOf } from './menu.ts';
import { useOpenedOnce } from './opened-once.ts';
import { useMe } from './session.ts';
import { useTexts } from './words.ts';

const narrow = window.matchMedia('(max-width: 720px)');
/** As many as a thumb finds side by side at 320 px; with more screens the last place opens the rest. */
const PLACES = 5;

type Entry = ReturnType<typeof menuOf>[number];

/** Screens that this person has, and nothing else. On a phone the first few, and the others one tap behind them. */
export function MenuBar() {
  const t = useTexts('frame');
  const me = useMe();
  const entries = useMemo(() => menuOf(me), [me]);
  const here = useRouterState({ select: (state) => state.location.pathname });
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [here]);
  const folds = useSyncExternalStore(subscribe, () => narrow.matches) && entries.length > PLACES;
  const drawn = useOpenedOnce(open && folds);
  const shown = folds ? entries.slice(0, PLACES - 1) : entries;
  const rest = folds ? entries.slice(PLACES - 1) : [];
  return (
    <nav className="menu" aria-label={t('menu.label')}>
      {folds ? (
        shown.map((entry) => <Way key={entry.path} entry={entry} here={here} />)
      ) : (
        <Groups entries={shown} here={here} />
      )}
      {folds ? (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded={open}
          className={rest.some(({ path }) => isHere(here, path)) ? 'menu-here' : undefined}
          onClick={() => setOpen(true)}
        >
          <EllipsisOutlined aria-hidden="true" />
          <span>{t('menu.more')}</span>
        </button>
      ) : null}
      {drawn ? (
        <Drawer
          open={open && folds}
          placement="bottom"
          size="auto"
          title={t('menu.more')}
          onClose={() => setOpen(false)}
        >
          <div className="menu-rest">
            <Groups entries={rest} here={here} onGone={() => setOpen(false)} />
          </div>
        </Drawer>
      ) : null}
    </nav>
  );
}

interface GroupsProps {
  readonly entries: readonly Entry[];
  readonly here: string;
  readonly onGone?: (() => void) | undefined;
}

function Groups({ entries, here, onGone }: GroupsProps) {
  const t = useTexts('frame');
  const id = useId();
  return groupsOf(entries).map(({ group, entries: held }) => {
    const ways = held.map((entry) => <Way key={entry.path} entry={entry} here={here} onGone={onGone} />);
    if (group === null) return ways;
    return (
      <div key={group} role="group" aria-labelledby={`${id}${group}`}>
        <p id={`${id}${group}`} className="menu-head">
          {t(`menuGroup.${group}`)}
        </p>
        {ways}
      </div>
    );
  });
}

interface WayProps {
  readonly entry: Entry;
  readonly here: string;
  /** Also when it is the screen that one is on. */
  readonly onGone?: (() => void) | undefined;
}

function Way({ entry: { path, text, icon }, here, onGone }: WayProps) {
  const t = useTexts('frame');
  return (
    <Link to={path} aria-current={isHere(here, path) ? 'page' : undefined} onClick={onGone}>
      <span aria-hidden="true">{icon}</span>
      <span>{t(`menu.${text}`)}</span>
    </Link>
  );
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

function isHere(here: string, path: string): boolean {
  return here === path || here.startsWith(`${path}/`);
}
