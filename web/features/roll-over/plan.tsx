import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { dayOf } from '#domain/instant';
import { schoolYear, schoolYearOf } from '#programme/period';
import { now } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { PlaceInput } from '#web/parts/place-input.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type Exception, Exceptions } from './exceptions.tsx';
import { type Opened, Opens } from './opens.tsx';
import { lookAt } from './reading.ts';
import '#web/parts/programme.css';

const GRADES = Array.from({ length: 12 }, (_one, index) => index + 1);

/** Which school year, for whom, and who does not go the way of the class: then the dry run, which writes nothing. */
export default function Plan() {
  const t = useTexts('rollOver');
  const { acting } = useMe();
  const go = useNavigate();
  const [year, setYear] = useState(() => schoolYearOf(dayOf(now())));
  const [day, setDay] = useState('');
  const [place, setPlace] = useState('');
  const [graduating, setGraduating] = useState<readonly number[]>([]);
  const [opens, setOpens] = useState<readonly Opened[]>([]);
  const [exceptions, setExceptions] = useState<readonly Exception[]>([]);
  const look = useMutation({
    mutationFn: () =>
      lookAt(acting.org, place, {
        schoolYear: year,
        ...(day === '' ? {} : { day }),
        ...(graduating.length === 0 ? {} : { graduating: [...graduating] }),
        opens: [...opens],
        exceptions: exceptions.map(({ pupil, stays }) => ({ student: pupil.id, stays })),
      }),
    onSuccess: ({ id }) => void go({ to: '/roll-overs/$id', params: { id } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look.mutate();
  };
  return (
    <Page title={t('title')} actions={<Link to="/jobs">{t('earlier')}</Link>}>
      <p className="quiet">{t('about')}</p>
      <form className="card record-form" onSubmit={submit}>
        <Year year={year} day={day} onYear={setYear} onDay={setDay} />
        {acting.orgKind === 'school' ? null : <Where place={place} onPlace={setPlace} />}
        <Graduating grades={graduating} onGrades={setGraduating} />
        <Opens grades={GRADES} opens={opens} onOpens={setOpens} />
        <Exceptions named={exceptions} onNamed={setExceptions} />
        <ProblemAlert error={look.error} />
        <div className="page-actions">
          <Button type="primary" htmlType="submit" loading={look.isPending}>
            {t('look')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

interface YearProps {
  readonly year: number;
  readonly day: string;
  readonly onYear: (year: number) => void;
  readonly onDay: (day: string) => void;
}

/** The coming one may be looked at before the summer; one that was left out is made up first. */
function Year({ year, day, onYear, onDay }: YearProps) {
  const t = useTexts('rollOver');
  const id = useId();
  const current = schoolYearOf(dayOf(now()));
  const { from, to } = schoolYear(year);
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}year`}>{t('year')}</label>
        <select id={`${id}year`} value={year} onChange={({ target }) => onYear(Number(target.value))}>
          {[current + 1, current, current - 1].map((each) => (
            <option key={each} value={each}>
              {t('yearName', { from: each, to: each + 1 })}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}day`}>{t('day')}</label>
        <input
          id={`${id}day`}
          type="date"
          min={from}
          max={to}
          value={day}
          onChange={({ target }) => onDay(target.value)}
        />
        <p className="quiet field-hint">{t('dayHint')}</p>
      </div>
    </>
  );
}

function Where({ place, onPlace }: { place: string; onPlace: (code: string) => void }) {
  const t = useTexts('rollOver');
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('where')}</label>
      <PlaceInput
        id={id}
        kinds={['county', 'school']}
        mine
        placeholder={t('all')}
        value={place === '' ? null : place}
        onChange={(code) => onPlace([code].flat()[0] ?? '')}
      />
      <p className="quiet field-hint">{t('whereHint')}</p>
    </div>
  );
}

interface GraduatingProps {
  readonly grades: readonly number[];
  readonly onGrades: (grades: readonly number[]) => void;
}

function Graduating({ grades, onGrades }: GraduatingProps) {
  const t = useTexts('rollOver');
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('graduating')}</label>
      <Select
        id={id}
        mode="multiple"
        placeholder={t('byStage')}
        value={[...grades]}
        onChange={(next) => onGrades(next)}
        options={GRADES.map((grade) => ({ value: grade, label: t('grade', { grade }) }))}
      />
      <p className="quiet field-hint">{t('graduatingHint')}</p>
    </div>
  );
}
