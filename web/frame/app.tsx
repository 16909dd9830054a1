import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo } from 'react';
import { gate } from './gate.ts';
import { prepare } from './idle.ts';
import { screensOf } from './menu.ts';
import { asProblem } from './problem.ts';
import { newRouter } from './router.tsx';
import { useMe } from './session.ts';
import { SessionGate } from './session-gate.tsx';
import { useTheme } from './theme.ts';
import { Spoken, useSpoken } from './words.ts';

const { nonce = '' } = document.querySelector('script') ?? {};

const still = window.matchMedia('(prefers-reduced-motion: reduce)');

// An answer is drawn in the task that brought it: behind a task of its own it would wait for whatever else came meanwhile.
notifyManager.setScheduler(queueMicrotask);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What a server that is away would have said comes by itself; a refusal stays one.
      retry: (count, error) => asProblem(error).open && count < 8,
      retryDelay: (count) => Math.min(500 * 2 ** count, 5_000),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/**
 * Windows, lists and news hang in the gate: whatever covers the page covers them too. On the body dialogs would also lock its scrolling by a style that
 * the policy refuses.
 */
const HANGING = { getContainer: gate } as const;

/** Everything that stands around the screens: languages, colours, answers kept, who is signed in. */
export function App() {
  const language = useSpoken();
  const { dark } = useTheme();
  const { darkAlgorithm, defaultAlgorithm } = theme;
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        csp={{ nonce }}
        getPopupContainer={gate}
        locale={language === 'en' ? enUS : zhCN}
        button={{ autoInsertSpace: false }}
        theme={{
          // Dark letters on the light teal of the dark.
          components: { Button: { primaryColor: dark ? '#06181b' : '#ffffff' } },
          algorithm: dark ? darkAlgorithm : defaultAlgorithm,
          token: {
            // Of the page: by its language.
            fontFamily: 'inherit',
            colorPrimary: dark ? '#3bc9db' : '#0b7285',
            colorPrimaryHover: dark ? '#66d9e8' : '#095c6b',
            colorLinkHover: dark ? '#66d9e8' : '#095c6b',
            // White on it, and it on white, can be read by everybody (WCAG 1.4.3).
            colorError: dark ? '#c83532' : '#b42318',
            colorTextDescription: dark ? '#a3b1b7' : '#56646b',
            colorTextPlaceholder: dark ? '#a3b1b7' : '#56646b',
            colorInfo: dark ? '#3bc9db' : '#0b7285',
            colorInfoBg: dark ? '#123338' : '#e3f2f5',
            borderRadius: 6,
            motion: !still.matches,
          },
        }}
      >
        <Spoken value={language}>
          <AntApp component={false} message={HANGING} notification={HANGING}>
            <QueryClientProvider client={queries}>
              <SessionGate>
                <Screens />
              </SessionGate>
            </QueryClientProvider>
          </AntApp>
        </Spoken>
      </ConfigProvider>
    </StyleProvider>
  );
}

function Screens() {
  const me = useMe();
  const router = useMemo(() => newRouter(me, queries), [me]);
  useEffect(() => prepare(screensOf(me).filter(({ menu }) => menu !== undefined)), [me]);
  return <RouterProvider router={router} />;
}
