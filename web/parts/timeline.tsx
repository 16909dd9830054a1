import type { ReactNode } from 'react';
import { fullText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import { runsOf } from './timeline-runs.ts';

/** One thing that happened, in plain words of the reader's language. */
export interface Told {
  readonly key: string;
  readonly at: number;
  /** Beside the time, where the text does not say it. */
  readonly by?: string;
  readonly text: string;
  /** In time, late: the API's words. */
  readonly timing?: string | null;
  readonly followed?: readonly string[];
  readonly owed?: readonly string[];
  /** What somebody wrote then. */
  readonly words?: readonly string[];
  readonly more?: ReactNode;
  /** Somebody was called and no more: many in a row are folded. */
  readonly call?: boolean;
}

/** A story, newest first; each entry has an address of its own (`#t-<key>`). */
export function Timeline({ entries }: { entries: readonly Told[] }) {
  const t = useTexts('frame');
  return (
    <ol className="timeline" aria-label={t('timeline.label')}>
      {runsOf(entries).map(({ shown, folded }) => [
        shown.map((entry) => <Entry key={entry.key} entry={entry} />),
        folded.length === 0 ? null : (
          <li key={`before ${folded[0]?.key ?? ''}`}>
            <details>
              <summary>{t('timeline.calls', { count: folded.length })}</summary>
              <ol className="timeline">
                {folded.map((entry) => (
                  <Entry key={entry.key} entry={entry} />
                ))}
              </ol>
            </details>
          </li>
        ),
      ])}
    </ol>
  );
}

function Entry({ entry }: { entry: Told }) {
  const { key, at, by, text, timing, followed = [], owed = [], words = [], more } = entry;
  return (
    <li id={`t-${key}`}>
      <div className="timeline-head">
        <a href={`#t-${key}`} className="quiet">
          <time dateTime={new Date(at).toISOString()}>{fullText(at)}</time>
        </a>
        {by === undefined ? null : <span>{by}</span>}
        {timing == null ? null : <span className="quiet">{timing}</span>}
      </div>
      <p>{text}</p>
      {words.map((each) => (
        <blockquote key={each}>{each}</blockquote>
      ))}
      {followed.length + owed.length === 0 ? null : (
        <ul className="quiet">
          {[...followed, ...owed].map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {more}
    </li>
  );
}
