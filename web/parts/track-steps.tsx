/** One station of a track; `at` and `by` when it was reached, `note` why it rests. */
export interface Station {
  readonly key: string;
  readonly title: string;
  readonly state: 'done' | 'now' | 'ahead' | 'broken';
  readonly note?: string;
}

/** Where something stands on its way: a line of stations, read out in order. */
export function TrackSteps({ label, stations }: { label: string; stations: readonly Station[] }) {
  return (
    <ol className="track" aria-label={label}>
      {stations.map(({ key, title, state, note }) => (
        <li key={key} className={`track-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="track-mark" aria-hidden="true">
            {state === 'done' ? '✓' : state === 'broken' ? '✕' : state === 'now' ? '●' : '○'}
          </span>
          <span className="track-title">{title}</span>
          {note === undefined ? null : <span className="quiet">{note}</span>}
        </li>
      ))}
    </ol>
  );
}
