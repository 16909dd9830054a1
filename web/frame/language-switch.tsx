import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from './words.ts';

/** The other language, by its own name. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const english = i18n.language === 'en';
  return (
    <Button type="text" lang={english ? 'zh-CN' : 'en'} onClick={() => switchLanguage(english ? 'zh' : 'en')}>
      {english ? '中文' : 'English'}
    </Button>
  );
}
