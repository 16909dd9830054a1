import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { masked } from '#domain/masked';
import type { CampaignState } from '#domain/campaign-state';
import { api, ask } from '#web/frame/api.ts';
import { now } from '#web/frame/clock.ts';
import { localInstant, localText } from '#web/frame/dates.ts';
import { currentLanguage, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import type { Instrument } from './paper-answers.ts';
import { OneSheet } from './one-sheet.tsx';
import { type Place, useCompletion, useLeading, usePlaces } from './reading.ts';
import './campaigns.css';

/** Sheets of one class that were filled in on paper: typed in one by one, read back, sent, and on to the next pupil. */
export default function PaperSheet() {
  const t = useTexts('campaigns');
  const { id = '', group = '' } = useParams({ strict: false }) as { id?: string; group?: string };
  const completion = useCompletion(id);
  const places = usePlaces(id, group);
  const form = useForm(id);
  const name = completion.data?.classes.find((line) => line.class === group)?.name ?? '';
  const params = { id, group };
  return (
    <Page
      title={t('paper.title', { name })}
      actions={
        <Link to="/campaigns/$id/classes/$group" params={params}>
          {t('paper.back')}
        </Link>
      }
    >
      <ProblemAlert error={places.error ?? form.error} onAgain={() => void places.refetch()} />
      {places.pending || form.data === undefined ? (
        <Waiting rows={6} />
      ) : (
        <Desk campaign={id} form={form.data} places={places.items} />
      )}
    </Page>
  );
}

/** The form as the campaign pins it. */
function useForm(id: string) {
  const { campaign } = useLeading(id);
  const state = campaign.data?.state as Partial<CampaignState> | undefined; // the fold of the domain, as the API shows it
  const { instrument = '', instrumentVersion: version = '' } = state ?? {};
  return useQuery({
    enabled: instrument !== '',
    staleTime: Number.POSITIVE_INFINITY,
    queryKey: ['instruments', instrument, version, currentLanguage()],
    queryFn: () =>
      ask(() => api.GET('/api/instruments/{id}', { params: { path: { id: instrument }, query: { version } } })),
  });
}

/** A paper was filled in before somebody sat down with it; clocks that differ by seconds must not make it later than now. */
const A_MINUTE = 60_000;

/** Whose sheet may still come. */
const OPEN: ReadonlySet<string> = new Set<Place['state']>(['waiting', 'invited', 'owned']);

interface DeskProps {
  readonly campaign: string;
  readonly form: Instrument;
  readonly places: readonly Place[];
}

/** Whose sheet it is, and when it was filled in; the same day for a whole pile. */
function Desk({ campaign, form, places }: DeskProps) {
  const t = useTexts('campaigns');
  const pupils = usePupilNames(places.map(({ student }) => student));
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(() => now() - A_MINUTE);
  const open = places.filter(({ state, student }) => OPEN.has(state) && !sent.has(student));
  // Stays with the pupil whose sheet was just sent until the next one is asked for: what follows from it is still to be read.
  const [chosen, setChosen] = useState(open[0]?.student ?? null);
  const place = places.find(({ student }) => student === chosen);
  if (place === undefined) return <Empty title={t('paper.none')} hint={t('paper.noneHint')} />;
  const nameOf = ({ student, number }: Place) => [number, masked(pupils.get(student)?.name)].filter(Boolean).join(' ');
  const next = () => {
    const rest = open.filter(({ student }) => student !== place.student);
    setSent(new Set([...sent, place.student]));
    setChosen(rest[0]?.student ?? null);
  };
  return (
    <section className="card paper" aria-label={t('paper.one')}>
      <div className="paper-who">
        <label>
          {t('paper.pupil')}
          <select value={place.student} onChange={(event) => setChosen(event.target.value)}>
            {(open.includes(place) ? open : [place, ...open]).map((each) => (
              <option key={each.student} value={each.student}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('paper.answeredAt')}
          <input
            type="datetime-local"
            value={localText(at)}
            onChange={(event) => setAt(Math.min(localInstant(event.target.value) ?? at, now() - A_MINUTE))}
          />
        </label>
        <StatusTag kind="plain">{t('paper.left', { count: open.length })}</StatusTag>
        {place.awaitsConsent ? <StatusTag kind="wait">{t('consentOne')}</StatusTag> : null}
      </div>
      <OneSheet
        key={place.student}
        campaign={campaign}
        form={form}
        student={place.student}
        who={nameOf(place)}
        answeredAt={at}
        onNext={next}
      />
    </section>
  );
}
