import { Button, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { enter, lock } from './entering.ts';
import { useNow } from './clock.ts';
import { useTexts } from './words.ts';

/** The server's own limit (15 min without a request) is not reached by a page that is told of news, so the page minds the person. */
const LOCK_AFTER_MS = 15 * 60_000;
const WARN_BEFORE_MS = 2 * 60_000;
/** Windows of the page lie at 1000 and a little above. */
const ABOVE_ALL = 2_000;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Warns before the page is covered, and covers it. Nothing typed is lost by either. */
export function IdleLock() {
  const t = useTexts('frame');
  const touched = useRef(Date.now());
  useNow(1_000);
  const left = touched.current + LOCK_AFTER_MS - Date.now();
  const warned = left < WARN_BEFORE_MS;
  const stay = () => {
    touched.current = Date.now();
    // A request, so that the server counts from now too.
    enter().catch(() => undefined);
  };
  useEffect(() => {
    const touch = () => {
      // Once warned, an answer is wanted: a sleeve on the mouse is none.
      if (Date.now() - touched.current < LOCK_AFTER_MS - WARN_BEFORE_MS) touched.current = Date.now();
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touch, { passive: true });
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touch);
    };
  }, []);
  useEffect(() => {
    if (left <= 0) void lock();
  }, [left]);
  // It looks every second: a closed window would be drawn as often.
  if (!warned || left <= 0) return null;
  return (
    <Modal
      open
      title={t('idle.title')}
      zIndex={ABOVE_ALL}
      closable={false}
      maskClosable={false}
      footer={
        <Button type="primary" size="large" onClick={stay}>
          {t('idle.stay')}
        </Button>
      }
    >
      <p role="timer">{t('idle.left', { seconds: Math.max(0, Math.ceil(left / 1000)) })}</p>
      <p className="quiet">{t('idle.kept')}</p>
    </Modal>
  );
}
