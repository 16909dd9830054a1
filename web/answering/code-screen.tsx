/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { Heading, Landscape } from '#web/phone/view.tsx';
import { codeIn } from './code.ts';
import type { Scene } from './sheet.ts';
import type { ScreenProps } from './view.ts';

/** Where a pupil types the code of her slip. */
export function CodeScreen({ desk, say, scene }: ScreenProps & { scene: Extract<Scene, { name: 'code' }> }) {
  const [typed, setTyped] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const begin = (event: Event) => {
    event.preventDefault();
    const code = codeIn(typed);
    setUnreadable(code === null);
    if (code !== null) void desk.open(code);
  };
  const fault = unreadable ? say('codeUnreadable') : scene.fault === 'unknown' ? say('codeUnknown') : null;
  const rested = scene.fault === 'rested';
  return (
    <form onSubmit={begin} noValidate>
      <Landscape />
      <Heading of="code" quiet={scene.fault === null}>
        {say('codeHeading')}
      </Heading>
      {rested ? (
        <p class="note" role="status">
          {say('codeRested')}
        </p>
      ) : null}
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
          maxLength={24}
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          inputMode="text"
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
      <button type="submit" class="main wide">
        {say('codeGo')}
      </button>
    </form>
  );
}
