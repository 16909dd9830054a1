import { App, Button, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { addDays, dayOf } from '#domain/instant';
import { now } from '#web/frame/clock.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { type ActBody, type Assessment, type Line, useAssessmentAct } from './reading.ts';

/** What somebody is about to do, and to which line. */
export type Asking =
  | { readonly act: 'appeal'; readonly line: Line }
  | { readonly act: 'decideAppeal'; readonly line: Line; readonly answers: string }
  | { readonly act: 'freeze'; readonly answers: string }
  | { readonly act: 'correct' };

/** As the API wants a reason. */
const LEAST_REASON = 4;
const MOST_REASON = 2_000;
/** Days for appeals against a correction, when nobody says otherwise. */
const APPEAL_DAYS = 10;

interface Written {
  readonly reason: string;
  readonly outcome: 'upheld' | 'dismissed';
  readonly points: number | null;
  readonly appealUntil: string;
}

interface Props {
  readonly assessment: Assessment;
  readonly asking: Asking;
  readonly onClose: () => void;
}

/** Asks for what an act needs, and sends it. */
export function Asked({ assessment, asking, onClose }: Props) {
  const t = useTexts('assessments');
  const { message } = App.useApp();
  const { state, perform } = useAssessmentAct(assessment.id);
  const [written, setWritten] = useState<Written>({
    reason: '',
    outcome: 'upheld',
    points: null,
    appealUntil: addDays(dayOf(now()), APPEAL_DAYS),
  });
  const change = (part: Partial<Written>) => setWritten((before) => ({ ...before, ...part }));
  const send = async () => {
    if ((await perform(bodyOf(asking, written))) === null) return;
    void message.success(t(`done.${asking.act}`));
    onClose();
  };
  return (
    <Modal
      open
      title={t(`act.${asking.act}`)}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('frame:cancel')}</Button>
          <ReadyButton
            type="primary"
            loading={state.at === 'sending' || state.at === 'unsure'}
            lacks={lacking(asking, written).map((field) => t(`lacks.${field}`))}
            onClick={() => void send()}
          >
            {t(`act.${asking.act}`)}
          </ReadyButton>
        </>
      }
    >
      <p>{t(`about.${asking.act}`)}</p>
      <Fields asking={asking} written={written} onChange={change} />
      <ActProblem state={state} />
    </Modal>
  );
}

interface FieldsProps {
  readonly asking: Asking;
  readonly written: Written;
  readonly onChange: (part: Partial<Written>) => void;
}

function Fields({ asking, written, onChange }: FieldsProps) {
  const t = useTexts('assessments');
  return (
    <>
      {asking.act === 'decideAppeal' ? <Decision line={asking.line} written={written} onChange={onChange} /> : null}
      {asking.act === 'freeze' ? null : (
        <label className="field">
          {t('reason')}
          <Input.TextArea
            rows={4}
            maxLength={MOST_REASON}
            placeholder={t('reasonHint')}
            value={written.reason}
            onChange={({ target }) => onChange({ reason: target.value })}
          />
        </label>
      )}
      {asking.act === 'correct' ? (
        <label className="field">
          {t('lastAppeal')}
          <Input
            type="date"
            value={written.appealUntil}
            onChange={({ target }) => onChange({ appealUntil: target.value })}
          />
        </label>
      ) : null}
    </>
  );
}

interface DecisionProps {
  readonly line: Line;
  readonly written: Written;
  readonly onChange: (part: Partial<Written>) => void;
}

/** Upheld, a line earns more than before and at most its weight; points are never taken away. */
function Decision({ line, written: { outcome, points }, onChange }: DecisionProps) {
  const t = useTexts('assessments');
  return (
    <>
      <Radio.Group
        aria-label={t('outcome.label')}
        value={outcome}
        onChange={({ target }) => onChange({ outcome: target.value as Written['outcome'] })}
        options={(['upheld', 'dismissed'] as const).map((value) => ({ value, label: t(`outcome.${value}`) }))}
      />
      {outcome === 'upheld' ? (
        <label className="field">
          {t('newPoints', { before: line.points ?? t('notAssessable'), weight: line.weight })}
          <InputNumber<number>
            min={0}
            max={line.weight}
            precision={2}
            value={points}
            onChange={(value) => onChange({ points: value })}
          />
        </label>
      ) : null}
    </>
  );
}

function lacking(asking: Asking, { reason, outcome, points, appealUntil }: Written): readonly (keyof Written)[] {
  if (asking.act === 'freeze') return [];
  return [
    ...(reason.trim().length < LEAST_REASON ? (['reason'] as const) : []),
    ...(asking.act === 'correct' && appealUntil === '' ? (['appealUntil'] as const) : []),
    ...(asking.act === 'decideAppeal' && outcome === 'upheld' && points === null ? (['points'] as const) : []),
  ];
}

function bodyOf(asking: Asking, { reason, outcome, points, appealUntil }: Written): ActBody {
  switch (asking.act) {
    case 'appeal':
      return { act: 'appeal', indicator: asking.line.indicator, reason };
    case 'decideAppeal': {
      const { line, answers } = asking;
      const given = outcome === 'upheld' ? points : null;
      return { act: 'decideAppeal', answers, indicator: line.indicator, outcome, points: given, reason };
    }
    case 'freeze':
      return { act: 'freeze', answers: asking.answers };
    case 'correct':
      return { act: 'correct', reason, appealUntil, assessors: [] };
    default:
      return asking satisfies never;
  }
}
