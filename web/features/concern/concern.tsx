import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { paths } from '#api/openapi';
import { SIGN_TITLES, SIGNS, type Sign } from '#domain/sign';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { clockText, timeText } from '#web/frame/dates.ts';
import { useDraft } from '#web/frame/drafts.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { Page } from '#web/parts/page.tsx';
import { type Pupil, PupilPicker } from '#web/parts/pupil-picker.tsx';
import { isTooLong, WordsField } from '#web/parts/words-field.tsx';
import './concern.css';

interface Body {
  readonly student: string;
  readonly signs: Sign[];
  readonly note: string | null;
}
type Receipt = paths['/api/concerns']['post']['responses'][200]['content']['application/json'];

/** Whom one worries about, what one saw, a word if one likes: under a minute on a phone. */
export default function Concern() {
  const [count, setCount] = useState(0);
  return <ConcernForm key={count} onAnew={() => setCount(count + 1)} />;
}

function ConcernForm({ onAnew }: { onAnew: () => void }) {
  const t = useTexts('concern');
  const { typed, change, resumed, keptAt, clear } = useTyped();
  const { pupil, signs, note } = typed;
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const send = useCallback(
    (body: Body, key: string): Promise<Receipt> =>
      ask(() => api.POST('/api/concerns', { params: { header: { 'idempotency-key': key } }, body })),
    [],
  );
  const { state, perform } = useWish(send);
  const lacks = [
    ...(pupil === null ? [t('frame:pupil.who')] : []),
    ...(signs.length === 0 ? [t('signs')] : []),
    ...(isTooLong(note) ? [t('shorter')] : []),
  ];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pupil === null || lacks.length > 0) return;
    const recorded = await perform({ student: pupil.id, signs: [...signs], note: note.trim() === '' ? null : note });
    if (recorded === null) return;
    clear();
    setReceipt(recorded);
  };
  if (receipt !== null) return <Thanks receipt={receipt} onAnew={onAnew} />;
  return (
    <Page title={t('title')}>
      <form className="card concern" onSubmit={(event) => void submit(event)}>
        {resumed ? <Resumed onClear={clear} /> : <p className="quiet">{t('about')}</p>}
        <PupilPicker chosen={pupil} onChoose={(chosen) => change({ pupil: chosen })} />
        <SignChoice signs={signs} onSigns={(chosen) => change({ signs: chosen })} />
        <NoteField note={note} onNote={(words) => change({ note: words })} keptAt={keptAt} />
        {signs.includes('now') ? <Alert type="error" showIcon title={t('nowHint')} /> : null}
        <ActProblem state={state} />
        <ReadyButton
          type="primary"
          danger={signs.includes('now')}
          size="large"
          block
          htmlType="submit"
          loading={state.at === 'sending' || state.at === 'unsure'}
          lacks={lacks}
        >
          {t(signs.includes('now') ? 'sendNow' : 'send')}
        </ReadyButton>
      </form>
    </Page>
  );
}

interface NoteProps {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly keptAt: number | null;
}

function NoteField({ note, onNote, keptAt }: NoteProps) {
  const t = useTexts('concern');
  return (
    <div className="field">
      <label htmlFor="note">
        {t('note')} <span className="quiet">{t('optional')}</span>
      </label>
      <WordsField id="note" rows={3} value={note} onChange={onNote} placeholder={t('noteHint')} />
      {keptAt === null ? null : <span className="quiet">{t('acts:kept', { time: timeText(keptAt) })}</span>}
    </div>
  );
}

interface Typed {
  readonly pupil: Pupil | null;
  readonly signs: readonly Sign[];
  readonly note: string;
}
const NOTHING: Typed = { pupil: null, signs: [], note: '' };

/** What stands in the form: what was kept of an earlier try, then what is typed. */
function useTyped() {
  const [typed, setTyped] = useState(NOTHING);
  const [resumed, setResumed] = useState(false);
  const { found, keptAt, keep, drop } = useDraft<Typed>('concern');
  useEffect(() => {
    if (found === undefined || found === null) return;
    setTyped((before) => (before === NOTHING ? found : before));
    setResumed(true);
  }, [found]);
  return {
    typed,
    resumed,
    keptAt,
    change: (part: Partial<Typed>) => {
      const next = { ...typed, ...part };
      setTyped(next);
      keep(next);
    },
    clear: () => {
      drop();
      setTyped(NOTHING);
      setResumed(false);
    },
  };
}

/** Whoever comes back may mean another child by now: what stands here from before says so. */
function Resumed({ onClear }: { onClear: () => void }) {
  const t = useTexts('concern');
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={t('resumed')}
      action={
        <Button size="small" onClick={onClear}>
          {t('clear')}
        </Button>
      }
    />
  );
}

function SignChoice({ signs, onSigns }: { signs: readonly Sign[]; onSigns: (signs: readonly Sign[]) => void }) {
  const t = useTexts('concern');
  const say = useSay();
  return (
    <fieldset className="field">
      <legend>{t('signs')}</legend>
      <div className="choices">
        {SIGNS.map((sign) => (
          <label key={sign} className={signs.includes(sign) ? 'choice choice-on' : 'choice'}>
            <input
              type="checkbox"
              checked={signs.includes(sign)}
              onChange={() => onSigns(signs.includes(sign) ? signs.filter((each) => each !== sign) : [...signs, sign])}
            />
            {say(SIGN_TITLES[sign])}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Thanks({ receipt, onAnew }: { receipt: Receipt; onAnew: () => void }) {
  const t = useTexts('concern');
  return (
    <Page title={t('title')}>
      <Alert
        type="success"
        showIcon
        role="status"
        title={t('done', { time: clockText(receipt.at) })}
        description={
          <>
            <p>{t('doneHint')}</p>
            <p className="quiet">
              {t('receipt')} <code>{receipt.receipt.slice(0, 16)}</code>
            </p>
            {receipt.case === null ? null : (
              <Link to="/cases/$id" params={{ id: receipt.case }}>
                {t('toCase')}
              </Link>
            )}
          </>
        }
      />
      <Button size="large" onClick={onAnew}>
        {t('another')}
      </Button>
    </Page>
  );
}
