import { UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { roleWords } from '#domain/timeline/people';
import type { Role } from '#domain/role';
import { chooseAppointment, forgetAppointment } from './appointment.ts';
import { leave, lock } from './entering.ts';
import { useKeys } from './keys.tsx';
import { useMe } from './session.ts';
import { chooseTheme, THEMES, useTheme } from './theme.ts';
import { useSayWithin, useTexts } from './words.ts';

/** Who one is here, in which appointment, in which light; and out. */
export function Account() {
  const t = useTexts('frame');
  const say = useSayWithin();
  const me = useMe();
  const { choice } = useTheme();
  useKeys([{ key: 'L', label: t('account.lock'), act: () => void lock() }]);
  const role = (name: string) => say(roleWords[name as Role]) || name; // the API's roles are the domain's
  const items = [
    ...me.appointments.map(({ appointment, role: name, orgName }) => ({
      key: appointment,
      label: `${role(name)} · ${orgName}`,
      disabled: appointment === me.acting.appointment,
    })),
    { type: 'divider' as const },
    ...THEMES.map((each) => ({ key: each, label: `${choice === each ? '✓ ' : ''}${t(`theme.${each}`)}` })),
    { type: 'divider' as const },
    { key: 'lock', label: t('account.lock') },
    { key: 'leave', label: t('signOut') },
  ];
  const choose = (key: string) => {
    const theme = THEMES.find((each) => each === key);
    if (theme !== undefined) return chooseTheme(theme);
    if (key === 'lock') return void lock();
    if (key !== 'leave') return chooseAppointment(key);
    forgetAppointment();
    void leave();
  };
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(key) }}>
      <Button type="text" icon={<UserOutlined />} aria-label={t('account.open', { name: me.displayName })}>
        <span className="wide-only">
          {me.displayName} · {role(me.acting.role)}
        </span>
      </Button>
    </Dropdown>
  );
}
