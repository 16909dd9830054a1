/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { Heading, Landscape } from '#web/phone/view.tsx';
import type { Scene } from './sheet.ts';
import type { ScreenProps } from './view.ts';

type Of<N extends Scene['name']> = ScreenProps & { scene: Extract<Scene, { name: N }> };

export function OpeningScreen({ desk, say, scene }: Of<'opening'>) {
  if (!scene.away) return <Heading of="opening">{say('opening')}</Heading>;
  return (
    <section>
      <Heading of="away">{say('awayHeading')}</Heading>
      <p role="status">{say('awayLead')}</p>
      <button type="button" class="main" onClick={() => desk.wake()}>
        {say('again')}
      </button>
    </section>
  );
}

/** What the pupil is told, sentence by sentence, and the two answers, both as good. */
export function AsksScreen({ desk, say, scene }: Of<'asks'>) {
  const sentences = scene.form.notice.split(/(?<=[。！？])|(?<=[.!?])\s/).filter((each) => each.trim() !== '');
  return (
    <section>
      <Landscape />
      <Heading of="asks">{say('asksHeading')}</Heading>
      <div class="card">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p class="quiet">{scene.busy ? say('busy') : say('asksChoice')}</p>
      <div class="row">
        <button type="button" disabled={scene.busy} onClick={() => void desk.agree(true)}>
          {say('asksYes')}
        </button>
        <button type="button" disabled={scene.busy} onClick={() => void desk.agree(false)}>
          {say('asksNo')}
        </button>
      </div>
    </section>
  );
}

export function HeldScreen({ desk, say, scene }: Of<'held'>) {
  const waits = scene.why === 'notYet' || scene.why === 'awaitsConsent' || scene.why === 'notReady';
  return (
    <section>
      <Landscape />
      <Heading of={scene.why}>{say(`${scene.why}Heading`)}</Heading>
      <p>{say(`${scene.why}Lead`)}</p>
      <div class="row">
        {waits || scene.why === 'refused' ? (
          <button type="button" onClick={() => void desk.lookAgain()}>
            {say(waits ? 'again' : 'changedMind')}
          </button>
        ) : null}
        <button type="button" class="plain" onClick={() => desk.restart()}>
          {say('done')}
        </button>
      </div>
    </section>
  );
}

/** A moment that most sheets need; longer than that, whoever waits is told how it stands. */
const SOON_MS = 4_000;

export function HandingScreen({ desk, say, scene, online }: Of<'handing'> & { online: boolean }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SOON_MS);
    return () => clearTimeout(timer);
  }, []);
  if (scene.failed !== null)
    return (
      <section>
        <Heading of="failed">{say('failedHeading')}</Heading>
        <p>
          {say('failedLead')} <code>{scene.failed}</code>
        </p>
        <Ways desk={desk} say={say} onAgain={() => void desk.tryAgain()} />
      </section>
    );
  if (online && !long)
    return (
      <section>
        <Heading of="handing">{say('handingHeading')}</Heading>
        <p role="status">{say('handingLead')}</p>
      </section>
    );
  return (
    <section>
      <Heading of="kept">{say('handingAwayHeading')}</Heading>
      <p role="status">{say('handingAwayLead')}</p>
      <Ways desk={desk} say={say} onAgain={() => desk.wake()} />
    </section>
  );
}

/** Once more, or the next one at this machine: what was said leaves all the same. */
function Ways({ desk, say, onAgain }: ScreenProps & { onAgain: () => void }) {
  return (
    <div class="row">
      <button type="button" onClick={onAgain}>
        {say('again')}
      </button>
      <button type="button" class="plain" onClick={() => desk.restart()}>
        {say('done')}
      </button>
    </div>
  );
}

/** The same for everybody, whatever was answered. */
export function ThanksScreen({ desk, say }: ScreenProps) {
  return (
    <section>
      <Landscape />
      <Heading of="thanks">{say('thanksHeading')}</Heading>
      <p>{say('thanksSent')}</p>
      <p class="card">{say('thanksLead')}</p>
      <button type="button" class="plain" onClick={() => desk.restart()}>
        {say('done')}
      </button>
    </section>
  );
}
