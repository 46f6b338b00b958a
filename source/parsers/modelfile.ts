import {isModelName} from '../domain/grammar.ts';
import type {ModelName} from '../domain/ids.ts';
import type {Modelfile} from '../domain/model-deed.ts';
import {quoted} from '../domain/printable.ts';
import {type FilePlace, type ModelfileLine, modelfileLines} from './modelfile-lines.ts';
import {
	droppedParameters,
	modelfileCommands,
	modelfileParameters,
	modelfileRoles,
	parameterValue,
} from './modelfile-words.ts';
import {nearest} from './nearest.ts';

export type ModelfileProblem = FilePlace & {readonly message: string};

/** A file that it names, as it was written and where. */
export type WrittenPath = FilePlace & {readonly path: string};

/** What stands in it, before anybody looks for the files. */
export type WrittenModelfile = Omit<Modelfile, 'files' | 'adapters'> & {
	readonly files: readonly WrittenPath[];
	readonly adapters: readonly WrittenPath[];
};

export type ReadModelfile =
	| {readonly ok: true; readonly value: WrittenModelfile}
	| {readonly ok: false; readonly problems: readonly ModelfileProblem[]};

/** Of a file of garbage. */
const mostProblems = 20;

/**
 * A Modelfile: of a model that a node has or can pull, or of GGUF files, which it tells by `/`, `./`, `../` or `~/` before
 * or by `.gguf` behind. Another word is never a file, also where one of that name lies there.
 *
 *     FROM qwen3:4b
 *     ADAPTER ./pirate.gguf
 *     PARAMETER temperature 0.2
 *     SYSTEM """You answer in one sentence."""
 *     MESSAGE user why is the sky blue?
 *
 * https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx
 */
export function parseModelfile(text: string): ReadModelfile {
	const reading: Reading = {...emptyReading(), problems: []};
	for (const line of modelfileLines(text)) {
		take(line, reading);
	}

	const {from, files, problems} = reading;
	const [file] = files;
	if (from === undefined && file === undefined && problems.length === 0) {
		problems.push({line: 1, column: 1, message: 'there is no FROM, such as FROM qwen3:4b'});
	}

	if (from !== undefined && file !== undefined) {
		const message = `FROM is ${quoted(from)} already: a model is made of another one or of files`;
		problems.push({line: file.line, column: file.column, message});
	}

	return problems.length > 0
		? {ok: false, problems: problems.slice(0, mostProblems)}
		: {ok: true, value: modelfileOf(reading)};
}

type Reading = ReturnType<typeof emptyReading> & {readonly problems: ModelfileProblem[]};

function emptyReading() {
	return {
		from: undefined as ModelName | undefined,
		files: [] as WrittenPath[],
		adapters: [] as WrittenPath[],
		texts: {} as {system?: string; template?: string},
		licenses: [] as string[],
		parameters: {} as Record<string, string | number | boolean | readonly string[]>,
		messages: [] as Array<Modelfile['messages'][number]>,
		extras: {} as Partial<Record<'renderer' | 'parser' | 'requires', string>>,
	};
}

function modelfileOf(reading: Reading): WrittenModelfile {
	const {from, files, adapters, texts, licenses, parameters, messages, extras} = reading;
	return {
		...{from, files, adapters},
		...{system: texts.system, template: texts.template, parameters, messages, extras},
		license: licenses.length === 0 ? undefined : licenses.join('\n\n'),
	};
}

function take(line: ModelfileLine, reading: Reading): void {
	const {name, value, subject, subjectAt, valueAt, isOpen} = line;
	const complain = (message: string, place: FilePlace = line): void => {
		reading.problems.push({line: place.line, column: place.column, message});
	};
	const command = modelfileCommands.find(known => known === name.toLowerCase());
	if (command === undefined) {
		const guess = nearest(name.toLowerCase(), modelfileCommands)?.toUpperCase();
		complain(`${quoted(name)} is no command.${guessText(guess)}`);
	} else if (isOpen) {
		complain('these quotes are never closed', valueAt);
	} else if (value === '') {
		complain(`${[command.toUpperCase(), subject].join(' ').trim()} needs a value`);
	} else {
		takers[command](value, {
			...{reading, subject, valueAt},
			complain: message => complain(message, valueAt),
			complainOfSubject: message => complain(message, subjectAt),
		});
	}
}

type Taking = {
	readonly reading: Reading;
	readonly subject: string;
	readonly valueAt: FilePlace;
	readonly complain: (message: string) => void;
	readonly complainOfSubject: (message: string) => void;
};
type Command = (typeof modelfileCommands)[number];

const takers: Readonly<Record<Command, (value: string, taking: Taking) => void>> = {
	from(value, {reading, valueAt, complain}) {
		if (isPath(value)) {
			reading.files.push({path: value, line: valueAt.line, column: valueAt.column});
		} else if (isModelName(value)) {
			reading.from = value;
		} else {
			const takes = 'a model, such as qwen3:4b, or a file, such as ./qwen3.gguf';
			complain(`FROM takes ${takes}, found ${quoted(value)}`);
		}
	},
	parameter: takeParameter,
	template(value, {reading}) {
		reading.texts.template = value;
	},
	system(value, {reading}) {
		reading.texts.system = value;
	},
	license(value, {reading}) {
		reading.licenses.push(value);
	},
	message(content, {reading, subject, complainOfSubject}) {
		const role = modelfileRoles.find(known => known === subject.toLowerCase());
		if (role === undefined) {
			const roles = modelfileRoles.join(', ');
			complainOfSubject(`MESSAGE begins with one of ${roles}, found ${quoted(subject)}`);
		} else {
			reading.messages.push({role, content});
		}
	},
	renderer(value, {reading}) {
		reading.extras.renderer = value;
	},
	parser(value, {reading}) {
		reading.extras.parser = value;
	},
	requires(value, {reading}) {
		reading.extras.requires = value;
	},
	adapter(path, {reading, valueAt}) {
		reading.adapters.push({path, line: valueAt.line, column: valueAt.column});
	},
};

function isPath(value: string): boolean {
	return /^(?:\.{0,2}|~)\//.test(value) || value.toLowerCase().endsWith('.gguf');
}

function takeParameter(value: string, taking: Taking): void {
	const {reading, subject, complain, complainOfSubject} = taking;
	const key = subject.toLowerCase();
	if (droppedParameters.has(key)) {
		return;
	}

	const names = Object.keys(modelfileParameters);
	const [, kind] = Object.entries(modelfileParameters).find(([name]) => name === key) ?? [];
	if (kind === undefined) {
		complainOfSubject(`${quoted(subject)} is no parameter.${guessText(nearest(key, names))}`);
		return;
	}

	const read = parameterValue(kind, value);
	if (read === undefined) {
		complain(`${key} must be ${kindTexts[kind]}, found ${quoted(value)}`);
		return;
	}

	reading.parameters[key] = kind === 'texts' ? [...textsIn(reading, key), value] : read;
}

function textsIn({parameters}: Reading, key: string): readonly string[] {
	const before = parameters[key];
	return typeof before === 'object' ? before : [];
}

const kindTexts = {
	...{whole: 'a whole number', number: 'a number', switch: 'true or false', texts: 'a text'},
} as const;

function guessText(word: string | undefined): string {
	return word === undefined ? '' : ` Did you mean ${word}?`;
}
