import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { dayText, fullText, localText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { runsOf } from './calendar-runs.ts';
import { readOrganisation } from './organisations.ts';
import { YearForm } from './year-form.tsx';
import './administration.css';

type Calendar = paths['/api/calendar']['get']['responses'][200]['content']['application/json'];

const KINDS = ['holiday', 'makeUp', 'vacation'] as const;

/** Holidays, make-up days and vacations of a year as they hold here, whose list says so, and the own list to enter. */
export default function CalendarScreen() {
  const t = useTexts('administration');
  const { permitted, acting } = useMe();
  const [year, setYear] = useState(() => Number(localText(now()).slice(0, 4)));
  const [entering, setEntering] = useState(false);
  const found = useQuery({
    queryKey: ['calendar', year],
    queryFn: () =>
      ask(() => api.GET('/api/calendar', { params: { query: { from: `${year}-01-01`, to: `${year}-12-31` } } })),
  });
  const enters = permitted.includes('enterCalendar') && ['city', 'county', 'school'].includes(acting.orgKind);
  return (
    <Page
      title={t('calendar.title', { year })}
      actions={
        <>
          <Button onClick={() => setYear(year - 1)} aria-label={t('calendar.before')}>
            ‹ {year - 1}
          </Button>
          <Button onClick={() => setYear(year + 1)} aria-label={t('calendar.after')}>
            {year + 1} ›
          </Button>
          {enters && !entering ? (
            <Button type="primary" onClick={() => setEntering(true)}>
              {t('calendar.enter', { year })}
            </Button>
          ) : null}
        </>
      }
    >
      <p className="quiet">{t('calendar.about')}</p>
      {entering ? <YearForm key={year} year={year} onDone={() => setEntering(false)} /> : null}
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.data === undefined ? null : <Standing calendar={found.data} year={year} />}
    </Page>
  );
}

function Standing({ calendar, year }: { calendar: Calendar; year: number }) {
  const t = useTexts('administration');
  const lists = calendar.years.filter((each) => each.year === year);
  return (
    <>
      {calendar.warnings.includes('calendarEnds') ? (
        <Alert
          type="warning"
          showIcon
          title={t('calendar.ends', { day: textOf(calendar.coveredTo) })}
          description={t('calendar.endsHint')}
        />
      ) : null}
      {lists.length === 0 ? <Empty title={t('calendar.none', { year })} hint={t('calendar.noneHint')} /> : null}
      {lists.length === 0 ? null : (
        <section className="card">
          <h2>{t('calendar.lists')}</h2>
          <ul>
            {lists.map((list) => (
              <ListLine key={list.org} list={list} />
            ))}
          </ul>
        </section>
      )}
      {KINDS.map((kind) => (
        <Runs key={kind} kind={kind} days={calendar.days.filter((day) => day.kind === kind)} />
      ))}
    </>
  );
}

function ListLine({ list }: { list: Calendar['years'][number] }) {
  const t = useTexts('administration');
  const place = useQuery({
    queryKey: ['places', 'one', list.org, ''],
    queryFn: () => readOrganisation(list.org),
  });
  return (
    <li>
      {place.data?.name ?? '…'} · {t(`calendar.basis.${list.source}`, { defaultValue: list.source })}{' '}
      <span className="quiet">{t('calendar.enteredAt', { at: fullText(list.enteredAt) })}</span>
    </li>
  );
}

function textOf(day: string): string {
  return dayText(Date.parse(`${day}T00:00:00+08:00`));
}

function Runs({ kind, days }: { kind: (typeof KINDS)[number]; days: Calendar['days'] }) {
  const t = useTexts('administration');
  const runs = runsOf(days);
  if (runs.length === 0) return null;
  return (
    <section className="card">
      <h2>{t(`calendar.kind.${kind}`)}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('calendar.name')}</th>
            <th scope="col">{t('calendar.from')}</th>
            <th scope="col">{t('calendar.to')}</th>
            <th scope="col">{t('calendar.length')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ name, from, to, length }) => (
            <tr key={from}>
              <td>{name}</td>
              <td>{textOf(from)}</td>
              <td>{textOf(to)}</td>
              <td>{t('frame:length.days', { count: length })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
