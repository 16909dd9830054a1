import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Typography } from 'antd';
import { useCallback, useState } from 'react';
import type { paths } from '#api/openapi';
import { LINK_PURPOSES, type LinkPurpose } from '#domain/guardian-link';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { fullText } from '#web/frame/dates.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from './act-problem.tsx';
import { PlaceInput } from './place-input.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { StatusTag } from './status-tag.tsx';

type Made = paths['/api/students/{id}/guardian-links']['post']['responses'][200]['content']['application/json'];
type Link =
  paths['/api/students/{id}/guardian-links']['get']['responses'][200]['content']['application/json']['items'][number];

interface Props {
  readonly student: string;
  readonly guardian: string;
  readonly name: string;
}

const MOVES = ['guardianLinks'];

/** A way in for one guardian: made for one purpose, its address and its code told by two ways, ended at any time. Never offered for a guardian who is a danger. */
export function GuardianLinks({ student, guardian, name }: Props) {
  const t = useTexts('guardianLinks');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('title', { name })} destroyOnHidden>
        <Make student={student} guardian={guardian} />
        <Standing student={student} guardian={guardian} />
      </Modal>
    </>
  );
}

function Make({ student, guardian }: Omit<Props, 'name'>) {
  const t = useTexts('guardianLinks');
  const [purpose, setPurpose] = useState<LinkPurpose>('care');
  const [hospitals, setHospitals] = useState<readonly string[]>([]);
  const [made, setMade] = useState<Made | null>(null);
  const send = useCallback(
    (body: { purpose: LinkPurpose; hospitals: string[] }, key: string): Promise<Made> =>
      ask(() =>
        api.POST('/api/students/{id}/guardian-links', {
          params: { path: { id: student }, header: { 'idempotency-key': key } },
          body: { guardian, days: 14, ...body },
        }),
      ),
    [student, guardian],
  );
  const { state, perform } = useWish(send, MOVES);
  if (made !== null) return <Told made={made} />;
  const referral = purpose === 'referral';
  return (
    <>
      <fieldset className="field">
        <legend>{t('purpose')}</legend>
        <div className="choices">
          {LINK_PURPOSES.map((each) => (
            <label key={each} className={each === purpose ? 'choice choice-on' : 'choice'}>
              <input type="radio" name="purpose" checked={each === purpose} onChange={() => setPurpose(each)} />
              {t(`purposes.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {referral ? (
        <PlaceInput
          kinds={['hospital']}
          many
          label={t('hospitals')}
          placeholder={t('hospitals')}
          value={[...hospitals]}
          onChange={(value) => setHospitals([value ?? []].flat())}
        />
      ) : null}
      <ActProblem state={state} />
      <div className="act-foot">
        <ReadyButton
          type="primary"
          loading={state.at === 'sending' || state.at === 'unsure'}
          lacks={referral && hospitals.length === 0 ? [t('hospitals')] : []}
          onClick={() => void perform({ purpose, hospitals: referral ? [...hospitals] : [] }).then(setMade)}
        >
          {t('make')}
        </ReadyButton>
      </div>
    </>
  );
}

/** The one time that both are on a screen. */
function Told({ made }: { made: Made }) {
  const t = useTexts('guardianLinks');
  return (
    <section role="status">
      <p>{t('told')}</p>
      <dl className="facts">
        <dt>{t('address')}</dt>
        <dd>
          <Typography.Text copyable={{ tooltips: [t('frame:copy'), t('frame:copied')] }}>
            {window.location.origin + made.path}
          </Typography.Text>
        </dd>
        <dt>{t('code')}</dt>
        <dd>
          <strong className="running">{made.code}</strong>
        </dd>
        <dt>{t('until')}</dt>
        <dd>{fullText(made.until)}</dd>
      </dl>
    </section>
  );
}

function Standing({ student, guardian }: Omit<Props, 'name'>) {
  const t = useTexts('guardianLinks');
  const params = { path: { id: student } };
  const links = useQuery({
    queryKey: ['guardianLinks', student],
    queryFn: () => ask(() => api.GET('/api/students/{id}/guardian-links', { params })),
  });
  const send = useCallback(
    (link: string, key: string) =>
      ask(() =>
        api.POST('/api/students/{id}/guardian-links/{link}/revoke', {
          params: { path: { id: student, link }, header: { 'idempotency-key': key } },
        }),
      ),
    [student],
  );
  const { state, perform } = useWish(send, MOVES);
  const own: readonly Link[] = links.data?.items.filter((link) => link.guardian === guardian) ?? [];
  return (
    <>
      <ProblemAlert error={links.error} onAgain={() => void links.refetch()} />
      <ActProblem state={state} />
      <ul className="plain-list">
        {own.map(({ id, purpose, live, until, openedAt }) => (
          <li key={id}>
            {t(`purposes.${purpose}`)}{' '}
            <StatusTag kind={live ? 'good' : 'plain'}>{t(live ? 'live' : 'ended')}</StatusTag>{' '}
            <span className="quiet">
              {t('until')} {fullText(until)} ·{' '}
              {openedAt === null ? t('neverOpened') : t('opened', { when: fullText(openedAt) })}
            </span>{' '}
            {live ? (
              <Button size="small" onClick={() => void perform(id)}>
                {t('end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
