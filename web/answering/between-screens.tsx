/** @jsxImportSource preact */
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
        <button type="button" class="main" disabled={scene.busy} onClick={() => void desk.agree(true)}>
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

export function HandingScreen({ desk, say, scene, online }: Of<'handing'> & { online: boolean }) {
  if (scene.failed !== null)
    return (
      <section>
        <Heading of="failed">{say('failedHeading')}</Heading>
        <p>
          {say('failedLead')} <code>{scene.failed}</code>
        </p>
      </section>
    );
  return (
    <section>
      <Heading of={online ? 'handing' : 'kept'}>{say(online ? 'handingHeading' : 'handingAwayHeading')}</Heading>
      <p role="status">{say(online ? 'handingLead' : 'handingAwayLead')}</p>
      {online ? null : (
        <button type="button" onClick={() => desk.wake()}>
          {say('again')}
        </button>
      )}
    </section>
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
