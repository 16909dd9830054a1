import { Link } from '@tanstack/react-router';
import { App, Button, Progress } from 'antd';
import { STANDINGS } from '#domain/campaign-state';
import { campaignActWords, standingWords } from '#domain/campaign-words';
import { useAct } from '#web/frame/act.ts';
import { now, useNow } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { type ClassLine, type Completion, doneOf } from './reading.ts';

/** Completion by class: numbers of every standing, consents that are missing, and what can be done with a class. */
export function ClassTable({ completion, acts }: { completion: Completion; acts: readonly string[] }) {
  const t = useTexts('campaigns');
  const say = useSay();
  const { classes, campaign, today, window: between } = completion;
  const tap = useAct('campaigns', campaign);
  if (classes.length === 0) return <Empty title={t('noClass')} hint={t('noClassHint')} />;
  return (
    <section className="card" aria-label={t('byClass')}>
      <h2>{t('byClass')}</h2>
      <ActProblem state={tap.state} />
      <div className="table-scroll" role="region" aria-label={t('byClass')} tabIndex={0}>
        <table className="plain-table figure">
          <thead>
            <tr>
              <th scope="col">{t('class')}</th>
              <th scope="col">{t('done')}</th>
              {STANDINGS.map((standing) => (
                <th key={standing} scope="col">
                  {say(standingWords[standing])}
                </th>
              ))}
              <th scope="col">{t('consent')}</th>
              <th scope="col" className="campaign-do">
                {t('do.label')}
              </th>
            </tr>
          </thead>
          <tbody>
            {classes.map((line) => (
              <ClassRow
                key={line.class}
                campaign={campaign}
                line={line}
                acts={acts}
                room={today.refused === null && now() >= between.opensAt ? today.room : 0}
                closesAt={between.closesAt}
                busy={tap.state.at === 'sending'}
                onAct={(body) => void tap.perform(body)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly campaign: string;
  readonly line: ClassLine;
  readonly acts: readonly string[];
  readonly room: number;
  readonly closesAt: number;
  readonly busy: boolean;
  readonly onAct: (body: { readonly act: string; readonly class: string; readonly most?: number }) => void;
}

function ClassRow({ campaign, line, acts, room, closesAt, busy, onAct }: RowProps) {
  const t = useTexts('campaigns');
  const say = useSay();
  const leads = useMe().permitted.includes('planCampaign');
  const closed = useNow(60_000) > closesAt;
  const { class: group, name, size, waiting, invited, awaitingConsent } = line;
  const { modal } = App.useApp();
  const params = { id: campaign, group };
  const ready = Math.min(room, Math.max(0, waiting - awaitingConsent));
  const percent = size === 0 ? 0 : Math.floor((100 * doneOf(line)) / size);
  return (
    <tr>
      <th scope="row">
        {leads ? (
          <Link to="/campaigns/$id/classes/$group" params={params}>
            {name}
          </Link>
        ) : (
          name
        )}
      </th>
      <td>
        <Progress percent={percent} size="small" steps={5} aria-label={`${name} ${percent}%`} />
      </td>
      {STANDINGS.map((standing) => (
        <td key={standing}>{line[standing]}</td>
      ))}
      <td>{awaitingConsent === 0 ? '—' : awaitingConsent}</td>
      <td className="campaign-do">
        <Link to="/campaigns/$id/slips/$group" params={params}>
          {t('slips')}
        </Link>
        {acts.includes('invitePage') && ready > 0 ? (
          <Button size="small" disabled={busy} onClick={() => onAct({ act: 'invitePage', class: group, most: ready })}>
            {t('invite', { count: ready })}
          </Button>
        ) : null}
        {acts.includes('handAbsentees') && (closed ? waiting + invited > 0 : invited > 0) ? (
          <Button
            size="small"
            disabled={busy}
            title={say(campaignActWords.handAbsentees)}
            onClick={() =>
              void modal.confirm({
                title: t('sure.hand', { count: waiting + invited, name }),
                okText: t('hand'),
                onOk: () => onAct({ act: 'handAbsentees', class: group }),
              })
            }
          >
            {t('hand')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
