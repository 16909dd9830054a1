/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Heading } from '#web/phone/view.tsx';
import { codeOf } from './sheet.ts';
import type { ScreenProps } from './view.ts';

interface NowProps extends ScreenProps {
  readonly online: boolean;
  /** The help lines: here they come first. */
  readonly help: ComponentChildren;
  readonly onClose: () => void;
}

/** For whoever wants a person now: numbers to call, what the school has been told, and nothing else. */
export function NowScreen({ desk, say, online, help, onClose }: NowProps) {
  return (
    <section>
      <Heading of="now">{say('nowHeading')}</Heading>
      <p class="note">{say('nowDanger')}</p>
      {help}
      <h2>{say('nowSchool')}</h2>
      <div class="card">
        {codeOf(desk.scene) === null ? <p>{say('nowNobody')}</p> : <School desk={desk} say={say} online={online} />}
      </div>
      <button type="button" class="plain" onClick={onClose}>
        {say('nowClose')}
      </button>
    </section>
  );
}

function School({ desk, say, online }: ScreenProps & { online: boolean }) {
  const { wish } = desk;
  const again = (
    <button type="button" onClick={() => void desk.callNow()}>
      {say('nowAsk')}
    </button>
  );
  switch (wish.is) {
    case 'counting':
      return (
        <>
          <p role="status">{say('nowCounting')}</p>
          <Seconds until={wish.until} say={say} />
          <button type="button" onClick={() => void desk.takeBack()}>
            {say('nowSlip')}
          </button>
        </>
      );
    case 'going':
      return <p role="status">{say(online ? 'nowGoing' : 'nowAway')}</p>;
    case 'told':
      return (
        <>
          <p role="status">{say('nowTold')}</p>
          {again}
        </>
      );
    case 'failed':
      return (
        <>
          <p role="alert">{say('nowFailed')}</p>
          {again}
        </>
      );
    case 'none':
    case 'slipped':
      return (
        <>
          {wish.is === 'slipped' ? <p role="status">{say('nowSlipped')}</p> : null}
          <button type="button" onClick={() => void desk.callNow()}>
            {say('nowTell')}
          </button>
        </>
      );
  }
}

/** Counts down for the eye; a screen reader has heard it once. */
function Seconds({ until, say }: Pick<ScreenProps, 'say'> & { until: number }) {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <p class="quiet" aria-hidden="true">
      {say('nowSeconds', { n: seconds })}
    </p>
  );
}
