import type { RefusalCode } from '#domain/problem';
import { type Vocabulary, type Words, words } from '#domain/words';

/** Every answer that is not the one asked for: status, and its title in the two languages. Codes are stable; clients may rely on them. */
export interface ProblemKind {
  readonly status: number;
  readonly title: Words;
}

function kind(status: number, chinese: string, english: string): ProblemKind {
  return { status, title: words(chinese, english) };
}

/** What the API itself answers. */
const OWN = {
  invalidRequest: kind(400, '请求内容不符合要求', 'The request is not as the description asks'),
  malformedBody: kind(400, '请求正文无法读取', 'The body cannot be read'),
  keyMissing: kind(400, '缺少 Idempotency-Key', 'The header Idempotency-Key is missing'),
  keyInvalid: kind(
    400,
    'Idempotency-Key 须为 8 至 128 个可见字符',
    'Idempotency-Key takes 8 to 128 visible characters',
  ),
  notSignedIn: kind(401, '请先登录', 'Sign in first'),
  signInRefused: kind(401, '用户名或密码不正确', 'Username or password is not right'),
  secondFactorRefused: kind(
    401,
    '动态验证码不正确或已过期',
    'The code of the second factor is not right or has expired',
  ),
  secondFactorMissing: kind(
    403,
    '未启用第二验证因子，不能打开个案内容',
    'Without a second factor no case content opens',
  ),
  notPermitted: kind(403, '您的角色不能这样做', 'Your role may not do this'),
  passwordToChange: kind(403, '请先把初始密码改成自己的密码', 'Change the first password into your own one first'),
  passwordSame: kind(422, '新密码不能与旧密码相同', 'The new password is the old one'),
  usernameTaken: kind(409, '用户名已有人使用，请换一个', 'The user name is taken: choose another'),
  usernameMissing: kind(422, '该人员还没有账号，请填写用户名', 'There is no account yet: give a user name'),
  noAppointment: kind(403, '账号目前没有有效任职', 'The account has no appointment in force'),
  originRefused: kind(403, '请求来源不被允许', 'The origin of the request is not allowed'),
  notFound: kind(404, '没有找到，或不在您的范围内', 'Not found, or not within your reach'),
  unknownAddress: kind(404, '没有这个地址', 'There is no such address'),
  codeUnknown: kind(404, '作答码无效', 'The code is not valid'),
  requestTimeout: kind(408, '请求未能及时发送完整', 'The request was not sent in time'),
  codeUsed: kind(409, '这份问卷已经提交', 'This form has been handed in'),
  windowClosed: kind(409, '作答时间已结束', 'The time for answering is over'),
  fileMissing: kind(400, '没有附上文件', 'No file came with the request'),
  notACaseFile: kind(422, '文件不是导出的个案', 'The file is no exported case'),
  bodyTooLarge: kind(413, '请求正文过大', 'The body is too large'),
  unsupportedMedia: kind(415, '不支持这种内容类型', 'This content type is not taken'),
  importState: kind(409, '这次导入已结束或正在进行', 'This import has ended, or is under way'),
  fileEmpty: kind(422, '文件是空的', 'The file is empty'),
  fileTypeUnknown: kind(
    415,
    '只接受 jpeg、png、pdf、docx、xlsx（以内容为准）',
    'Only jpeg, png, pdf, docx and xlsx are taken, by their content',
  ),
  fileWrongForPurpose: kind(422, '照片须为 jpeg 或 png', 'A photo is a jpeg or a png'),
  fileBroken: kind(422, '文件已损坏或不完整', 'The file is damaged or not complete'),
  fileIsTwoThings: kind(422, '文件中夹带其他内容', 'Something else hides in the file'),
  fileHasMacros: kind(422, '文件含有宏或嵌入的程序', 'The file holds macros or programs'),
  fileHasActiveContent: kind(
    422,
    'PDF 含有脚本、程序、附件或动态表单',
    'The PDF holds scripts, programs, files or forms that run',
  ),
  fileLinksOutside: kind(
    422,
    '文件打开时会读取外部内容，请先断开链接',
    'The file fetches something from outside when it opens: break the links first',
  ),
  fileEncrypted: kind(422, '文件已加密，请去掉密码', 'The file is encrypted: take the password off'),
  fileUnpacksTooLarge: kind(422, '文件解开后过大', 'The file unpacks to too much'),
  imageTooLarge: kind(422, '图片尺寸过大', 'The picture has too many points'),
  fileFrozen: kind(
    409,
    '已封存的报告以此文件为依据，不能撤回',
    'A frozen report rests on the file: it is not withdrawn',
  ),
  fileWithdrawn: kind(410, '文件已撤回', 'The file was withdrawn'),
  linkInvalid: kind(403, '链接无效，或不是给您的', 'The link is not valid, or is not yours'),
  guardianLinkGone: kind(404, '链接无效或已停用，请联系学校', 'The link is not valid or is over: ask the school'),
  guardianCodeWrong: kind(403, '验证码不正确', 'The code is not right'),
  linkExpired: kind(410, '链接已过期，请重新获取', 'The link has expired: ask for a new one'),
  fileUnreadable: kind(422, '文件无法读取', 'The file cannot be read'),
  keyReused: kind(422, '同一 Idempotency-Key 已用于另一内容', 'This Idempotency-Key was used with another body'),
  unknownInstrument: kind(422, '没有这个量表', 'There is no such instrument'),
  unknownVersion: kind(422, '没有这个量表版本', 'There is no such version of the instrument'),
  answersInvalid: kind(422, '作答内容不符合量表', 'The answers do not fit the instrument'),
  normMissing: kind(422, '须指明常模', 'The norm must be named'),
  unknownNorm: kind(422, '没有这个常模', 'There is no such norm'),
  thresholdMissing: kind(422, '政策中没有相应阈值', 'The policy has no threshold for this'),
  valuesInvalid: kind(422, '记录内容不符合要求', 'The values do not fit the kind of record'),
  indicatorsInvalid: kind(422, '考核指标有误', 'Something is wrong with the indicators'),
  documentInvalid: kind(422, '报告内容不符合要求', 'The document does not take it'),
  attendanceCode: kind(
    409,
    '签到码无效或已过期，请扫描现场最新的二维码',
    'The attendance code is not valid or has expired: scan the present one',
  ),
  attendanceClosed: kind(409, '今天不是培训日，不能签到', 'The training is not held today: nobody signs in'),
  noSign: kind(422, '请至少选择一项观察到的情况', 'Tick at least one sign'),
  calendarInvalid: kind(422, '校历内容有误', 'The list of the year is not right'),
  cityListMissing: kind(
    422,
    '市级尚未录入该年份的校历，学校和区县暂不能补充',
    'The city has not entered this year yet; a school or county adds to its list',
  ),
  paperTooEarly: kind(
    409,
    '现在还不能出具：转介信要在转介送出之后，复学通知要在学校作出决定之后',
    'Not yet: a letter of referral once the referral was sent, a letter about the return once the school has decided',
  ),
  tooManyRequests: kind(429, '请求过于频繁，请稍后再试', 'Too many requests; try again later'),
  signInDelayed: kind(
    429,
    '登录失败次数较多，请稍候再试；紧急情况请先打电话',
    'Too many sign-ins have failed: wait a little, then try again; when urgent, telephone first',
  ),
  internal: kind(500, '系统出错，已记录编号', 'Something went wrong; its number is on record'),
  recordAway: kind(
    503,
    '记录暂不可用，没有写入；请用同一 Idempotency-Key 再次提交，紧急情况请先打电话',
    'The record is away and nothing was written: ask again with the same Idempotency-Key; when urgent, telephone first',
  ),
  outcomeUnknown: kind(
    503,
    '暂不知是否已写入；请用同一 Idempotency-Key 再次提交',
    'Nobody knows yet whether it was written: ask again with the same Idempotency-Key',
  ),
  busy: kind(503, '系统繁忙，请用同一 Idempotency-Key 再次提交', 'Busy: ask again with the same Idempotency-Key'),
} as const satisfies Record<string, ProblemKind>;

