import {failed, type Result} from '../domain/result.ts';
import {typedWords} from '../rules/typed-words.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {runOnTerminal} from '../transport/run-on-terminal.ts';
import {withTemporaryFile} from '../transport/temporary-file.ts';
import type {Surroundings} from './surroundings.ts';

type EditorWorld = Pick<Surroundings, 'env' | 'clock' | 'signal'>;

const mostBytes = 2 ** 20;
const remedy = 'Set VISUAL or EDITOR, such as EDITOR=nano, and start clusterdeck again.';

export type Draft = {
	readonly text: string;
	/** Of its temporary file: an editor knows by it what is written. */
	readonly fileName: string;
	/** What is so where the editor does not end well: `what you typed is as it was`. */
	readonly otherwise: string;
};

/**
 * A text as it is after the person's own editor, which has our terminal until it ends. Failures: `rejected` where there
 * is no editor or it did not end well, `tooLarge`, those of a temporary file.
 */
export async function editText(draft: Draft, world: EditorWorld): Promise<Result<string>> {
	const {VISUAL: visual = '', EDITOR: editor = ''} = world.env;
	const wanted = visual.trim() === '' ? editor : visual;
	const words = typedWords(wanted);
	const [program, ...args] = words === 'openQuote' ? [] : words;
	if (program === undefined) {
		const reason = wanted.trim() === '' ? 'none is set.' : 'a quote has no end in it.';
		return failed({kind: 'rejected', where: 'your editor', reason: `${reason} ${remedy}`});
	}

	const {text, fileName, otherwise} = draft;
	const edited = await withTemporaryFile({name: fileName, text}, path =>
		editFile({path, otherwise}, [program, ...args], world),
	);
	return edited.ok ? edited.value : edited;
}

async function editFile(
	{path, otherwise}: {readonly path: string; readonly otherwise: string},
	editor: readonly [string, ...string[]],
	{clock, signal}: EditorWorld,
): Promise<Result<string>> {
	const [program] = editor;
	const ended = await runOnTerminal({argv: [...editor, path]}, clock, signal);
	if (!ended.ok) {
		const reason = `there is no such program. ${remedy}`;
		return ended.failure.kind === 'missing'
			? failed({kind: 'rejected', where: program, reason})
			: ended;
	}

	const {exitCode, signal: endedBy} = ended.value;
	if (exitCode !== 0) {
		const how =
			exitCode === undefined ? `was ended by ${endedBy ?? 'a signal'}` : `ended with ${exitCode}`;
		return failed({
			...{kind: 'rejected', where: program},
			reason: `it ${how}: ${otherwise}.`,
		});
	}

	const read = await readTextFile(path, mostBytes);
	// Editors end the last line, which nobody typed.
	return read.ok ? {...read, value: read.value.replace(/\r?\n$/, '')} : read;
}
