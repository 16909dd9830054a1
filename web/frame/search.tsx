import { EditOutlined, SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { type KeyboardEvent, useCallback, useDeferredValue, useState } from 'react';
import { Empty } from '#web/parts/empty.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type Pupil, pupilQuery, pupilText } from '#web/parts/pupil-picker.tsx';
import { api, ask } from './api.ts';
import { useKeys } from './keys.tsx';
import { menuOf } from './menu.ts';
import { useOpenedOnce } from './opened-once.ts';
import { actsOf, type FoundAct } from './search-acts.ts';
import { useMe } from './session.ts';
import { isMeant, useSpelling } from './sounds.ts';
import { inBoth, useSay, useTexts } from './words.ts';

/**
 * Anything by a few letters, opened by `/`: screens and acts by their names, as written or as they sound; pupils by whole name, pinyin, initials or number. Pupils are found by the server's
 * blind index within what this person may see; nothing of what is typed is kept.
 */
export function Search() {
  const t = useTexts('frame');
  const [open, setOpen] = useState(false);
  const drawn = useOpenedOnce(open);
  useKeys([{ key: '/', label: t('search.title'), act: () => setOpen(true) }]);
  return (
    <>
      <Button type="text" icon={<SearchOutlined />} aria-label={t('search.title')} onClick={() => setOpen(true)} />
      {drawn ? (
        <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('search.title')} destroyOnHidden>
          <Found onDone={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

type Open = (path: string, act?: string) => void;

function Found({ onDone }: { onDone: () => void }) {
  const t = useTexts('frame');
  const say = useSay();
  const go = useNavigate();
  const [typed, setTyped] = useState('');
  const [act, setAct] = useState<FoundAct | null>(null);
  const wanted = useDeferredValue(typed.trim());
  const focused = useCallback((input: HTMLInputElement | null) => input?.focus(), []);
  const open: Open = (path, asked) => {
    onDone();
    void go({ to: path, search: (asked === undefined ? {} : { act: asked }) as never });
  };
  const choose = (chosen: FoundAct) => {
    const here = /^\/cases\/[^/]+$/.exec(window.location.pathname);
    // On the page of a case it is that case; elsewhere one is asked whom it is about.
    if (here !== null) return open(here[0], chosen.act);
    setAct(chosen);
    setTyped('');
  };
  return (
    <div className="field" onKeyDown={walk}>
      <label htmlFor="search">{act === null ? t('search.label') : t('search.whom', { act: say(act.words) })}</label>
      <input
        key={act?.act ?? ''}
        id="search"
        type="search"
        autoComplete="off"
        ref={focused}
        value={typed}
        maxLength={40}
        placeholder={act === null ? t('search.hint') : t('pupil.hint')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Lines wanted={wanted} act={act} onOpen={open} onAct={choose} />
    </div>
  );
}

interface LinesProps {
  readonly wanted: string;
  /** What is to be done with the pupil who is looked for; null: anything is. */
  readonly act: FoundAct | null;
  readonly onOpen: Open;
  readonly onAct: (act: FoundAct) => void;
}

function Lines({ wanted, act, onOpen, onAct }: LinesProps) {
  const t = useTexts('frame');
  const say = useSay();
  const me = useMe();
  const spell = useSpelling();
  const pupils = useQuery({
    enabled: wanted !== '' && me.permitted.includes('listStudents'),
    queryKey: ['pupil-search', wanted],
    gcTime: 0,
    queryFn: () => ask(() => api.GET('/api/students', { params: { query: { limit: '20', ...pupilQuery(wanted) } } })),
  });
  const anything = act === null;
  const screens = anything
    ? menuOf(me).filter(({ text, path }) => isMeant(wanted, [...inBoth(`menu.${text}`), path], spell))
    : [];
  const acts =
    anything && wanted !== '' ? actsOf(me).filter(({ words }) => isMeant(wanted, Object.values(words), spell)) : [];
  const items = pupils.data?.items ?? [];
  return (
    <>
      <ProblemAlert error={pupils.error} />
      <ul className="plain-list search-found">
        {items.map((pupil) => (
          <FoundPupil key={pupil.id} pupil={pupil} act={act?.act} onOpen={onOpen} />
        ))}
        {screens.map(({ path, text, icon }) => (
          <li key={path}>
            <button type="button" className="link" onClick={() => onOpen(path)}>
              <span aria-hidden="true">{icon}</span> {t(`menu.${text}`)}
            </button>
          </li>
        ))}
        {acts.map((each) => (
          <li key={each.act}>
            <button type="button" className="link" onClick={() => onAct(each)}>
              <EditOutlined aria-hidden="true" /> {say(each.words)}
            </button>
          </li>
        ))}
      </ul>
      {wanted !== '' && !pupils.isFetching && items.length + screens.length + acts.length === 0 ? (
        <Empty title={t('search.none')} hint={t('search.noneHint')} />
      ) : null}
    </>
  );
}

/** Down and up the list by arrows, from the box on; Enter there takes the first. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.nativeEvent.isComposing) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.indexOf(event.target as HTMLElement); // the box or a line of the list
  if (event.key === 'Enter' && at === 0) {
    event.preventDefault();
    return stops[1]?.click();
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

interface PupilProps {
  readonly pupil: Pupil;
  /** Opens the form of this act in the case. */
  readonly act: string | undefined;
  readonly onOpen: Open;
}

/** A pupil, and the case that is open: asked for when the pupil is chosen, not for everybody who was found. */
function FoundPupil({ pupil, act, onOpen }: PupilProps) {
  const t = useTexts('frame');
  const [chosen, setChosen] = useState(false);
  const reads = useMe().permitted.includes('listLedger');
  const found = useQuery({
    enabled: chosen && reads,
    queryKey: ['streams', 'cases', 'of', pupil.id],
    queryFn: async () => {
      const page = await ask(() => api.GET('/api/cases', { params: { query: { student: pupil.id } } }));
      const [line] = page.items;
      if (line !== undefined) onOpen(`/cases/${line.id}`, act);
      return line ?? null;
    },
  });
  return (
    <li>
      <button type="button" className="link" onClick={() => (reads ? setChosen(true) : onOpen('/concern'))}>
        {pupilText(pupil, t)}
      </button>
      <ProblemAlert error={found.error} />
      {found.data === null ? (
        <p className="quiet" role="status">
          {t('search.noCase')}{' '}
          <button type="button" className="link" onClick={() => onOpen('/concern')}>
            {t('menu.concern')}
          </button>
        </p>
      ) : null}
    </li>
  );
}
