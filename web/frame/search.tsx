import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useCallback, useDeferredValue, useState } from 'react';
import { Empty } from '#web/parts/empty.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type Pupil, pupilQuery, pupilText } from '#web/parts/pupil-picker.tsx';
import { api, ask } from './api.ts';
import { useKeys } from './keys.tsx';
import { menuOf } from './menu.ts';
import { useMe } from './session.ts';
import { useTexts } from './words.ts';

/**
 * Anything by a few letters, opened by `/`: screens by their names, pupils by whole name, pinyin, initials or number. Pupils are found by the server's
 * blind index within what this person may see; nothing of what is typed is kept.
 */
export function Search() {
  const t = useTexts('frame');
  const [open, setOpen] = useState(false);
  useKeys([{ key: '/', label: t('search.title'), act: () => setOpen(true) }]);
  return (
    <>
      <Button type="text" icon={<SearchOutlined />} aria-label={t('search.title')} onClick={() => setOpen(true)} />
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('search.title')} destroyOnHidden>
        <Found onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Found({ onDone }: { onDone: () => void }) {
  const t = useTexts('frame');
  const me = useMe();
  const go = useNavigate();
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim());
  const focused = useCallback((input: HTMLInputElement | null) => input?.focus(), []);
  const pupils = useQuery({
    enabled: wanted !== '' && me.permitted.includes('listStudents'),
    queryKey: ['pupil-search', wanted],
    gcTime: 0,
    queryFn: () => ask(() => api.GET('/api/students', { params: { query: { limit: '20', ...pupilQuery(wanted) } } })),
  });
  const screens = menuOf(me).filter(({ text, path }) =>
    `${t(`menu.${text}`)} ${path}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  const items = pupils.data?.items ?? [];
  const openScreen = (path: string) => {
    onDone();
    void go({ to: path });
  };
  return (
    <div className="field">
      <label htmlFor="search">{t('search.label')}</label>
      <input
        id="search"
        type="search"
        autoComplete="off"
        ref={focused}
        value={typed}
        maxLength={40}
        placeholder={t('search.hint')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ProblemAlert error={pupils.error} />
      <ul className="plain-list search-found">
        {items.map((pupil) => (
          <FoundPupil key={pupil.id} pupil={pupil} onOpen={openScreen} />
        ))}
        {screens.map(({ path, text, icon }) => (
          <li key={path}>
            <button type="button" className="link" onClick={() => openScreen(path)}>
              <span aria-hidden="true">{icon}</span> {t(`menu.${text}`)}
            </button>
          </li>
        ))}
      </ul>
      {wanted !== '' && !pupils.isFetching && items.length + screens.length === 0 ? (
        <Empty title={t('search.none')} hint={t('search.noneHint')} />
      ) : null}
    </div>
  );
}

/** A pupil, and the case that is open: asked for when the pupil is chosen, not for everybody who was found. */
function FoundPupil({ pupil, onOpen }: { pupil: Pupil; onOpen: (path: string) => void }) {
  const t = useTexts('frame');
  const [chosen, setChosen] = useState(false);
  const reads = useMe().permitted.includes('listLedger');
  const found = useQuery({
    enabled: chosen && reads,
    queryKey: ['streams', 'cases', 'of', pupil.id],
    queryFn: async () => {
      const page = await ask(() => api.GET('/api/cases', { params: { query: { student: pupil.id } } }));
      const [line] = page.items;
      if (line !== undefined) onOpen(`/cases/${line.id}`);
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
