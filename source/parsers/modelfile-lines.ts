/** A place in a file, both counted from 1. */
export type FilePlace = {readonly line: number; readonly column: number};

/** A command of a Modelfile with what stands behind it. */
export type ModelfileLine = FilePlace & {
	/** As it is written. */
	readonly name: string;
	/** What a PARAMETER or a MESSAGE is of: `temperature`, `user`; elsewhere empty. */
	readonly subject: string;
	/** Without the quotes around it. */
	readonly value: string;
	readonly subjectAt: FilePlace;
	readonly valueAt: FilePlace;
	/** Its quotes are never closed: nothing is read behind it. */
	readonly isOpen: boolean;
};

const quotes = ['"""', '"'] as const;

/**
 * The commands of a Modelfile: a word, a blank, and a value to the end of the line, or over lines between quotes. There is
 * no escape within them: quotes end where they stand at the end of a line.
 *
 *     FROM llama3.2:3b
 *     # a comment
 *     SYSTEM """You are Mario.
 *     You say "mamma mia"."""
 *
 * https://github.com/ollama/ollama/blob/main/parser/parser.go
 */
export function modelfileLines(text: string): readonly ModelfileLine[] {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	const found: ModelfileLine[] = [];
	for (let at = 0; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		if (/^\s*(?:#|$)/.test(line)) {
			continue;
		}

		const [head = '', blank = '', name = ''] = /^(\s*)(\S+)\s*/.exec(line) ?? [];
		const [subjectHead = '', subject = ''] = hasSubject.test(name)
			? (/^(\S+)\s*/.exec(line.slice(head.length)) ?? [])
			: [];
		const from = head.length + subjectHead.length;
		const read = valueFrom(lines, at, from);
		const {value, isOpen} = read;
		found.push({
			...{line: at + 1, column: blank.length + 1, name, subject, value, isOpen},
			subjectAt: {line: at + 1, column: head.length + 1},
			valueAt: {line: at + 1, column: from + 1},
		});
		if (isOpen) {
			break;
		}

		at = read.lastLine;
	}

	return found;
}

const hasSubject = /^(?:parameter|message)$/i;

type ReadValue = {readonly value: string; readonly lastLine: number; readonly isOpen: boolean};

function valueFrom(lines: readonly string[], at: number, from: number): ReadValue {
	const first = (lines[at] ?? '').slice(from).trimEnd();
	const quote = quotes.find(mark => first.startsWith(mark));
	if (quote === undefined) {
		return {value: first, lastLine: at, isOpen: false};
	}

	const inside: string[] = [];
	for (let line = at; line < lines.length; line += 1) {
		const whole: string = line === at ? first.slice(quote.length) : (lines[line] ?? '');
		const trimmed = whole.trimEnd();
		if (trimmed.endsWith(quote)) {
			inside.push(trimmed.slice(0, -quote.length));
			return {value: inside.join('\n'), lastLine: line, isOpen: false};
		}

		inside.push(whole);
	}

	return {value: first, lastLine: at, isOpen: true};
}
