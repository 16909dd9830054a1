import { useSay, useTexts } from '#web/frame/words.ts';
import { type RecordKind, type RecordLine, useTitle } from './record-kinds.ts';
import { StatusTag } from './status-tag.tsx';
import './programme.css';

const TAGS = { recorded: 'wait', approved: 'good', withdrawn: 'plain' } as const;

export function RecordState({ state }: { state: RecordLine['state'] }) {
  const t = useTexts('frame');
  return <StatusTag kind={TAGS[state]}>{t(`recordState.${state}`)}</StatusTag>;
}

/** A record in two lines of a list: what it is called and its state; whose it is and its numbers. */
export function RecordRow({ kind, line }: { kind: RecordKind; line: RecordLine }) {
  const say = useSay();
  const title = useTitle();
  const numbers = Object.entries(kind.fields).flatMap(([name, field]) => {
    const value = line.values[name];
    return field.type === 'count' && typeof value === 'number' && !kind.natural.includes(name)
      ? [`${say(field.label)} ${value}`]
      : [];
  });
  return (
    <div className="record-row">
      <div>
        <strong>{title(kind, line.values)}</strong>
        <RecordState state={line.state} />
      </div>
      <div className="quiet">{[line.orgName, ...numbers].join(' · ')}</div>
    </div>
  );
}
