import { Link, Outlet } from '@tanstack/react-router';
import { App as AntApp } from 'antd';
import { useCallback, useState } from 'react';
import { Account } from './account.tsx';
import { now } from './clock.ts';
import { Keyboard } from './keys.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { type Notice, useLive } from './live.ts';
import { NoticeCentre, noticeText } from './notice-centre.tsx';
import { MenuBar } from './menu-bar.tsx';
import { Search } from './search.tsx';
import { useMe } from './session.ts';
import { Watermark } from './watermark.tsx';
import { useSay, useTexts } from './words.ts';

/** What stands around every screen. On a phone the menu lies at the bottom, under the thumb. */
export function Shell() {
  const t = useTexts('frame');
  const say = useSay();
  const me = useMe();
  const { notification } = AntApp.useApp();
  const [opened] = useState(now);
  const tell = useCallback(
    (notice: Notice) => {
      // What came before this page lies in the notice centre.
      if (notice.createdAt < opened) return;
      // One at a time: a crisis brings many at once, and they must not cover what is to be done. The bell has them all.
      notification.info({ key: 'news', title: noticeText(notice, say, t), placement: 'bottomRight', duration: 8 });
    },
    [notification, say, t, opened],
  );
  const line = useLive(tell);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header className="bar">
        <Link to="/" className="brand">
          {t('product')}
        </Link>
        <span className="place">{me.acting.orgName}</span>
        <div className="bar-end">
          <Search />
          <LanguageSwitch />
          <NoticeCentre />
          <Account />
        </div>
      </header>
      <MenuBar />
      <main id="main" tabIndex={-1}>
        {line === 'broken' ? (
          <p className="line-broken" role="status">
            {t('live.broken')}
          </p>
        ) : null}
        <Outlet />
      </main>
      <Keyboard />
      <Watermark name={me.displayName} />
    </div>
  );
}
