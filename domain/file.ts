/** What a kept file may be. Its content decides; its name says nothing. */
export const FILE_TYPES = ['jpeg', 'png', 'pdf', 'docx', 'xlsx'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** What a file is kept for: proof of a record, a photo of an activity, material of a training or of publicity. */
export const FILE_PURPOSES = ['evidence', 'photo', 'material'] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

/** What a file is kept for at all: besides what people hand in, the bytes of reports that were signed. */
export const KEPT_PURPOSES = [...FILE_PURPOSES, 'report'] as const;
export type KeptPurpose = (typeof KEPT_PURPOSES)[number];

/** Most bytes of a file as it comes. */
export const FILE_BYTES = 10 * 1024 * 1024;

/** Why a file as a whole is not taken. Codes are stable; nothing of the file's content is in them. */
export const FILE_REFUSALS = [
  'fileEmpty',
  'fileTypeUnknown',
  'fileWrongForPurpose',
  'fileBroken',
  'fileIsTwoThings',
  'fileHasMacros',
  'fileHasActiveContent',
  'fileLinksOutside',
  'fileEncrypted',
  'fileUnpacksTooLarge',
  'imageTooLarge',
] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];

/** A photo is a picture; everything else may be any of the types. */
export function fitsPurpose(type: FileType, purpose: FilePurpose): boolean {
  return purpose !== 'photo' || type === 'jpeg' || type === 'png';
}

/** Why a file was withdrawn. */
export const WITHDRAWAL_REASONS = ['mistaken', 'replaced', 'consentMissing', 'consentWithdrawn'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];
