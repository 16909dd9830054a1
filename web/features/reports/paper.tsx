import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { FormLines } from '#programme/form-lines';
import { useTexts } from '#web/frame/words.ts';
import { BlockEditor, type Writing } from './block-editor.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Figured, FigureTable } from './figured.tsx';
import { actsOn, type Report, type ReportBlock, useReportAct } from './reading.ts';

/** The document as it reads, its figures opening their rows; in a draft each block can be written and blocks of one's own added. */
export function Paper({ report }: { report: Report }) {
  const t = useTexts('reports');
  const [writing, setWriting] = useState<Writing | null>(null);
  const writes = report.state === 'draft' && report.may.write;
  const lines = report.lines as FormLines; // as form-lines draws them
  return (
    <article
      className={writes ? 'card paper paper-written' : 'card paper'}
      lang={report.language}
      aria-label={t('paper')}
    >
      {lines.marks.map((line) => (
        <p key={line} className="paper-end">
          {line}
        </p>
      ))}
      <p className="paper-letterhead">{lines.letterhead}</p>
      <p className="paper-number">
        {lines.number}
        {lines.signer === null ? null : <span>{lines.signer.join('')}</span>}
      </p>
      <h2 className="paper-title">{lines.title.join('')}</h2>
      {lines.addressees === null ? null : <p>{lines.addressees}</p>}
      {report.blocks.map((block) =>
        writing?.block === block.id && writing.kind === 'edit' ? (
          <BlockEditor key={block.id} report={report} block={block} writing={writing} onDone={() => setWriting(null)} />
        ) : (
          <section key={block.id} id={`block-${block.id}`} className="paper-block">
            <Block report={report} block={block} />
            {writes ? <BlockTools report={report} block={block} onWrite={setWriting} /> : null}
            {writing?.block === block.id ? (
              <BlockEditor report={report} block={block} writing={writing} onDone={() => setWriting(null)} />
            ) : null}
          </section>
        ),
      )}
      <p className="paper-end">{lines.issuer}</p>
      <p className="paper-end">{lines.date}</p>
      {[lines.contact, lines.copies, lines.printed?.join(' ')].map((line) =>
        line == null ? null : (
          <p key={line} className="quiet">
            {line}
          </p>
        ),
      )}
    </article>
  );
}

function Block({ report, block }: { report: Report; block: ReportBlock }) {
  const t = useTexts('reports');
  const { kind, number, level, open, table } = block;
  if (kind === 'table' || kind === 'chart')
    return <FigureTable report={report} code={table ?? ''} drawn={kind === 'chart'} />;
  const words = (
    <>
      {number}
      <Figured report={report} block={block} />
    </>
  );
  if (kind === 'heading') return level === 1 ? <h3>{words}</h3> : <h4>{words}</h4>;
  return (
    <>
      <p className="paper-text">{words}</p>
      {open === null ? null : <p className="paper-open">{t('open', { what: open })}</p>}
    </>
  );
}

interface Tools {
  readonly report: Report;
  readonly block: ReportBlock;
  readonly onWrite: (writing: Writing) => void;
}

function BlockTools({ report, block, onWrite }: Tools) {
  const t = useTexts('reports');
  const { state, perform } = useReportAct();
  const { id, kind, own, editable } = block;
  const called = (block.open ?? block.text ?? id).slice(0, 30);
  const about = (what: string) => t('toolOf', { what: t(what), called });
  return (
    <div className="paper-tools">
      {editable === null || kind === 'heading' ? null : (
        <Button
          size="small"
          type="text"
          icon={<EditOutlined />}
          title={t('write')}
          aria-label={about('write')}
          onClick={() => onWrite({ kind: 'edit', block: id })}
        />
      )}
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined />}
        title={t('add')}
        aria-label={about('add')}
        onClick={() => onWrite({ kind: 'add', block: id })}
      />
      {own ? (
        <Button
          size="small"
          type="text"
          danger
          icon={<DeleteOutlined />}
          title={t('drop')}
          aria-label={about('drop')}
          loading={state.at === 'sending'}
          onClick={() => void perform(actsOn(report).drop(id))}
        />
      ) : null}
      {state.at === 'refused' ? <ProblemAlert error={state.problem} /> : null}
    </div>
  );
}
