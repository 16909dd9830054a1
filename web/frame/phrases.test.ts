import { expect, it } from 'vitest';
import { phrasesOf, sayIn } from './phrases.ts';

const PHRASES = phrasesOf({
  today: { title: '今日', list: { mine: '我的', of: '{{name}} 的 {{ count }} 件' } },
  frame: { title: '心桥', save: '保存' },
});

it('finds a text in its feature, then in the frame, and in a feature that is named', () => {
  const t = sayIn(PHRASES, 'today');
  expect(t('title')).toBe('今日');
  expect(t('list.mine')).toBe('我的');
  expect(t('save')).toBe('保存');
  expect(t('frame:title')).toBe('心桥');
  expect(t('today:save')).toBe('today:save');
  expect(sayIn(PHRASES, 'nowhere')('save')).toBe('保存');
});

it('takes the first key that is there, then what was given instead, then the key', () => {
  const t = sayIn(PHRASES, 'today');
  expect(t(['list.none', 'list.mine', 'title'])).toBe('我的');
  expect(t(['list.none', 'none'])).toBe('none');
  expect(t('list.none')).toBe('list.none');
  expect(t('list.none', { defaultValue: '' })).toBe('');
  expect(t('list')).toBe('list');
  expect(t('field: 12:30', { defaultValue: 'as it is' })).toBe('as it is');
});

it('fills gaps by their values once, and never reads a value as a gap', () => {
  const t = sayIn(PHRASES, 'today');
  expect(t('list.of', { name: '李', count: 3 })).toBe('李 的 3 件');
  expect(t('list.of', { name: '{{count}} $&', count: 0 })).toBe('{{count}} $& 的 0 件');
  expect(t('list.of', { name: undefined })).toBe(' 的  件');
  expect(t('none', { defaultValue: 'for {{name}}', name: 'all' })).toBe('for all');
});
