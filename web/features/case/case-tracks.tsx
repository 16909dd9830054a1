import { Link } from '@tanstack/react-router';
import type { LinkedStream } from '#domain/case-state';
import { useSay, useTexts } from '#web/frame/words.ts';
import { pageOf } from '#web/parts/duty-acts.ts';
import { usePlaceNames } from '#web/parts/place-input.tsx';
import { stationsOf, WAYS } from '#web/parts/stream-ways.ts';
import { TrackSteps } from '#web/parts/track-steps.tsx';

/** Referrals, follow-up and return to school of this case, each as a way with where it stands. */
export function CaseTracks({ links }: { links: readonly LinkedStream[] }) {
  const t = useTexts('case');
  const say = useSay();
  const named = usePlaceNames(links.flatMap(({ hospital }) => hospital ?? []));
  const names = new Map(named.map(({ code, name }) => [code, name]));
  if (links.length === 0) return null;
  return (
    <section className="card" aria-labelledby="tracks">
      <h2 id="tracks">{t('tracks')}</h2>
      {links.map(({ id, kind, stage, hospital }) => {
        const way = WAYS[kind];
        return way === undefined ? null : (
          <div key={id} className="way">
            <h3>
              {t(`track.${kind}`)}
              {hospital === null ? '' : ` · ${names.get(hospital) ?? hospital}`}
            </h3>
            <TrackSteps label={t(`track.${kind}`)} stations={stationsOf(way, stage, say)} />
            <Link to={pageOf(kind, id, null)}>{t(`openTrack.${kind}`)}</Link>
          </div>
        );
      })}
    </section>
  );
}
