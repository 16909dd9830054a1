import { Button } from 'antd';
import { switchLanguage, useLanguage } from './words.ts';

/** The other language, by its own name. */
export function LanguageSwitch() {
  const english = useLanguage() === 'en';
  return (
    <Button type="text" lang={english ? 'zh-CN' : 'en'} onClick={() => switchLanguage(english ? 'zh' : 'en')}>
      {english ? '中文' : 'English'}
    </Button>
  );
}
