import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { type Organisation, PAGE, readOrganisation, readOrganisations } from './organisations.ts';
import './administration.css';

/** The network 1+9+N as it is, or as it stood on a day: a place at a time, what lies below is fetched when it is opened. */
export default function Tree() {
  const t = useTexts('administration');
  const { acting } = useMe();
  const [on, setOn] = useState('');
  const [like, setLike] = useState('');
  const root = useQuery({
    queryKey: ['places', 'one', acting.org, on],
    queryFn: () => readOrganisation(acting.org, on),
  });
  return (
    <Page title={t('tree.title')}>
      <p className="quiet">{t('tree.about')}</p>
      <div className="filters" role="search" aria-label={t('people.filters')}>
        <label className="filter">
          {t('tree.find')}
          <input type="search" maxLength={40} onChange={({ target }) => setLike(target.value.trim())} />
        </label>
        <label className="filter">
          {t('tree.on')}
          <input type="date" value={on} onChange={({ target }) => setOn(target.value)} />
        </label>
        {on === '' ? null : <Button onClick={() => setOn('')}>{t('tree.today')}</Button>}
      </div>
      <ProblemAlert error={root.error} onAgain={() => void root.refetch()} />
      {root.isPending ? <Waiting /> : null}
      {root.data === undefined || like !== '' ? null : (
        <ul className="admin-tree card">
          <Branch place={root.data} on={on} opened />
        </ul>
      )}
      {like === '' ? null : <Found like={like} on={on} />}
    </Page>
  );
}

function Branch({ place, on, opened = false }: { place: Organisation; on: string; opened?: boolean }) {
  const t = useTexts('administration');
  const [open, setOpen] = useState(opened);
  const leaf = place.kind === 'class' || place.kind === 'hospital' || place.kind === 'committee';
  return (
    <li>
      <span className="admin-branch">
        {leaf ? (
          <span className="admin-leaf" />
        ) : (
          <Button
            size="small"
            type="text"
            aria-expanded={open}
            aria-label={t(open ? 'tree.shut' : 'tree.open', { name: place.name })}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </Button>
        )}
        <PlaceLink place={place} />
      </span>
      {open ? <Below place={place} on={on} /> : null}
    </li>
  );
}

function Below({ place, on }: { place: Organisation; on: string }) {
  const t = useTexts('administration');
  const [pages, setPages] = useState(1);
  const found = useQuery({
    queryKey: ['places', 'below', place.id, on, pages],
    queryFn: () => readOrganisations({ parent: place.id, ...(on === '' ? {} : { asOf: on }) }, pages),
    placeholderData: (before) => before,
  });
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />;
  const { items, more } = found.data;
  if (items.length === 0) return <p className="quiet">{t('tree.nothingBelow')}</p>;
  return (
    <ul>
      {KINDS.map((kind) => items.filter((each) => each.kind === kind)).map((same) =>
        same.map((each) => <Branch key={each.id} place={each} on={on} />),
      )}
      {more ? (
        <li>
          <Button type="link" onClick={() => setPages(pages + 1)}>
            {t('tree.more', { count: PAGE })}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

/** The order in which one reads them: who leads, then who is led, then those beside. */
const KINDS = ['city', 'centre', 'county', 'school', 'class', 'committee', 'hospital'];

function Found({ like, on }: { like: string; on: string }) {
  const t = useTexts('administration');
  const found = useQuery({
    queryKey: ['places', 'like', like, on],
    queryFn: () => readOrganisations({ like, mine: 'true', ...(on === '' ? {} : { asOf: on }) }, 1),
  });
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />;
  if (found.data.items.length === 0) return <Empty title={t('tree.none')} hint={t('tree.noneHint')} />;
  return (
    <ul className="admin-tree card">
      {found.data.items.map((place) => (
        <li key={place.id}>
          <PlaceLink place={place} />
        </li>
      ))}
    </ul>
  );
}

function PlaceLink({ place }: { place: Organisation }) {
  const t = useTexts('administration');
  return (
    <>
      <Link to="/organisations/$id" params={{ id: place.id }}>
        {place.name}
      </Link>{' '}
      <span className="quiet">
        {t(`kind.${place.kind}`)} {place.code}
      </span>
    </>
  );
}
