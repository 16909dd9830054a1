/** @jsxImportSource preact */
import { useEffect, useReducer } from 'preact/hooks';
import { Heading, HelpList, Landscape, Masthead } from '#web/phone/view.tsx';
import { CodeScreen } from './code-screen.tsx';
import type { Desk } from './desk.ts';
import { ShownScreen } from './shown-screen.tsx';
import { type Say, sayIn } from './view.ts';

/** The guardian's page: the code, then what the link is for. The help lines stand below whatever it shows. */
export function App({ desk }: { desk: Desk }) {
  const [, draw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => desk.onChange(() => draw(undefined)), [desk]);
  const { language } = desk;
  const say = sayIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = say('title');
  }, [language]);
  return (
    <>
      <Masthead house={say('house')} language={language} onLanguage={(other) => void desk.speak(other)} />
      <main>
        <Screen desk={desk} say={say} />
        <HelpList
          lines={desk.lines}
          language={language}
          heading={say('helpHeading')}
          call={(line) => say('call', line)}
        />
      </main>
    </>
  );
}

function Screen({ desk, say }: { desk: Desk; say: Say }) {
  const { scene } = desk;
  switch (scene.name) {
    case 'gone':
      return (
        <section>
          <Landscape />
          <Heading of="gone">{say('goneHeading')}</Heading>
          <p>{say('goneLead')}</p>
        </section>
      );
    case 'code':
      return <CodeScreen desk={desk} say={say} scene={scene} />;
    case 'shown':
      return <ShownScreen desk={desk} say={say} scene={scene} />;
  }
}
