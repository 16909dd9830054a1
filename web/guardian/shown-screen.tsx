/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { dialled } from '#web/phone/help-lines.ts';
import { Heading } from '#web/phone/view.tsx';
import type { Desk, Scene, Shown } from './desk.ts';
import { LetterCard } from './letter.tsx';
import { dayText, momentText, type Say } from './view.ts';

interface Props {
  readonly desk: Desk;
  readonly say: Say;
  readonly scene: Extract<Scene, { name: 'shown' }>;
}

/** What the link is for: a consent that is asked, or what lies ahead of the child. Nothing of a level, an answer or a note is in it. */
export function ShownScreen({ desk, say, scene }: Props) {
  const { shown, busy, fault, done } = scene;
  const { child, purpose, schoolLine } = shown;
  return (
    <section>
      <Heading of={`${purpose} ${done ?? ''}`}>{shown.asked?.title ?? say('careHeading')}</Heading>
      <p class="quiet">{say('child', { school: child.school, group: child.group ?? '', number: child.number })}</p>
      {schoolLine === null ? null : (
        <p>
          <a class="button" href={dialled(schoolLine)}>
            {say('schoolLine', { number: schoolLine })}
          </a>
        </p>
      )}
      {done === null ? null : (
        <p class="note" role="status">
          {say(`${done}Done`)}
        </p>
      )}
      <p class="fault" role="alert">
        {fault === null ? null : say(`${fault}Fault`)}
      </p>
      {shown.asked === null ? (
        <Ahead desk={desk} say={say} shown={shown} />
      ) : (
        <Asked desk={desk} say={say} scene={scene} />
      )}
      <Given desk={desk} say={say} shown={shown} busy={busy} />
      <p class="quiet">{say('until', { day: dayText(shown.until, desk.language) })}</p>
      <button type="button" class="plain" onClick={() => desk.leave()}>
        {say('leave')}
      </button>
    </section>
  );
}

/** What is asked, sentence by sentence, and one button: saying nothing is a no as well. */
function Asked({ desk, say, scene }: Props) {
  const { asked, consents } = scene.shown;
  if (asked === null) return null;
  const standing = consents.some(({ kind, live }) => live && kind === scene.shown.purpose);
  return (
    <>
      <div class="card">
        {asked.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {asked.hospitals.length === 0 ? null : <p>{say('hospitals', { names: asked.hospitals.join('、') })}</p>}
      </div>
      {standing ? (
        <p>{say('standing')}</p>
      ) : (
        <>
          <button type="button" class="main wide" disabled={scene.busy} onClick={() => void desk.agree(asked.version)}>
            {say(scene.busy ? 'busy' : 'agree')}
          </button>
          <p class="quiet">{say('agreeChoice')}</p>
        </>
      )}
    </>
  );
}

interface PartProps {
  readonly desk: Desk;
  readonly say: Say;
  readonly shown: Shown;
}

/** Appointments, the next talk, the papers for the way back to class. */
function Ahead({ desk, say, shown }: PartProps) {
  const { appointments, talkBy, back } = shown;
  const { language } = desk;
  return (
    <>
      <div class="card">
        <h2>{say('appointments')}</h2>
        {appointments.length === 0 ? <p>{say('noAppointment')}</p> : null}
        {appointments.map(({ at, place }) => (
          <p key={at}>
            <strong>{momentText(at, language)}</strong>
            <br />
            {place}
          </p>
        ))}
      </div>
      <div class="card">
        <h2>{say('next')}</h2>
        <p>{talkBy === null ? say('nextNone') : say('talkBy', { when: momentText(talkBy, language) })}</p>
      </div>
      {back === null ? null : (
        <div class="card">
          <h2>{say('back')}</h2>
          <p>{say('stage', { stage: back.stage })}</p>
          <ul class="papers">
            {back.papers.map(({ paper, there }) => (
              <li key={paper}>
                <span>{paper}</span>
                <strong>{say(there ? 'there' : 'wanted')}</strong>
              </li>
            ))}
          </ul>
          {back.nextDate === null ? null : <p>{say('nextDate', { when: dayText(back.nextDate, language) })}</p>}
          {back.appealUntil === null ? null : <p>{say('appeal', { day: dayText(back.appealUntil, language) })}</p>}
          {back.letter === null ? null : <LetterCard letter={back.letter} say={say} />}
        </div>
      )}
    </>
  );
}

/** What this guardian has allowed, each as easily taken back as it was given. */
function Given({ desk, say, shown, busy }: PartProps & { busy: boolean }) {
  const [sure, setSure] = useState<string | null>(null);
  if (shown.consents.length === 0) return null;
  return (
    <div class="card given">
      <h2>{say('given')}</h2>
      {shown.consents.map(({ id, kind, hospitals, givenAt, live }) => (
        <div key={id}>
          <p>
            {say(kind === 'screening' ? 'screening' : 'referral')}
            {hospitals.length === 0 ? '' : ` · ${hospitals.join('、')}`} · {dayText(givenAt, desk.language)} ·{' '}
            <strong>{say(live ? 'live' : 'ended')}</strong>
          </p>
          {live && sure !== id ? (
            <button type="button" onClick={() => setSure(id)}>
              {say('withdraw')}
            </button>
          ) : null}
          {live && sure === id ? (
            <div class="row">
              <button type="button" class="main" disabled={busy} onClick={() => void desk.withdraw(id)}>
                {say('withdrawSure')}
              </button>
              <button type="button" onClick={() => setSure(null)}>
                {say('keep')}
              </button>
            </div>
          ) : null}
        </div>
      ))}
    </div>
  );
}
