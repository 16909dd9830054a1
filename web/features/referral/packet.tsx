import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { paths } from '#api/openapi';
import { criticalStateWords, meaningWords, relationWords, sexWords } from '#domain/packet-words';
import { PACKET_FIELDS, type PacketFieldName } from '#domain/referral-packet';
import type { Words } from '#domain/words';
import { api, ask } from '#web/frame/api.ts';
import { clockText, dayText, fullText } from '#web/frame/dates.ts';
import { now } from '#web/frame/clock.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useCodeText } from '#web/parts/act-field.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';

type Packet = paths['/api/referrals/{id}/packet']['get']['responses'][200]['content']['application/json'];

/** What goes with the child, on one page. Whoever may not read it sees that it is not theirs. */
export function PacketPage({ id }: { id: string }) {
  const t = useTexts('referral');
  const found = useQuery({
    queryKey: ['streams', 'referrals', id, 'packet'],
    retry: false,
    queryFn: () => ask(() => api.GET('/api/referrals/{id}/packet', { params: { path: { id } } })),
  });
  return (
    <section className="card packet" aria-labelledby="packet">
      <h2 id="packet">{t('packet.title')}</h2>
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting rows={6} /> : null}
      {found.data === undefined ? null : <Fields packet={found.data} />}
    </section>
  );
}

function Fields({ packet }: { packet: Packet }) {
  const t = useTexts('referral');
  const say = useSay();
  const { sentAt, reason, urgency, schoolContact: school, guardianContact: guardian, withheld } = packet;
  return (
    <>
      <p className="quiet">{sentAt === null ? t('packet.draft') : t('packet.sentAt', { time: fullText(sentAt) })}</p>
      <p className="packet-who">
        <strong>{packet.name ?? t('packet.unnamed')}</strong>
        {packet.sex === null ? null : <span>{say(sexWords[packet.sex])}</span>}
        {packet.birthDate === null ? null : <span>{ageText(packet.birthDate, t)}</span>}
        {urgency === null ? null : <strong className={`level level-${urgency.level}`}>{urgency.title}</strong>}
      </p>
      <dl className="packet-fields">
        <Part name="reason">{reason}</Part>
        <Safety packet={packet} />
        <Screening packet={packet} />
        <Part name="schoolContact">
          {school === null ? null : (
            <>
              {[school.name, school.school].filter((each) => each !== null).join(' · ')} <Phone number={school.phone} />
            </>
          )}
        </Part>
        <Part name="guardianContact">
          {guardian === null ? null : (
            <>
              {guardian.name ?? t('packet.unnamed')} · {say(relationWords[guardian.relation])}{' '}
              <Phone number={guardian.phone} />
            </>
          )}
        </Part>
      </dl>
      {withheld.length === 0 ? null : (
        <div className="packet-withheld">
          <strong>{t('packet.withheld')}</strong>
          <ul>
            {withheld.map(({ field, title, why }) => (
              <li key={field}>
                {title}: {why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** One field with its name; one that did not go along stands under what was withheld. */
function Part({ name, children }: { name: PacketFieldName; children: ReactNode }) {
  const say = useSay();
  if (children === null) return null;
  return (
    <div>
      <dt>{say(PACKET_FIELDS[name])}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const meanings: Readonly<Record<string, Words>> = meaningWords;

/** A number that is called by a tap. */
function Phone({ number }: { number: string | null }) {
  const t = useTexts('referral');
  return number === null ? t('packet.noPhone') : <a href={`tel:${number}`}>{number}</a>;
}

function Safety({ packet: { criticalAnswers, safetyFacts, stepsTaken } }: { packet: Packet }) {
  const t = useTexts('referral');
  const say = useSay();
  const none = <span className="quiet">{t('packet.noneKnown')}</span>;
  return (
    <>
      <Part name="criticalAnswers">
        {listed(criticalAnswers, none, ({ instrument, item, meaning, state, answer, observedAt }) => (
          <>
            {instrument} {t('packet.item', { item })}
            {meaning === null ? '' : ` · ${say(meanings[meaning])}`}:{' '}
            <strong>
              {say(criticalStateWords[state]) || state}
              {typeof answer === 'number' ? ` (${answer})` : ''}
            </strong>{' '}
            <span className="quiet">{clockText(observedAt)}</span>
          </>
        ))}
      </Part>
      <Part name="safetyFacts">
        {listed(safetyFacts, none, ({ title, at }) => (
          <>
            <strong>{title}</strong> <span className="quiet">{clockText(at)}</span>
          </>
        ))}
      </Part>
      <Part name="stepsTaken">
        {listed(stepsTaken, none, ({ title, at }) => (
          <>
            {title} <span className="quiet">{clockText(at)}</span>
          </>
        ))}
      </Part>
    </>
  );
}

function Screening({ packet: { answersSummary, interviewFindings } }: { packet: Packet }) {
  const t = useTexts('referral');
  const text = useCodeText();
  const none = <span className="quiet">{t('packet.noneKnown')}</span>;
  return (
    <>
      <Part name="answersSummary">
        {listed(answersSummary, none, ({ instrument, total, min, max, observedAt }) => (
          <>
            {instrument}: {total ?? `${t('packet.incomplete')} (${min ?? '?'}–${max ?? '?'})`}{' '}
            <span className="quiet">{clockText(observedAt)}</span>
          </>
        ))}
      </Part>
      <Part name="interviewFindings">
        {listed(interviewFindings, none, ({ findings, at }) => (
          <>
            {findings.map((code) => text('findings', code)).join(t('frame:comma'))}{' '}
            <span className="quiet">{clockText(at)}</span>
          </>
        ))}
      </Part>
    </>
  );
}

/** Null stays null: the field did not go along; empty says that nothing is known. */
function listed<T>(items: readonly T[] | null, none: ReactNode, row: (item: T) => ReactNode): ReactNode {
  if (items === null) return null;
  if (items.length === 0) return none;
  return (
    <ul>
      {items.map((item) => (
        <li key={JSON.stringify(item)}>{row(item)}</li>
      ))}
    </ul>
  );
}

const YEAR_DAYS = 365.2425;

function ageText(birthDate: string, t: ReturnType<typeof useTexts>): string {
  const born = Date.parse(birthDate);
  const age = Math.floor((now() - born) / (YEAR_DAYS * 86_400_000));
  return t('packet.age', { age, day: dayText(born) });
}
