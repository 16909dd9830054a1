import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, QRCode } from 'antd';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { useCompletion } from './reading.ts';
import './campaigns.css';

type Slip =
  paths['/api/campaigns/{id}/codes']['post']['responses'][200]['content']['application/json']['items'][number];

/** The papers of one class: a picture for the wall that opens the page, and a slip with a code of their own for each pupil who may be asked. */
export default function Slips() {
  const t = useTexts('campaigns');
  const { id = '', group = '' } = useParams({ strict: false }) as { id?: string; group?: string };
  const completion = useCompletion(id);
  const codes = useQuery({
    queryKey: ['slips', id, group],
    // Each code shown stands in the audit with its pupil: asked for once, not whenever the window comes to the front.
    staleTime: Infinity,
    queryFn: () =>
      ask(() => api.POST('/api/campaigns/{id}/codes', { params: { path: { id }, query: { class: group } } })),
  });
  const name = completion.data?.classes.find((line) => line.class === group)?.name ?? '';
  if (codes.isError) return <ProblemAlert error={codes.error} onAgain={() => void codes.refetch()} />;
  if (codes.data === undefined) return <Waiting />;
  const asked = codes.data.items
    .filter(({ state }) => state === 'waiting' || state === 'invited')
    .toSorted((one, other) => one.number.localeCompare(other.number, 'zh'));
  const ready = asked.filter(({ awaitsConsent }) => !awaitsConsent);
  const missing = asked.length - ready.length;
  return (
    <Page
      title={t('slipsOf', { name })}
      beside={missing === 0 ? null : <StatusTag kind="wait">{t('consentMissing', { count: missing })}</StatusTag>}
      actions={
        <>
          <Button type="primary" disabled={ready.length === 0} onClick={() => window.print()}>
            {t('print')}
          </Button>
          <Link to="/campaigns/$id" params={{ id }}>
            {t('backToOne')}
          </Link>
        </>
      }
    >
      <p className="quiet no-print">{t('slipsAbout')}</p>
      <Poster name={name} />
      {ready.length === 0 ? <Empty title={t('noSlips')} hint={t('noSlipsHint')} /> : <Cards slips={ready} />}
    </Page>
  );
}

/** For the wall of the class: opens the page and tells nothing of anybody. */
function Poster({ name }: { name: string }) {
  const t = useTexts('campaigns');
  const { acting } = useMe();
  const address = `${window.location.origin}/s/`;
  return (
    <section className="card poster">
      <Picture value={address} size={220} />
      <div>
        <h2>
          {acting.orgName} {name}
        </h2>
        <ol>
          <li>{t('poster.scan')}</li>
          <li>{t('poster.code')}</li>
          <li>{t('poster.choice')}</li>
        </ol>
        <p>
          <code>{address}</code>
        </p>
      </div>
    </section>
  );
}

function Cards({ slips }: { slips: readonly Slip[] }) {
  const t = useTexts('campaigns');
  const pupils = usePupilNames(slips.map(({ student }) => student));
  return (
    <ul className="slips">
      {slips.map(({ student, number, code }) => (
        <li key={student} className="slip">
          <Picture value={`${window.location.origin}/s/${code}`} size={104} />
          <div>
            <strong>{pupils.get(student)?.name ?? ''}</strong>
            <span className="figure">{number}</span>
            <code>{code.replace(/(.{4})(?=.)/g, '$1-')}</code>
            <small>{t('slipNote')}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Always dark on white, also at night and on paper. What it leads to stands beside it in letters. */
function Picture({ value, size }: { value: string; size: number }) {
  return (
    <div aria-hidden="true">
      <QRCode value={value} type="svg" size={size} bordered={false} color="#000000" bgColor="#ffffff" />
    </div>
  );
}
