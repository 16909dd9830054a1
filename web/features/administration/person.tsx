import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useNow } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { AccountCard } from './account-card.tsx';
import { AppointForm } from './appoint-form.tsx';
import { EndOffice } from './end-office.tsx';
import { AccountTag, Until } from './people-table.tsx';
import { PostForm } from './post-form.tsx';
import { isOpen, type Office, type Person, readPerson, useKeeping, useRoleWords } from './reading.ts';
import './administration.css';

/** One member of staff: offices with what can be done with each, and the account. */
export default function PersonScreen() {
  const t = useTexts('administration');
  const { id } = useParams({ strict: false }) as { id: string };
  const me = useMe();
  const { people, factors } = useKeeping();
  const found = useQuery({ queryKey: ['people', 'one', id], queryFn: () => readPerson(id) });
  const person = found.data;
  const keeps = (people || factors) && person !== undefined && person.person !== me.person;
  return (
    <Page
      title={person?.displayName ?? t('people.title')}
      beside={person === undefined || !(people || factors) ? null : <AccountTag person={person} />}
    >
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {person === undefined ? null : (
        <>
          {person.person === me.person && (people || factors) ? <p className="quiet">{t('person.self')}</p> : null}
          <OfficesCard person={person} keeps={keeps} />
          {keeps ? <AccountCard person={person} /> : null}
        </>
      )}
    </Page>
  );
}

function OfficesCard({ person, keeps }: { person: Person; keeps: boolean }) {
  const t = useTexts('administration');
  const at = useNow(1_000);
  const [adding, setAdding] = useState(false);
  const open = person.offices.filter((office) => isOpen(office, at));
  const over = person.offices.filter((office) => !isOpen(office, at));
  return (
    <section className="card">
      <h2>{t('person.offices')}</h2>
      {open.length === 0 ? <p className="quiet">{t('people.noOffice')}</p> : null}
      <ul className="admin-office-list">
        {open.map((office) => (
          <OfficeRow key={office.id} person={person} office={office} at={at} />
        ))}
      </ul>
      {keeps && person.closedAt === null ? (
        adding ? (
          <AppointForm person={person} onDone={() => setAdding(false)} />
        ) : (
          <Button onClick={() => setAdding(true)}>{t('person.appoint')}</Button>
        )
      ) : null}
      {over.length === 0 ? null : (
        <details>
          <summary>{t('person.over', { count: over.length })}</summary>
          <ul className="admin-office-list">
            {over.map((office) => (
              <OfficeRow key={office.id} person={person} office={office} at={at} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function OfficeRow({ person, office, at }: { person: Person; office: Office; at: number }) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const [doing, setDoing] = useState<'end' | 'post' | null>(null);
  const done = () => setDoing(null);
  return (
    <li>
      <span>
        <strong>{roleText(office.role)}</strong> · {office.orgName}
        {office.post === null ? null : <> · {t(`post.${office.post}`)}</>} <Until office={office} at={at} />{' '}
        <Link to="/roles/seen" search={{ role: office.role, org: office.orgCode } as never}>
          {t('seen.link')}
        </Link>
      </span>
      {office.mayChange && person.closedAt === null && doing === null ? (
        <span className="page-actions">
          {office.post === null ? null : <Button onClick={() => setDoing('post')}>{t('person.changePost')}</Button>}
          <Button danger onClick={() => setDoing('end')}>
            {t('person.end')}
          </Button>
        </span>
      ) : null}
      {doing === 'end' ? <EndOffice person={person} office={office} onDone={done} /> : null}
      {doing === 'post' ? <PostForm person={person} office={office} onDone={done} /> : null}
    </li>
  );
}
