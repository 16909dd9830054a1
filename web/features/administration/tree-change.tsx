import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { type FormEvent, useCallback, useId, useState } from 'react';
import type { PlaceKind } from '#programme/field';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { localText } from '#web/frame/dates.ts';
import { now, useNow } from '#web/frame/clock.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { PlaceInput } from '#web/parts/place-input.tsx';
import type { Organisation } from './organisations.ts';
import { isOpen, useRoleWords } from './reading.ts';

interface Props {
  readonly act: 'moves' | 'mergers';
  readonly place: Organisation;
  readonly onDone: () => void;
}
interface Body {
  readonly to: string;
  readonly day: string;
  readonly why: string;
  readonly keep: string[];
}

const MOVED = ['places', 'people'];

/** Hangs a place elsewhere, or lets it go into another; says beforehand what that means for rights, duties and people. */
export function TreeChangeForm({ act, place, onDone }: Props) {
  const t = useTexts('administration');
  const id = useId();
  const [to, setTo] = useState('');
  const [day, setDay] = useState(localText(now()).slice(0, 10));
  const [why, setWhy] = useState('');
  const [keep, setKeep] = useState<readonly string[]>([]);
  const [sure, setSure] = useState(false);
  const { state, perform } = useTreeChange(act, place.id);
  const lacks = [
    ...(to === '' ? [t(`change.to.${act}`)] : []),
    ...(day === '' ? [t('change.day')] : []),
    ...(why.trim().length > 1 ? [] : [t('change.why')]),
    ...(sure ? [] : [t('change.sure')]),
  ];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (lacks.length === 0 && (await perform({ to, day, why: why.trim(), keep: [...keep] })) !== null) onDone();
  };
  return (
    <form className="card admin-form" onSubmit={(event) => void submit(event)}>
      <h2>{t(`change.${act}`)}</h2>
      <div className="field">
        <label htmlFor={`${id}to`}>{t(`change.to.${act}`)}</label>
        <PlaceInput
          id={`${id}to`}
          kinds={kindsFor(act, place.kind)}
          placeholder={t('office.orgHint')}
          value={to === '' ? null : to}
          onChange={(code) => setTo([code].flat()[0] ?? '')}
        />
      </div>
      <When day={day} why={why} onDay={setDay} onWhy={setWhy} />
      {act === 'mergers' ? <KeptStaff place={place} keep={keep} onKeep={setKeep} /> : null}
      <Meaning act={act} />
      <p>
        <Checkbox checked={sure} onChange={({ target }) => setSure(target.checked)}>
          {t('change.sure')}
        </Checkbox>
      </p>
      <ActProblem state={state} />
      <div className="page-actions">
        <ReadyButton
          type="primary"
          danger
          htmlType="submit"
          lacks={lacks}
          loading={state.at === 'sending' || state.at === 'unsure'}
        >
          {t(`change.${act}`)}
        </ReadyButton>
        <Button onClick={onDone}>{t('frame:cancel')}</Button>
      </div>
    </form>
  );
}

function useTreeChange(act: Props['act'], id: string) {
  const send = useCallback(
    ({ keep: kept, ...body }: Body, key: string) => {
      const params = { path: { id: id }, header: { 'idempotency-key': key } };
      return ask(() =>
        act === 'moves'
          ? api.POST('/api/organisations/{id}/moves', { params, body })
          : api.POST('/api/organisations/{id}/mergers', { params, body: { ...body, keep: kept } }),
      );
    },
    [act, id],
  );
  return useWish(send, MOVED);
}

interface WhenProps {
  readonly day: string;
  readonly why: string;
  readonly onDay: (day: string) => void;
  readonly onWhy: (why: string) => void;
}

function When({ day, why, onDay, onWhy }: WhenProps) {
  const t = useTexts('administration');
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}day`}>{t('change.day')}</label>
        <input
          id={`${id}day`}
          type="date"
          max={localText(now()).slice(0, 10)}
          value={day}
          onChange={({ target }) => onDay(target.value)}
        />
        <p className="quiet field-hint">{t('change.dayHint')}</p>
      </div>
      <div className="field">
        <label htmlFor={`${id}why`}>{t('change.why')}</label>
        <input id={`${id}why`} value={why} maxLength={400} onChange={({ target }) => onWhy(target.value)} />
        <p className="quiet field-hint">{t('change.whyHint')}</p>
      </div>
    </>
  );
}

function Meaning({ act }: { act: Props['act'] }) {
  const t = useTexts('administration');
  return (
    <>
      <h3>{t('change.means')}</h3>
      <ul>
        {(['rights', 'duties', 'history', ...(act === 'mergers' ? ['ends'] : [])] as const).map((each) => (
          <li key={each}>{t(`change.meaning.${act}.${each}`)}</li>
        ))}
      </ul>
    </>
  );
}

function kindsFor(act: Props['act'], kind: string): readonly PlaceKind[] {
  if (act === 'moves') return ['county', 'city'];
  return kind === 'county' ? ['county'] : ['school'];
}

interface KeptProps {
  readonly place: Organisation;
  readonly keep: readonly string[];
  readonly onKeep: (next: readonly string[]) => void;
}

/** Who goes on at the other; everybody else's office here ends. */
function KeptStaff({ place, keep, onKeep }: KeptProps) {
  const t = useTexts('administration');
  const roleText = useRoleWords();
  const { permitted } = useMe();
  const at = useNow(60_000);
  const found = useQuery({
    queryKey: ['people', 'at', place.code],
    queryFn: () => ask(() => api.GET('/api/people', { params: { query: { under: place.code, limit: '200' } } })),
    enabled: permitted.includes('listPeople'),
  });
  const here = (found.data?.items ?? []).flatMap(({ person, displayName, offices }) => {
    const own = offices.filter((office) => office.org === place.id && isOpen(office, at));
    return own.length === 0 ? [] : [{ person, displayName, roles: own.map(({ role }) => roleText(role)) }];
  });
  if (here.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>{t('change.keep')}</legend>
      {here.map(({ person, displayName, roles }) => (
        <Checkbox
          key={person}
          checked={keep.includes(person)}
          onChange={({ target }) => onKeep(target.checked ? [...keep, person] : keep.filter((each) => each !== person))}
        >
          {displayName} · {roles.join(t('frame:comma'))}
        </Checkbox>
      ))}
      <p className="quiet field-hint">{t('change.keepHint')}</p>
    </fieldset>
  );
}
