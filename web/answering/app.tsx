/** @jsxImportSource preact */
import { useEffect, useReducer, useState } from 'preact/hooks';
import { HelpList, Masthead } from '#web/phone/view.tsx';
import { AsksScreen, HandingScreen, HeldScreen, OpeningScreen, ThanksScreen } from './between-screens.tsx';
import { CodeScreen } from './code-screen.tsx';
import type { Desk } from './desk.ts';
import { LookScreen } from './look-screen.tsx';
import { NowScreen } from './now-screen.tsx';
import { QuestionScreen } from './question-screen.tsx';
import { sayIn, type ScreenProps } from './view.ts';

/** The student's page. Whatever it shows, the help lines stand below it and the way to a person beside it. */
export function App({ desk }: { desk: Desk }) {
  const [, draw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => desk.onChange(() => draw(undefined)), [desk]);
  const online = useOnline();
  const [calling, setCalling] = useState(false);
  const { language } = desk;
  const say = sayIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = say('title');
  }, [language]);
  const begun = desk.scene.name === 'question' || desk.scene.name === 'look';
  const call = () => {
    setCalling(true);
    void desk.callNow();
  };
  const help = (
    <HelpList lines={desk.lines} language={language} heading={say('helpHeading')} call={(line) => say('call', line)} />
  );
  return (
    <>
      <Masthead house={say('house')} language={language} onLanguage={(other) => void desk.speak(other)} />
      <main>
        {online || calling || desk.scene.name === 'handing' || desk.scene.name === 'opening' ? null : (
          <p class="note" role="status">
            {say(begun ? 'offline' : 'offlineBefore')}
          </p>
        )}
        {calling ? (
          <NowScreen desk={desk} say={say} online={online} help={help} onClose={() => setCalling(false)} />
        ) : (
          <>
            <Screen desk={desk} say={say} online={online} />
            {help}
            {begun || ['opening', 'asks'].includes(desk.scene.name) ? (
              <button type="button" class="plain" onClick={() => desk.restart()}>
                {say('done')}
              </button>
            ) : null}
          </>
        )}
      </main>
      {calling ? null : (
        <footer class="now-bar">
          <button type="button" onClick={call}>
            {say('nowButton')}
          </button>
        </footer>
      )}
    </>
  );
}

function Screen({ desk, say, online }: ScreenProps & { online: boolean }) {
  const { scene } = desk;
  switch (scene.name) {
    case 'code':
      return <CodeScreen desk={desk} say={say} scene={scene} />;
    case 'opening':
      return <OpeningScreen desk={desk} say={say} scene={scene} />;
    case 'asks':
      return <AsksScreen desk={desk} say={say} scene={scene} />;
    case 'held':
      return <HeldScreen desk={desk} say={say} scene={scene} />;
    case 'question':
      return <QuestionScreen desk={desk} say={say} draft={scene.draft} />;
    case 'look':
      return <LookScreen desk={desk} say={say} draft={scene.draft} />;
    case 'handing':
      return <HandingScreen desk={desk} say={say} scene={scene} online={online} />;
    case 'thanks':
      return <ThanksScreen desk={desk} say={say} />;
  }
}

/** What the phone believes of its network. It may be wrong: the outbox only believes answers. */
function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const hear = () => setOnline(navigator.onLine);
    addEventListener('online', hear);
    addEventListener('offline', hear);
    return () => {
      removeEventListener('online', hear);
      removeEventListener('offline', hear);
    };
  }, []);
  return online;
}
