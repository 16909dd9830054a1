/** What Word and others may show where a typeface is not on the machine: plain Windows has 仿宋 and 楷体 without _GB2312, and no 小标宋. */
const FONTS = [
  { name: '仿宋_GB2312', instead: 'FangSong', family: 'modern', panose: '02010609030101010101', pitch: 'fixed' },
  { name: '楷体_GB2312', instead: 'KaiTi', family: 'modern', panose: '02010609030101010101', pitch: 'fixed' },
  { name: '方正小标宋简体', instead: 'STZhongsong', family: 'script', panose: '03000509000000000000', pitch: 'fixed' },
  { name: '黑体', instead: 'SimHei', family: 'modern', panose: '02010609060101010101', pitch: 'fixed' },
  { name: '宋体', instead: 'SimSun', family: 'auto', panose: '02010600030101010101', pitch: 'variable' },
] as const;

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The part word/fontTable.xml: the typefaces that documents name, with what may stand in for each. Charset 86 is simplified Chinese. */
export function fontTable(): string {
  const fonts = FONTS.map(
    ({ name, instead, family, panose, pitch }) =>
      `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:panose1 w:val="${panose}"/><w:charset w:val="86"/>` +
      `<w:family w:val="${family}"/><w:pitch w:val="${pitch}"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${NAMESPACE}">${fonts.join('')}</w:fonts>`;
}
