import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { enter } from './entering.ts';
import { IdleLock } from './idle-lock.tsx';
import { session, useSession } from './session.ts';
import { SignIn } from './sign-in.tsx';

const Enrol = lazy(() => import('./enrol.tsx'));

/** Lets nobody see a screen who is not signed in; a session that ended covers the page and keeps it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const state = useSession();
  const [fault, setFault] = useState<unknown>(null);
  const begin = () => {
    setFault(null);
    enter().catch(setFault);
  };
  useEffect(begin, []);
  if (fault !== null) return <ProblemAlert error={fault} onAgain={begin} />;
  switch (state.at) {
    case 'loading':
      return <Waiting />;
    case 'out':
      return <SignIn />;
    case 'enrol':
      return (
        <Suspense fallback={<Waiting />}>
          <Enrol />
        </Suspense>
      );
    case 'in':
    case 'locked':
      return (
        <>
          {/* Out of sight and reach, but standing: what was typed is not lost. */}
          <div className="gate" hidden={state.at === 'locked'}>
            {children}
          </div>
          {state.at === 'locked' ? <SignIn locked={state.me.displayName} onLeave={session.left} /> : <IdleLock />}
        </>
      );
  }
}
