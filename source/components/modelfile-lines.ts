import type {Modelfile} from '../domain/model-deed.ts';
import type {Piece} from '../theme/piece.ts';
import {clean, joinSafe, type Safe, safe} from '../theme/safe.ts';
import {sizeWords} from '../theme/size-words.ts';
import {sentenceLines} from './dialog-lines.ts';

const shortText = {maxCharacters: 60};
const longPath = {maxCharacters: 300};

/** What it is made of, and what else the file says. */
export function modelfileLines({
	from,
	files,
	adapters,
	...rest
}: Modelfile): ReadonlyArray<readonly Piece[]> {
	const {parameters, messages, system, template, license} = rest;
	const count = messages.length;
	const said = [
		...Object.entries(parameters).map(([name, value]) => safe`${clean(name)} ${valueText(value)}`),
		...(system === undefined ? [] : [safe`system "${clean(system, shortText)}"`]),
		...(template === undefined ? [] : [safe`a template`]),
		...(license === undefined ? [] : [safe`a licence`]),
		...(count === 0 ? [] : [safe`${count} ${count === 1 ? safe`message` : safe`messages`}`]),
	];
	const first =
		from === undefined
			? safe`Made of ${fileNames(files)}, which this machine sends to a node without it`
			: safe`Made of ${clean(from, shortText)}, which a node without it pulls first`;
	const sent = from === undefined ? safe`` : safe`, which this machine sends to a node without it`;
	const laid = adapters.length === 0 ? [] : [safe`${fileNames(adapters)} laid over it${sent}`];
	const all = [...laid, ...said];
	const ending = all.length === 0 ? safe`.` : safe`; with ${joinSafe(all, safe`, `)}.`;
	return sentenceLines(safe`${first}${ending}`);
}

/** `/data/qwen3.gguf (2.3 GiB)`, whole as long as there is room: it leaves this machine. */
function fileNames(files: Modelfile['files']): Safe {
	return joinSafe(
		files.map(({path, sizeBytes}) => safe`${clean(path, longPath)} (${sizeWords(sizeBytes)})`),
		safe`, `,
	);
}

function valueText(value: Modelfile['parameters'][string]): Safe {
	return clean(typeof value === 'object' ? value.join(' ') : String(value), shortText);
}