/** What the rules of the domain answer. */
const REFUSALS: Vocabulary<RefusalCode> = {
  wrongStage: words('当前阶段不能进行此操作', 'Not possible at this stage'),
  wrongRole: words('您的角色不能进行此操作', 'Your role may not do this'),
  wrongSide: words('须由另一侧人员签署', 'The other side has to sign'),
  stale: words('情况已有变化，请查看后再操作', 'Things have changed: look again, then act'),
  unknownDuty: words('没有这项待办', 'There is no such duty'),
  notDutyHolder: words('这项待办不由您承担', 'The duty is not yours'),
  notReceiver: words('您不是交接的接收人', 'You are not the receiver'),
  noSuchProposal: words('没有这项待签提议', 'There is no such proposal'),
  proposalPending: words('已有提议等待签署', 'A proposal is waiting for signatures'),
  signerIsProposer: words('提议人不能自行会签', 'Who proposes does not co-sign'),
  signerRaisedIt: words('曾提议升级的人不能签署降级', 'Who proposed the raise does not sign the lowering'),
  signerLoweredIt: words('曾提议降级的人不能签署升级', 'Who proposed the lowering does not sign the raise'),
  alreadySigned: words('已经签署', 'Already signed'),
  reasonMissing: words('请填写理由', 'A reason is missing'),
  fieldMissing: words('缺少必填项', 'A field is missing'),
  fieldInvalid: words('填写内容不符合要求', 'A field is not right'),
  unknownPerson: words('没有这位工作人员', 'There is no such member of staff'),
  notInOffice: words('该人员目前没有相应任职', 'Whoever is named is not in office for this'),
  levelNotHigher: words('新级别须高于现级别', 'The new level is not higher'),
  levelNotLower: words('新级别须低于现级别', 'The new level is not lower'),
  levelNotOneStep: words('一次只能降一级', 'One step at a time'),
  tooSoon: words('还没到可以这样做的时间', 'It is too early for this'),
  noFreshAssessment: words('缺少升级之后的新评估', 'There is no assessment since the raise'),
  notSteady: words('须有两次平稳评估', 'Two steady assessments are needed'),
  dutiesOpen: words('尚有待办未完成', 'Duties are still open'),
  referralOpen: words('尚有转介未结束', 'A referral is still open'),
  returnOpen: words('尚有复学流程未结束', 'A return is still open'),
  handOverOpen: words('尚有交接未完成', 'A hand-over is still open'),
  guardianFlagged: words(
    '该监护人被标记为危险来源，不得联系',
    'This guardian is flagged as a danger and is not contacted',
  ),
  consentMissing: words('缺少监护人同意', 'Consent is missing'),
  hospitalNotInConsent: words('同意书未包含该医院', 'The consent does not name this hospital'),
  acceptedElsewhere: words('他院已接诊', 'Another hospital has accepted'),
  feedbackMissing: words('反馈内容不完整', 'The feedback is not complete'),
  noHospitalLeft: words('没有可转介的医院', 'No hospital is left to ask'),
  returnAlreadyOpen: words('已有复学流程', 'A return is already under way'),
  notOnLeave: words('学生不在休学中', 'The student is not on leave'),
  outsideWindow: words('不在规定的时间内', 'Outside the window'),
  appealTooLate: words('已超过申诉期限', 'The time for an appeal is over'),
  appealOpen: words('尚有申诉未处理', 'An appeal waits to be decided'),
  tookPart: words('曾参与原决定，须回避', 'Who took part does not decide the appeal'),
  recommendedNotYet: words('建议为暂缓，不能直接批准', 'The recommendation is not yet'),
  decisionFinal: words('本次申请已有最终决定', 'The decision on this application is final'),
  pupilsLeft: words('尚有学生未作答且无人负责', 'Students are left without an answer or an owner'),
  caseAlreadyOpen: words('该生已有未结个案', 'The student has an open case'),
  notOpen: words('已经结束', 'It is not open'),
  nobodyToHold: words('没有可承担待办的人员', 'There is nobody to hold the duty'),
  countsNotAsContact: words('单凭留言不算联系到本人', 'A message alone is no contact'),
  capacityExceeded: words('超过访谈能力，须负责人确认', 'More than the interviewers can see; the head confirms'),
  badStartTime: words('开始时间不合适', 'The start time is not suitable'),
  wordingUnverified: words('量表文字尚未核对', 'The wording has not been verified'),
  overCapacity: words('超过接待能力', 'Over capacity'),
  alreadyRecorded: words('已有单位登记过这条记录', 'This has been recorded already'),
  reportExists: words('同一时段的报告已在起草或已封存', 'A report over this period is under way or in force'),
  reportIncomplete: words('报告尚有待补充的内容，不能签字', 'The report is not complete: nobody signs it yet'),
  figuresMoved: words('起草后数据有变化，请先刷新', 'Figures have moved since it was drafted: refresh it first'),
  ownOffice: words(
    '不能变更自己的任职和账号，请由另一位管理员办理',
    'Nobody changes their own: another administrator does',
  ),
  outsidePlace: words('超出您所在单位的范围', 'Outside your own place'),
  alreadyInOffice: words('该人员在该单位已有这一任职', 'Whoever is named holds this office there already'),
  lastInOffice: words(
    '这是该岗位的最后一位，离任后将无人负责；请先任命接任者',
    'The last one there: appoint a successor first, or nobody is left',
  ),
};

const CONFLICTS: ReadonlySet<RefusalCode> = new Set([
  'stale',
  'wrongStage',
  'alreadyRecorded',
  'reportExists',
  'figuresMoved',
]);

function refusalKind(code: RefusalCode): ProblemKind {
  const status = CONFLICTS.has(code) ? 409 : code === 'wrongRole' ? 403 : 422;
  return { status, title: REFUSALS[code] };
}

export type ProblemCode = keyof typeof OWN | RefusalCode;

/** Every code with its status and texts. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  ...OWN,
  ...(Object.fromEntries(Object.keys(REFUSALS).map((code) => [code, refusalKind(code as RefusalCode)])) as Record<
    RefusalCode,
    ProblemKind
  >), // one entry for each code of REFUSALS
};

/** Whether a stored code still has a text; refusals of later releases may not. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
