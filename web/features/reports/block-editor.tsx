import { Button, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { figureText } from '#programme/document';
import { timeText } from '#web/frame/dates.ts';
import { useDraft } from '#web/frame/drafts.ts';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import { actsOn, type Report, type ReportBlock, useReportAct } from './reading.ts';

/** What is being written: a block anew, or one of one's own behind it. */
export interface Writing {
  readonly kind: 'edit' | 'add';
  readonly block: string;
}

interface Props {
  readonly report: Report;
  readonly block: ReportBlock;
  readonly writing: Writing;
  readonly onDone: () => void;
}

/** Words around placeholders: a figure can be moved and put in, never typed. What is typed is kept until it is sent. */
export function BlockEditor({ report, block, writing, onDone }: Props) {
  const t = useTexts('reports');
  const { text, setText, keptAt, drop } = useText(report, block, writing);
  const box = useRef<HTMLTextAreaElement>(null);
  const { state, perform } = useReportAct();
  const busy = state.at === 'sending' || state.at === 'unsure';
  const put = (code: string) => {
    const at = box.current?.selectionStart ?? text.length;
    setText(`${text.slice(0, at)}{{${code}}}${text.slice(at)}`);
    box.current?.focus();
  };
  const send = async () => {
    const acts = actsOn(report);
    const line = text.replaceAll(/\s*\n\s*/g, ' ').trim();
    const written = await perform(
      writing.kind === 'edit' ? acts.write(block.id, line) : acts.add(block.id, 'paragraph', line),
    );
    if (written === null) return;
    drop();
    onDone();
  };
  return (
    <div className="block-editor">
      <textarea
        ref={box}
        rows={5}
        aria-label={t(writing.kind === 'edit' ? 'write' : 'add')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <p className="quiet">{t('writeHint')}</p>
      <ActProblem state={state} />
      <div className="filters">
        <ReadyButton
          type="primary"
          loading={busy}
          lacks={text.trim() === '' ? [t('blockText')] : []}
          onClick={() => void send()}
        >
          {t('frame:save')}
        </ReadyButton>
        <Button onClick={onDone}>{t('frame:cancel')}</Button>
        <FigurePicker report={report} onPick={put} />
        {keptAt === null ? null : <span className="quiet">{t('acts:kept', { time: timeText(keptAt) })}</span>}
      </div>
    </div>
  );
}

/** What stands in the editor: the block, then what was kept of an earlier try. */
function useText({ id }: Report, { id: block, editable }: ReportBlock, { kind }: Writing) {
  const [text, setText] = useState(kind === 'edit' ? (editable ?? '') : '');
  const { found, keptAt, keep, drop } = useDraft<string>(`reports/${id}/${block}/${kind}`);
  useEffect(() => {
    if (typeof found === 'string') setText(found);
  }, [found]);
  const change = (next: string) => {
    setText(next);
    keep(next);
  };
  return { text, setText: change, keptAt, drop };
}

/** Figures of the report by name, each with its value. */
function FigurePicker({ report, onPick }: { report: Report; onPick: (code: string) => void }) {
  const t = useTexts('reports');
  const say = useSay();
  const options = report.figures
    .filter(({ code, rule }) => rule !== null && !code.includes('@'))
    .map((figure) => ({
      value: figure.code,
      label: `${say(figure.name ?? undefined)} ${figureText(figure, report.language)}`,
    }));
  return (
    <Select
      aria-label={t('putFigure')}
      placeholder={t('putFigure')}
      showSearch={{ optionFilterProp: 'label' }}
      value={null}
      onChange={(code: string | null) => (code === null ? undefined : onPick(code))}
      options={options}
    />
  );
}
