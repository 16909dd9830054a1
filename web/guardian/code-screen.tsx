/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { Heading, Landscape } from '#web/phone/view.tsx';
import type { Desk, Scene } from './desk.ts';
import type { Say } from './view.ts';

interface Props {
  readonly desk: Desk;
  readonly say: Say;
  readonly scene: Extract<Scene, { name: 'code' }>;
}

/** Where a guardian types the six digits that the school told. */
export function CodeScreen({ desk, say, scene }: Props) {
  const [typed, setTyped] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const open = (event: Event) => {
    event.preventDefault();
    const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
    setUnreadable(!/^\d{6}$/.test(digits));
    if (/^\d{6}$/.test(digits)) void desk.open(digits);
  };
  const fault = unreadable ? say('codeUnreadable') : scene.fault === null ? null : say(`${scene.fault}Fault`);
  return (
    <form onSubmit={open} noValidate>
      <Landscape />
      <Heading of="code" quiet={scene.fault === null}>
        {say('codeHeading')}
      </Heading>
      <p>{say('codeLead')}</p>
      <div class="field">
        <label for="code">{say('codeLabel')}</label>
        <input
          id="code"
          name="code"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setUnreadable(false);
          }}
          maxLength={12}
          autoComplete="one-time-code"
          inputMode="numeric"
          aria-describedby="code-hint code-fault"
          aria-invalid={fault !== null}
        />
        <p id="code-hint" class="quiet">
          {say('codeHint')}
        </p>
        <p id="code-fault" class="fault" role="alert">
          {fault}
        </p>
      </div>
      <button type="submit" class="main wide" disabled={scene.busy}>
        {say(scene.busy ? 'busy' : 'codeGo')}
      </button>
    </form>
  );
}
