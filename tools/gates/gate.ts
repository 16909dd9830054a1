/** A text file of the project, path from its root with `/`. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** One place where a gate says no; `line` counts from 1. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** A rule over the text of the project for what the linter cannot say. No findings means passed. */
export interface Gate {
  readonly name: string;
  find(files: readonly ProjectFile[]): Finding[];
}

/** Findings for every line of `file` that `complaint` answers with a text. */
export function findLines(file: ProjectFile, complaint: (line: string) => string | undefined): Finding[] {
  return file.text.split('\n').flatMap((line, index) => {
    const text = complaint(line);
    return text === undefined ? [] : [{ path: file.path, line: index + 1, text }];
  });
}
