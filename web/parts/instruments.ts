import { useQuery } from '@tanstack/react-query';
import { api, ask } from '#web/frame/api.ts';
import { currentLanguage } from '#web/frame/words.ts';

/** The forms that can be asked, each version of each. */
export function useInstruments() {
  const language = currentLanguage();
  return useQuery({
    queryKey: ['instruments', language],
    staleTime: 600_000,
    queryFn: async () => (await ask(() => api.GET('/api/instruments', {}))).instruments,
  });
}

interface Asked {
  readonly instrument: string;
  readonly instrumentVersion: string;
}

/** What a form is called. Two versions of one id are two forms: PHQ-A asks thirteen questions, or eleven and then a talk. */
export function useInstrumentTitle(): (asked: Asked) => string {
  const { data = [] } = useInstruments();
  return ({ instrument, instrumentVersion }) =>
    data.find(({ id, version }) => id === instrument && version === instrumentVersion)?.title ??
    `${instrument} ${instrumentVersion}`;
}
