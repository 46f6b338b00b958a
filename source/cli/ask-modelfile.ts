import {homedir} from 'node:os';
import process from 'node:process';
import type {Effect, ModelfileSource} from '../domain/effect.ts';
import type {ModelEvent, ModelfileRead} from '../domain/model-deed.ts';
import type {Notice} from '../domain/notice.ts';
import type {Result} from '../domain/result.ts';
import {modelfileIn, readModelfileAt} from './read-modelfile.ts';

type Asked = Extract<Effect, {type: 'askModelfile'}>;

export type ModelfileDesk = {
	readonly signal: AbortSignal;
	readonly atMs: () => number;
	/** With the person's own editor; undefined: there is no terminal for it any more. */
	readonly edit: (text: string) => Promise<Result<string> | undefined>;
	readonly dispatch: (event: ModelEvent) => void;
	readonly tell: (notice: Notice) => void;
};

/** Tells what was read, or why there is nothing. */
export async function askModelfile({model, from}: Asked, desk: ModelfileDesk): Promise<void> {
	const read = await readFrom(from, desk);
	if (read !== undefined) {
		desk.dispatch({type: 'models/modelfileRead', model, read, atMs: desk.atMs()});
	}
}

async function readFrom(
	from: ModelfileSource,
	{edit, tell, signal}: ModelfileDesk,
): Promise<ModelfileRead | undefined> {
	if (from.kind === 'file') {
		const path = from.path.replace(/^~(?=\/)/, homedir());
		const read = await readModelfileAt(path, signal);
		return 'value' in read
			? {kind: 'whole', modelfile: read.value}
			: {kind: 'faulty', problems: read.problems, text: undefined};
	}

	const edited = await edit(from.text);
	if (edited?.ok !== true) {
		if (edited !== undefined) {
			tell({kind: 'failed', failure: edited.failure});
		}

		return undefined;
	}

	const text = edited.value;
	if (text.trim() === '') {
		tell({kind: 'refused', reason: 'The Modelfile was left empty: nothing is made.'});
		return undefined;
	}

	const place = {where: 'Modelfile', folder: process.cwd(), signal};
	const read = await modelfileIn(text, place);
	return 'value' in read
		? {kind: 'whole', modelfile: read.value}
		: {kind: 'faulty', problems: read.problems, text};
}
