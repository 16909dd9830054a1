import { useSay, useTexts } from '#web/frame/words.ts';
import { DOCUMENT_FAULT_WORDS } from '#programme/document-fault';
import type { Report } from './reading.ts';

const MOST = 30;

/** What keeps a report from being handed in, each leading to where it is mended. */
export function Faults({ report: { faults, blocks, state } }: { report: Report }) {
  const t = useTexts('reports');
  const say = useSay();
  if (faults.length === 0 || state === 'frozen' || state === 'withdrawn') return null;
  return (
    <section className="card">
      <h2>{t('faults', { count: faults.length })}</h2>
      <ul className="task-list">
        {faults.slice(0, MOST).map(({ pointer, code }) => {
          const [, part = '', at = ''] = pointer.split('/');
          const block = part === 'blocks' ? blocks[Number(at)] : undefined;
          return (
            <li key={`${pointer} ${code}`}>
              {block === undefined ? (
                <strong>{t(`part.${part}`, { defaultValue: part })}</strong>
              ) : (
                <a href={`#block-${block.id}`}>{block.open ?? block.text ?? block.id}</a>
              )}
              <span className="quiet">{say(DOCUMENT_FAULT_WORDS[code])}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
